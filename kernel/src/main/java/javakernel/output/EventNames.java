package javakernel.output;

/** What the kernel's Flight Recorder events are called, for those who write them and those who read them. */
public final class EventNames {
    /** A thread turns to a cell. */
    public static final String WORK = "kernel.Work";
    /** Output of a thread or of a child process. */
    public static final String PRINT = "kernel.Print";
    /** A child process has ended. */
    public static final String PROCESS_END = "kernel.ProcessEnd";
    /** What code does with a lock and other things that it may have to wait for. */
    public static final String STEP = "kernel.Step";

    private EventNames() {}
}
