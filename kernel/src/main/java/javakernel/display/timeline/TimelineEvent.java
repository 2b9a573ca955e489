package javakernel.display.timeline;

import java.util.List;

/**
 * Something that was recorded. Times are in nanoseconds since the epoch; threads are known by their ids, cells by
 * {@code Cell.run}.
 */
sealed interface TimelineEvent {
    long at();

    /**
     * A thread.
     *
     * @param ofNotebook whether it stands in the thread group of the program's own threads, not in one of the JDK's or
     *                   the kernel's
     */
    record Who(long id, String name, boolean virtual, boolean ofNotebook) {}

    /** @param parent the thread that started it, 0 where that is not known, as of virtual threads */
    record Born(long at, Who who, long parent) implements TimelineEvent {}

    record Died(long at, Who who) implements TimelineEvent {}

    /**
     * A wait that has ended; {@code stack} begins with the innermost frame, and is one object wherever it is the same.
     */
    record Waited(long at, long to, Who who, Wait why, String on, long owner,
            List<StackTraceElement> stack) implements TimelineEvent {}

    /** Why, as far as the JVM tells. */
    enum Wait { SLEEP, PARK, MONITOR, OBJECT_WAIT, IO }

    /**
     * What the notebook's code tells of itself: {@code javakernel.engine.woven.LockEvents} says what each kind means.
     */
    record Step(long at, Who who, Kind kind, Site site, String what, int on, long run) implements TimelineEvent {}

    enum Kind { WANT, GOT, NOT, FREE, ENTER, LEAVE, BEGIN, END, FULL }

    /** The line of a class where something is called, and the variable it is called on, if that is known. */
    record Site(String type, int line, String method, String variable) {
        static Site parse(String text) {
            var parts = text.split(":", -1);
            return parts.length < 4 ? new Site("", 0, text, "")
                    : new Site(parts[0], Integer.parseInt(parts[1]), parts[2], parts[3]);
        }

        StackTraceElement frame() {
            return new StackTraceElement(type, method, null, line);
        }
    }

    /** The thread works for this cell from here on; 0 for none. */
    record Worked(long at, Who who, long run) implements TimelineEvent {}

    /**
     * @param byChild it was a child process that printed it; {@code who} only read it
     * @param pid     the child's, 0 where that is not known
     */
    record Printed(long at, Who who, long run, boolean byChild, long pid, String text) implements TimelineEvent {}

    record Launched(long at, Who who, long pid, String command,
            List<StackTraceElement> stack) implements TimelineEvent {}

    record Exited(long at, long pid, int code) implements TimelineEvent {}
}
