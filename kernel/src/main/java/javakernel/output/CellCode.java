package javakernel.output;

/** Code of cells, and of programs that cells have written: its classes are of no package. Any thread may ask. */
public final class CellCode {
    private CellCode() {}

    public static boolean is(StackTraceElement frame) {
        return frame.getClassName().indexOf('.') < 0;
    }
}
