package javakernel.notebook;

/** What a thread does, whatever it throws. */
@FunctionalInterface public interface Action {
    void run() throws Exception;
}
