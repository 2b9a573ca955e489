package javakernel.display;

/** A value that is to be seen already where it was made: as a cell's result it is not shown once more. */
public interface AlreadyShown {}
