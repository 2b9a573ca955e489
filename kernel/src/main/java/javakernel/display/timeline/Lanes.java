package javakernel.display.timeline;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javakernel.base.KernelCode;
import javakernel.base.Texts;
import javakernel.display.timeline.ThreadHistory.Call;
import javakernel.display.timeline.Timeline.Interval;
import javakernel.display.timeline.Timeline.Kind;
import javakernel.display.timeline.Timeline.Lane;
import javakernel.display.timeline.Timeline.Mark;
import javakernel.display.timeline.Timeline.State;
import javakernel.display.timeline.TimelineEvent.Exited;
import javakernel.display.timeline.TimelineEvent.Launched;
import javakernel.display.timeline.TimelineEvent.Printed;
import javakernel.display.timeline.TimelineEvent.Step;
import javakernel.display.timeline.TimelineEvent.Wait;
import javakernel.display.timeline.TimelineEvent.Waited;
import javakernel.output.CellCode;
import javakernel.output.CellOfThread;
import javakernel.output.standin.Processes;
import javakernel.output.standin.Tasks;

/**
 * Makes of what was recorded what each thread and process of one cell did.
 *
 * <p>That a platform thread waits is what the JVM says; what for, and since when, if the wait has not ended, is what
 * the notebook's code says ({@link Step}). Of virtual threads the JVM only says that they sleep or wait for a monitor:
 * they count as waiting for the whole of a call that may wait. Between waits a thread counts as running, whether it had
 * a processor or not.
 */
final class Lanes {
    private static final Pattern PARK = Pattern.compile("park\\w*");
    private static final Pattern IO = Pattern.compile("read\\w*|accept|connect|select|(?:has)?[nN]ext\\w*");
    private static final Pattern LOCK = Pattern.compile(
            "java\\.util\\.concurrent\\.(?:locks\\.(?:ReentrantLock|ReentrantReadWriteLock\\$\\w+|StampedLock)|Semaphore)\\.(?!.*\\.await).*");
    private static final Set<String> NEXT_TASK =
            Set.of("java.util.concurrent.ThreadPoolExecutor.getTask", "java.util.concurrent.ForkJoinPool.awaitWork",
                    "java.util.concurrent.ForkJoinPool.runWorker", "java.util.TimerThread.mainLoop");
    private static final Pattern LOADING = Pattern.compile(
            "jdk\\.internal\\.loader\\..*|java\\.lang\\.ClassLoader\\..*|java\\.lang\\.invoke\\.MethodHandleNatives\\..*|.*\\.<clinit>");
    private static final Pattern JVMS = Pattern.compile("JFR .*|DestroyJavaVM"); // threads of every program's
    private static final Set<String> CARRIERS = Set.of(Tasks.class.getName(), CellOfThread.class.getName());
    private static final List<String> INNER =
            List.of("jdk.internal.", "java.util.concurrent.locks.", "java.util.concurrent.ForkJoinPool.");

    /**
     * Whose lanes.
     *
     * @param run    the cell, as {@code Cell.run}
     * @param runner the id of the thread that runs the cell
     * @param from   when it began to
     * @param place  the line of a cell that a frame is in; empty for code that is no cell's
     */
    record Subject(long run, long runner, long from, Function<StackTraceElement, Optional<String>> place) {}

    private final Subject subject;
    private final List<TimelineEvent> facts;
    private final long end;
    private final Map<Long, ThreadHistory> lives;
    private final Map<Integer, String> locks; // their names
    private final Map<Integer, List<Held>> holds; // by lock, in order
    private final Map<List<StackTraceElement>, Where> wheres = new IdentityHashMap<>();
    private long zero;

    private Lanes(Subject subject, List<TimelineEvent> facts, long end) {
        this.subject = subject;
        this.facts = facts;
        this.end = end;
        lives = ThreadHistory.of(facts, end);
        locks = lockNames(facts);
        holds = holds(lives.values());
    }

    /**
     * @param facts    in order
     * @param end      until when was recorded, in nanoseconds since the epoch
     * @param children what child processes have recorded of themselves, by pid
     */
    static Timeline of(Subject subject, List<TimelineEvent> facts, long end, Map<Long, List<TimelineEvent>> children) {
        return new Lanes(subject, facts, end).timeline(children);
    }

    private Timeline timeline(Map<Long, List<TimelineEvent>> children) {
        var ours = ours();
        zero = ours.stream().flatMap(l -> l.steps.stream())
                .filter(s -> s.kind() == TimelineEvent.Kind.BEGIN && s.run() == subject.run()).mapToLong(Step::at)
                .findFirst().orElse(subject.from());
        var lanes = new ArrayList<Lane>();
        ours.forEach(life -> lane(life).ifPresent(lanes::add));
        processes(ours, children, lanes);
        var notes = new ArrayList<String>();
        facts.stream().filter(f -> f instanceof Step s && s.kind() == TimelineEvent.Kind.FULL).findFirst()
                .ifPresent(f -> notes.add(TimelineTexts.full(f.at() - zero)));
        return CompileGaps.of(new Timeline(lanes.stream().mapToLong(Lane::to).max().orElse(0), lanes, notes));
    }

    // ---- whose ----

    private List<ThreadHistory> ours() {
        var ids = new HashSet<Long>();
        ids.add(subject.runner());
        for (var life : lives.values()) {
            boolean started = life.born != null && life.born.at() >= subject.from();
            boolean byUs = life.born != null && started && life.who.ofNotebook() && ids.contains(life.born.parent());
            boolean unknown = started && life.who.virtual() && life.work.isEmpty() && life.steps.isEmpty()
                    && life.prints.isEmpty();
            if (byUs || unknown || life.worksFor(subject.run())) ids.add(life.who.id());
        }
        return lives.values().stream().filter(l -> ids.contains(l.who.id()))
                .sorted(Comparator.comparing((ThreadHistory l) -> l.who.id() != subject.runner())
                        .thenComparing(l -> l.who.id()))
                .toList();
    }

    /** From when to when a thread worked for the cell. */
    private List<long[]> periods(ThreadHistory life) {
        long last = life.died == null ? end : life.died.at();
        if (life.who.id() == subject.runner()) return runs(life);
        if (life.born != null && life.who.ofNotebook()) return List.<long[]>of(new long[] {life.born.at(), last});
        var periods = new ArrayList<long[]>();
        long from = -1;
        for (var work : life.work) {
            if (from < 0 && work.run() == subject.run()) from = work.at();
            if (from < 0 || work.run() == subject.run()) continue;
            periods.add(new long[] {from, work.at()});
            from = -1;
        }
        if (from >= 0) periods.add(new long[] {from, last});
        return periods;
    }

    /** When the cell's own code ran on its thread: between its parts the kernel compiles. */
    private List<long[]> runs(ThreadHistory life) {
        var runs = new ArrayList<long[]>();
        for (var step : life.steps) {
            if (step.run() != subject.run()) continue;
            if (step.kind() == TimelineEvent.Kind.BEGIN) runs.add(new long[] {step.at(), end});
            if (step.kind() == TimelineEvent.Kind.END && !runs.isEmpty()) runs.getLast()[1] = step.at();
        }
        return runs;
    }

    // ---- threads ----

    private Optional<Lane> lane(ThreadHistory life) {
        var periods = periods(life);
        if (periods.isEmpty()) return Optional.empty();
        long from = periods.getFirst()[0];
        long to = periods.getLast()[1];
        var waits = waits(life);
        var pauses = new TreeMap<Long, Interval>();
        for (int i = 1; i < periods.size(); i++) {
            pauses.put(periods.get(i - 1)[1], new Interval(periods.get(i - 1)[1], periods.get(i)[0], State.IDLE,
                    life.who.id() == subject.runner() ? TimelineTexts.COMPILING : "", List.of(), ""));
        }
        waits.removeIf(w -> pauses.lowerEntry(w.to()) instanceof Map.Entry<Long, Interval> pause
                && pause.getValue().to() > w.from());
        waits.addAll(pauses.values());
        var holds = life.holdings.stream().filter(h -> h.to() > from && h.from() < to)
                .map(h -> new Interval(Math.max(h.from(), from) - zero, Math.min(h.to(), to) - zero, State.HOLDING,
                        locks.getOrDefault(h.step().on(), ""), List.of(), place(h.step())))
                .toList();
        var marks = life.prints.stream().filter(p -> p.run() == subject.run()).map(this::mark).toList();
        return Optional.of(new Lane(name(life),
                life.who.id() == subject.runner() ? Kind.CELL : life.who.virtual() ? Kind.VIRTUAL : Kind.THREAD,
                from - zero, to - zero, filled(waits, from, to), holds, marks, to < end ? "" : TimelineTexts.GOES_ON));
    }

    private static String name(ThreadHistory life) {
        return life.who.name().isEmpty() ? "#" + life.who.id() : life.who.name();
    }

    private Mark mark(Printed print) {
        return new Mark(print.at() - zero, print.text());
    }

    /** The intervals, cut so that none overlaps another, from zero on; in all gaps the thread runs. */
    private List<Interval> filled(List<Interval> waits, long from, long to) {
        var sorted = new ArrayList<>(waits);
        sorted.sort(Comparator.comparingLong(Interval::from));
        var all = new ArrayList<Interval>();
        long at = from;
        for (var wait : sorted) {
            long begin = Math.max(at, wait.from());
            long stop = Math.min(to, wait.to());
            if (stop <= begin) continue;
            if (begin > at) all.add(new Interval(at - zero, begin - zero, State.RUNNING, "", List.of(), ""));
            all.add(new Interval(begin - zero, stop - zero, wait.state(), wait.on(), wait.heldBy(), wait.place()));
            at = stop;
        }
        if (at < to) all.add(new Interval(at - zero, to - zero, State.RUNNING, "", List.of(), ""));
        return all;
    }

    private List<Interval> waits(ThreadHistory life) {
        var intervals = new ArrayList<Interval>();
        var lastWait = new IdentityHashMap<Call, Long>();
        var calls = life.callsOfWaits();
        for (var wait : life.waits) {
            if (life.who.virtual() && wait.why() == Wait.OBJECT_WAIT) continue; // the JVM does not know when it began
            var call = calls.get(wait);
            if (call != null) lastWait.put(call, wait.to());
            intervals.add(
                    call == null || !own(wait).isEmpty() ? interval(wait) : interval(life, call, wait.at(), wait.to()));
        }
        for (var call : life.calls) {
            long from = lastWait.getOrDefault(call, call.begin().at());
            boolean silent = life.who.virtual() || state(call) == State.IO
            // of it the JVM tells nothing
                    || call.begin().kind() == TimelineEvent.Kind.ENTER && state(call) == State.LOCK;
            boolean waits = !call.ended() || (call.isLock() && !Call.isForPermit(call.begin())
                    ? life.who.virtual() && !holders(life, call.begin().on(), from, call.to()).isEmpty()
                    : silent && !lastWait.containsKey(call) && call.to() - from >= FlightRecording.SHORT.toNanos());
            if (waits) intervals.add(interval(life, call, from, call.to()));
        }
        return intervals;
    }

    private Interval interval(ThreadHistory life, Call call, long from, long to) {
        var step = call.begin();
        var on = call.isLock() ? locks.getOrDefault(step.on(), "") : switch (step.site().method()) {
            case "sleep" -> "sleep";
            case "join", "waitFor" -> step.site().method() + " " + step.what();
            default -> Stream
                    .of(step.site().variable().isEmpty() ? step.what() : step.site().variable(), step.site().method())
                    .filter(Predicate.not(String::isEmpty)).collect(Collectors.joining("."));
        };
        return new Interval(from, to, state(call), on, call.isLock() ? holders(life, step.on(), from, to) : List.of(),
                place(step));
    }

    private static State state(Call call) {
        var method = call.begin().site().method();
        if (call.isLock() || method.equals("lock")) return State.LOCK;
        if (method.equals("sleep")) return State.SLEEPING;
        if (PARK.matcher(method).matches()) return State.PARKED;
        return IO.matcher(method).matches() ? State.IO : State.WAITING;
    }

    /** A wait in code that is not the notebook's. */
    private Interval interval(Waited wait) {
        var where = where(wait);
        var own = own(wait);
        if (!own.isEmpty()) return new Interval(wait.at(), wait.to(),
                own.equals(TimelineTexts.LOADING) ? State.WAITING : State.IO, own, List.of(), where.place());
        var state = switch (wait.why()) {
            case SLEEP -> State.SLEEPING;
            case IO -> State.IO;
            case MONITOR -> State.LOCK;
            case OBJECT_WAIT, PARK -> where.state();
        };
        var on = switch (wait.why()) {
            case SLEEP -> "sleep";
            case IO -> wait.on();
            case MONITOR -> "synchronized (" + wait.on() + ")";
            case OBJECT_WAIT, PARK -> state == State.IDLE ? "" : where.caller().isEmpty() ? wait.on() : where.caller();
        };
        return new Interval(wait.at(), wait.to(), state, on,
                lives.get(wait.owner()) instanceof ThreadHistory owner ? List.of(name(owner)) : List.of(),
                where.place());
    }

    // ---- where ----

    /**
     * What a stack tells of the wait in it.
     *
     * @param own    as {@link #own}, as far as the stack tells
     * @param state  of a thread that is parked, or waits to be notified
     * @param caller the method that the reader's code called, or else the innermost that says what is waited for; empty
     *               when none does
     */
    private record Where(String own, State state, String caller, String place) {}

    private Where where(Waited wait) {
        return wheres.computeIfAbsent(wait.stack(), stack -> {
            var inner = stack.stream().takeWhile(f -> !isReaders(f)).toList();
            var callers = inner.size() < stack.size()
                    ? inner.reversed().stream().filter(f -> !KernelCode.is(f.getClassName()))
                    : inner.stream().filter(f -> !KernelCode.is(f.getClassName())
                            && INNER.stream().noneMatch(name(f)::startsWith) && !f.getMethodName().endsWith("0"));
            var caller =
                    callers.map(f -> name(f).substring(f.getClassName().lastIndexOf('.') + 1)).findFirst().orElse("");
            var state = stack.stream().anyMatch(f -> NEXT_TASK.contains(name(f))) ? State.IDLE
                    : stack.stream().anyMatch(f -> LOCK.matcher(name(f)).matches()) ? State.LOCK
                            : caller.isEmpty() || caller.startsWith("LockSupport.") ? State.PARKED : State.WAITING;
            return new Where(own(inner), state, caller, place(stack));
        });
    }

    /**
     * What the JVM or the kernel waited for in work of its own: loading classes, printing, telling of an exception;
     * else empty.
     */
    private String own(Waited wait) {
        boolean loads = wait.why() == Wait.MONITOR && wait.on().endsWith("Loader")
                || wait.why() == Wait.OBJECT_WAIT && !wait.stack().isEmpty()
                        && !wait.stack().getFirst().getClassName().equals("java.lang.Object");
        return loads ? TimelineTexts.LOADING : where(wait).own();
    }

    private static String own(List<StackTraceElement> inner) {
        if (inner.stream().anyMatch(f -> LOADING.matcher(name(f)).matches())) return TimelineTexts.LOADING;
        var types = inner.stream().map(f -> f.getClassName().replaceAll("\\$.*", "")).filter(KernelCode::is).toList();
        if (types.contains(Processes.class.getName())) return "";
        return types.stream().filter(type -> !CARRIERS.contains(type)).findFirst()
                .map(type -> type.startsWith(CellOfThread.class.getPackageName()) ? "println" : "kernel").orElse("");
    }

    /** Whether the reader has written it: it is of a cell, or of a program, which is a class without a package. */
    private static boolean isReaders(StackTraceElement frame) {
        return CellCode.is(frame);
    }

    private static String name(StackTraceElement frame) {
        return frame.getClassName() + "." + frame.getMethodName();
    }

    /** The innermost line that the reader has written. */
    private String place(List<StackTraceElement> stack) {
        return stack.stream().flatMap(f -> subject.place().apply(f).or(() -> ofProgram(f)).stream()).findFirst()
                .orElse("");
    }

    private static Optional<String> ofProgram(StackTraceElement frame) {
        return frame.getClassName().indexOf('.') < 0 ? Optional
                .of(Texts.of("place", frame.getClassName().replaceAll("\\$.*", "") + ".java", frame.getLineNumber()))
                : Optional.empty();
    }

    private String place(Step step) {
        return place(List.of(step.site().frame()));
    }

    // ---- locks ----

    /** One hold of a lock; {@code latest} is the end of this and all before. */
    private record Held(ThreadHistory by, long from, long to, long latest) {}

    private static Map<Integer, List<Held>> holds(Collection<ThreadHistory> lives) {
        var holds = new HashMap<Integer, List<Held>>();
        for (var life : lives) life.holdings.forEach(h -> holds.computeIfAbsent(h.step().on(), on -> new ArrayList<>())
                .add(new Held(life, h.from(), h.to(), 0)));
        for (var of : holds.values()) {
            of.sort(Comparator.comparingLong(Held::from));
            long latest = 0;
            for (int i = 0; i < of.size(); i++) {
                var held = of.get(i);
                latest = Math.max(latest, held.to());
                of.set(i, new Held(held.by(), held.from(), held.to(), latest));
            }
        }
        return holds;
    }

    /** Who else held the lock then, the first first. */
    private List<String> holders(ThreadHistory waiting, int lock, long from, long to) {
        var of = holds.getOrDefault(lock, List.of());
        int next = Collections.binarySearch(of, new Held(waiting, to, 0, 0), Comparator.comparingLong(Held::from));
        var names = new LinkedHashSet<String>();
        for (int i = (next < 0 ? -next - 1 : next) - 1; i >= 0 && of.get(i).latest() > from; i--) {
            var held = of.get(i);
            boolean died = held.by().died != null && held.by().died.at() < held.to();
            if (held.to() > from && held.by() != waiting)
                names.addFirst(name(held.by()) + (died ? TimelineTexts.ENDED : ""));
        }
        return List.copyOf(names);
    }

    /**
     * Each lock's name: its variable's, if one is known, and its class; numbered where several would be called the
     * same.
     */
    private static Map<Integer, String> lockNames(List<TimelineEvent> facts) {
        var names = new LinkedHashMap<Integer, String>();
        var variables = new HashMap<Integer, String>();
        for (var fact : facts) {
            if (!(fact instanceof Step s) || s.on() == 0) continue;
            if (!s.site().variable().isEmpty() && !s.site().variable().equals("this"))
                variables.putIfAbsent(s.on(), s.site().variable());
            if (s.kind() == TimelineEvent.Kind.WANT || s.kind() == TimelineEvent.Kind.GOT) {
                names.putIfAbsent(s.on(),
                        s.site().method().equals("synchronized") ? "synchronized (" + s.what() + ")" : s.what());
            }
        }
        names.replaceAll((on, name) -> !variables.containsKey(on) ? name
                : name.startsWith("synchronized") ? "synchronized (" + variables.get(on) + ")"
                        : name + " " + variables.get(on));
        var count = new HashMap<String, Integer>();
        names.values().forEach(name -> count.merge(name, 1, Integer::sum));
        var number = new HashMap<String, Integer>();
        names.replaceAll((on, name) -> count.getOrDefault(name, 0) == 1 ? name
                : name + " #" + number.merge(name, 1, Integer::sum));
        return names;
    }

    // ---- processes ----

    private void processes(List<ThreadHistory> ours, Map<Long, List<TimelineEvent>> children, List<Lane> lanes) {
        var launched = facts.stream().filter(
                f -> f instanceof Launched l && l.at() >= subject.from() && ours.contains(lives.get(l.who().id())))
                .map(Launched.class::cast).toList();
        var exits = new HashMap<Long, Exited>();
        facts.forEach(f -> {
            if (f instanceof Exited e) exits.put(e.pid(), e);
        });
        var printed = new HashMap<Launched, List<Mark>>();
        var unknown = new ArrayList<Mark>();
        for (var fact : facts) {
            if (!(fact instanceof Printed p) || !p.byChild() || p.run() != subject.run()) continue;
            var possible = launched.stream().filter(l -> p.pid() == l.pid() || p.pid() == 0 && l.at() <= p.at()
                    && (!exits.containsKey(l.pid()) || p.at() <= exits.get(l.pid()).at())).toList();
            var by = possible.size() == 1 ? possible.getFirst() : null;
            (by == null ? unknown : printed.computeIfAbsent(by, l -> new ArrayList<>())).add(mark(p));
        }
        for (var process : launched) {
            var exit = exits.get(process.pid());
            long to = exit == null ? end : exit.at();
            lanes.add(new Lane(process.pid() + ": " + process.command(), Kind.PROCESS, process.at() - zero, to - zero,
                    List.of(new Interval(process.at() - zero, to - zero, State.ALIVE, "", List.of(),
                            place(process.stack()))),
                    List.of(), printed.getOrDefault(process, List.of()),
                    exit == null ? TimelineTexts.GOES_ON : TimelineTexts.exit(exit.code())));
            lanes.addAll(threads(process, children.getOrDefault(process.pid(), List.of()), to));
        }
        if (!unknown.isEmpty()) {
            lanes.add(new Lane(TimelineTexts.CHILDREN_PRINT, Kind.PROCESS, unknown.getFirst().at(),
                    unknown.getLast().at(), List.of(), List.of(), unknown, ""));
        }
    }

    /**
     * The threads of a child process. What a thread waits in when its process is ended from outside is not recorded.
     */
    private List<Lane> threads(Launched process, List<TimelineEvent> recorded, long end) {
        var own = new Lanes(subject, recorded, end);
        own.zero = zero;
        return own.lives.values().stream().filter(l -> l.who.ofNotebook() && !JVMS.matcher(l.who.name()).matches())
                .map(life -> {
                    long from = life.born == null ? process.at() : life.born.at();
                    long to = life.died != null ? life.died.at()
                            : life.waits.isEmpty() ? from : life.waits.getLast().to();
                    return new Lane(process.pid() + ": " + name(life), Kind.THREAD_OF_PROCESS, from - zero, to - zero,
                            own.filled(own.waits(life), from, to), List.of(), List.of(),
                            life.died == null ? TimelineTexts.UNKNOWN : "");
                }).toList();
    }
}
