package javakernel.magic.schedules;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javakernel.base.Texts;
import org.jspecify.annotations.Nullable;

/**
 * Reads what Lincheck 3.7 reports of a bad schedule: a table with a column for each thread, in which what is called
 * from a line stands below it and further to the right. What is a step of the cell's own lines is kept; what the JDK
 * does in it is left out.
 */
final class ScheduleTrace {
    private static final int STEPS = 200; // at most; of more, the first and the last
    private static final int CODE = 60; // characters of a line
    private static final String WAITS = Texts.of("schedule.waits");
    private static final String CAPTURED = "arg$1."; // in a lambda, the cell itself
    private static final String DETAILS = "Detailed trace:";
    private static final Pattern ROW =
            Pattern.compile("( *)(.*?)(?: at (\\S+?)\\.[^.(\\s]+\\(([^:()]+):(\\d+)\\)(?: \\[recursive call.*])?)?");
    private static final Pattern NAMED_THREAD = Pattern.compile("Thread\\.<init>\\(.*\"(.*)\"\\): (Thread#\\d+)");
    private static final Pattern BUILDER_NAME = Pattern.compile("(\\w+#\\d+)\\.name\\(\"(.*?)\".*\\).*");
    private static final Pattern BUILT_THREAD =
            Pattern.compile("(\\w+#\\d+)\\.(?:start|unstarted)\\(.*\\): (Thread#\\d+)");
    private static final Pattern STARTED =
            Pattern.compile(".*\\.(?:start|startVirtualThread)\\(.*\\)(?:: Thread#\\d+)?");
    private static final Pattern ACCESS =
            Pattern.compile("([\\w$.#\\[\\]]+) (➜|=) (.*)", Pattern.UNICODE_CHARACTER_CLASS);
    private static final Pattern LOCK = Pattern.compile(".*\\.lock(?:Interruptibly)?\\(\\)"); // ends when it is got
    private static final Pattern UNLOCK = Pattern.compile(".*\\.unlock\\(\\)"); // and this begins when it is given back
    private static final Pattern SYNCHRONIZED =
            Pattern.compile("synchronized\\s*\\(([^()]*(?:\\([^()]*\\))?[^()]*)\\)\\s*(?:\\{|$)");
    private static final Pattern OBJECT = Pattern.compile("[\\w$<>]+#\\d+", Pattern.UNICODE_CHARACTER_CLASS);
    private static final Pattern CALL =
            Pattern.compile("(?:([\\w$.#]+)\\.)?([\\w$]+)\\((.*?)\\)(?:: (.*))?", Pattern.UNICODE_CHARACTER_CLASS);

    /**
     * A row of the report.
     *
     * @param at    how many rows are before it
     * @param lane  0 for the cell's own thread
     * @param type  whose code it is; null where that is not told
     */
    private record Row(int at, int lane, int depth, String text, @Nullable String type, boolean own, int line) {
        /** Whether the kernel wrote this into the cell's code. */
        boolean isKernels() {
            return text.contains("ScheduleChecker.made") || text.contains("this$");
        }

        boolean isBlocked() {
            return text.startsWith("switch (reason") || text.equals("PARK") || text.equals("WAIT");
        }
    }

    private final List<Row> rows = new ArrayList<>();
    private final Map<String, String> names = new HashMap<>(); // of objects, by the checker's: ReentrantLock#1 to lock
    private final Map<String, String> values = new LinkedHashMap<>();
    private final List<String> lanes = new ArrayList<>();
    private final List<Found> steps = new ArrayList<>();
    private final Map<Row, String> monitors = new HashMap<>(); // by the rows in which they are locked and unlocked
    private final List<String> source;
    private final Map<String, List<String>> parameters;
    private final String report;
    private @Nullable Map<String, String> begin;

    /** A step, and the values after it. */
    private record Found(int lane, String text, int line, Map<String, String> values) {}

    private ScheduleTrace(String report, String source, Map<String, List<String>> parameters) {
        this.report = report;
        this.parameters = parameters;
        this.source = source.lines().toList();
    }

    /** Whether there are steps in the report. */
    static boolean isComplete(String report) {
        return report.contains(DETAILS);
    }

    /**
     * @param source     the cell's text, of which the report tells lines
     * @param parameters the parameters' names of its methods, by {@link ScheduleSource#method}
     * @param first      the number of its first line
     * @param tried      how many schedules were tried
     */
    static Schedule read(String report, String source, Map<String, List<String>> parameters, int first, int tried,
            List<String> notes) {
        var trace = new ScheduleTrace(report, source, parameters);
        trace.readRows();
        trace.readThreads();
        trace.readMonitors();
        trace.readSteps();
        return trace.schedule(first, tried, notes);
    }

    // ---- the table ----

    private void readRows() {
        var table = report.substring(report.indexOf(DETAILS)).lines().skip(1)
                .filter(l -> l.startsWith("|") && !l.startsWith("| ---")).toList();
        int width = table.getFirst().length();
        var bars = new ArrayList<Integer>();
        for (int i = 0; i < width; i++) {
            if (table.getFirst().charAt(i) == '|') bars.add(i);
        }
        for (int i = 0; i < bars.size() - 1; i++)
            lanes.add(table.getFirst().substring(bars.get(i) + 1, bars.get(i + 1)).strip());
        for (var line : table.subList(1, table.size())) {
            if (line.length() < width) continue; // of a text of several lines
            for (int lane = 0; lane < lanes.size(); lane++) {
                var text = line.substring(bars.get(lane) + 2, bars.get(lane + 1)).stripTrailing();
                if (!text.isBlank()) rows.add(row(rows.size(), lane, text));
            }
        }
    }

    private static Row row(int at, int lane, String text) {
        var parts = ROW.matcher(text);
        if (!parts.matches()) throw new IllegalArgumentException(text);
        boolean located = parts.group(4) != null;
        return new Row(at, lane, parts.group(1).length(), parts.group(2), parts.group(3),
                located && parts.group(4).equals(ScheduleSource.FILE), located ? Integer.parseInt(parts.group(5)) : 0);
    }

    /** Where the rows end that stand below row {@code i} in its lane. */
    private int end(int i) {
        int end = i;
        for (int j = i + 1; j < rows.size(); j++) {
            if (rows.get(j).lane() != rows.get(i).lane()) continue;
            if (rows.get(j).depth() <= rows.get(i).depth()) break;
            end = j;
        }
        return end;
    }

    private List<Row> below(int i) {
        return rows.subList(i + 1, end(i) + 1).stream().filter(r -> r.lane() == rows.get(i).lane()).toList();
    }

    // ---- threads and names ----

    private void readThreads() {
        var builders = new HashMap<String, String>();
        var started = new ArrayList<String>();
        for (var row : rows) {
            var named = NAMED_THREAD.matcher(row.text());
            if (named.matches()) names.put(named.group(2), named.group(1));
            var builder = BUILDER_NAME.matcher(row.text());
            if (builder.matches()) builders.put(builder.group(1), builder.group(2));
            var built = BUILT_THREAD.matcher(row.text());
            if (built.matches() && builders.containsKey(built.group(1)))
                names.put(built.group(2), builders.get(built.group(1)));
            if (STARTED.matcher(row.text()).matches())
                started.add(row.text().replaceFirst("^(?:.*\\): )?(Thread#\\d+).*$", "$1"));
            var reference = ACCESS.matcher(row.text());
            if (row.own() && reference.matches() && !row.isKernels() && OBJECT.matcher(reference.group(3)).matches())
                names.putIfAbsent(reference.group(3), reference.group(1));
        }
        lanes.set(0, "main");
        for (int i = 1; i < lanes.size(); i++) {
            var thread = i <= started.size() ? started.get(i - 1) : "";
            lanes.set(i, names.getOrDefault(thread, lanes.get(i)));
        }
    }

    private void readMonitors() {
        for (int lane = 0; lane < lanes.size(); lane++) {
            var held = new ArrayDeque<Row>();
            for (var row : rows) {
                if (row.lane() != lane) continue;
                if (row.text().equals("MONITORENTER")) {
                    monitors.put(row, monitor(row, held.stream().filter(h -> h.line() == row.line()).count()));
                    held.push(row);
                } else if (row.text().equals("MONITOREXIT") && !held.isEmpty()) {
                    monitors.put(row, monitors.get(held.pop()));
                } else if ((row.text().equals("WAIT") || row.text().startsWith("NOTIFY")) && !held.isEmpty()) {
                    monitors.put(row, monitors.get(held.peek()));
                }
            }
        }
    }

    /**
     * What a thread locks, as the line says it, or else, in a method that is synchronized, the object whose method it
     * is.
     *
     * @param already how many it holds by that line
     */
    private String monitor(Row row, long already) {
        var said = SYNCHRONIZED.matcher(line(row.line())).results().map(m -> m.group(1).strip()).skip(already)
                .findFirst().orElse("this");
        var given = argument(row, said);
        if (!given.equals(said)) return given;
        if (!said.equals("this")) return variable(row, said);
        return row.type() == null || row.type().equals(ScheduleSource.CLASS) ? "this"
                : variable(row, "this").replaceFirst("\\.this$", "");
    }

    private String named(String text) {
        return OBJECT.matcher(text).replaceAll(m -> Matcher
                .quoteReplacement(m.group().startsWith("Lambda#") ? "λ" : names.getOrDefault(m.group(), m.group())));
    }

    // ---- steps ----

    private boolean isStep(int i) {
        var row = rows.get(i);
        return isOwnWork(row) && !row.text().startsWith("switch") && !row.text().startsWith("loop(")
                && !row.text().startsWith("<iteration")
                && !row.text().contains("ScheduleChecker.together(") && !isReferenceRead(row.text())
                && below(i).stream().noneMatch(ScheduleTrace::isOwnWork);
    }

    private static boolean isOwnWork(Row row) {
        return row.own() && !row.isKernels() && !row.text().contains("<init>");
    }

    private static boolean isReferenceRead(String text) {
        var access = ACCESS.matcher(text);
        return access.matches() && access.group(2).equals("➜") && OBJECT.matcher(access.group(3)).matches();
    }

    private void readSteps() {
        int threads = 0;
        while (threads < rows.size() && !STARTED.matcher(rows.get(threads).text()).matches()) threads++;
        var later = new HashMap<Integer, List<Row>>(); // steps to be ended, by the row before which they are
        for (int i = 0; i <= rows.size(); i++) {
            for (var row : later.getOrDefault(i, List.of())) add(row, isWait(row.at()) ? Texts.of("schedule.goesOn")
                    : LOCK.matcher(row.text()).matches() ? "" : Texts.of("schedule.ends"), true);
            if (i == rows.size() || !isStep(i)) continue;
            var row = rows.get(i);
            if (i < threads) {
                know(row);
                continue;
            }
            begin();
            if (isWait(i)) {
                add(row, WAITS, false);
                if (goesOn(i) >= 0) later.computeIfAbsent(goesOn(i), _ -> new ArrayList<>()).add(row);
            } else if (isInterrupted(i) && LOCK.matcher(row.text()).matches()) {
                later.computeIfAbsent(end(i) + 1, _ -> new ArrayList<>()).add(row);
            } else if (isInterrupted(i) && !UNLOCK.matcher(row.text()).matches()) {
                add(row, Texts.of("schedule.begins"), false);
                if (goesOn(i) >= 0 || !hasHung()) later.computeIfAbsent(end(i) + 1, _ -> new ArrayList<>()).add(row);
            } else {
                add(row, "", true);
            }
        }
        begin();
    }

    /** The values when the threads begin, which is when this is first asked for; what nobody writes comes later. */
    private Map<String, String> begin() {
        if (begin == null) begin = new LinkedHashMap<>(values);
        return begin;
    }

    /** Whether other threads did something between the beginning of a step and its end. */
    private boolean isInterrupted(int i) {
        return rows.subList(i, end(i) + 1).stream().anyMatch(r -> r.lane() != rows.get(i).lane());
    }

    private boolean hasHung() {
        return report.contains("has hung");
    }

    /** Whether the thread had to wait in that step. */
    private boolean isWait(int i) {
        var row = rows.get(i);
        if (row.text().equals("WAIT")) return true;
        if (!row.text().equals("MONITORENTER")) return below(i).stream().anyMatch(Row::isBlocked);
        int next = next(i, row.lane());
        return next < 0 || rows.get(next).isBlocked();
    }

    /** The row before which a thread that waited goes on; −1 where it waits for ever. */
    private int goesOn(int i) {
        int next = next(end(i), rows.get(i).lane());
        while (next >= 0 && rows.get(next).text().startsWith("switch")) next = next(next, rows.get(i).lane());
        return next;
    }

    /** The next row of that lane; −1 for none. */
    private int next(int after, int lane) {
        for (int i = after + 1; i < rows.size(); i++) {
            if (rows.get(i).lane() == lane) return i;
        }
        return -1;
    }

    private void add(Row row, String how, boolean done) {
        if (done) know(row);
        else if (row.text().equals("WAIT")) values.put(monitors.getOrDefault(row, "this"), "");
        // without the result that it has not yet
        var text = done ? text(row) : text(row).replaceFirst("\\): [^)]*$", ")");
        var step = new Found(row.lane(),
                how.isEmpty() ? text
                        : how + " " + (row.text().equals("MONITORENTER") ? monitors.getOrDefault(row, "this") : text),
                row.line(), new LinkedHashMap<>(values));
        if (steps.isEmpty() || !steps.getLast().equals(step)) steps.add(step); // a line may read a variable twice
    }

    /** Remembers what a step tells of a variable's value. */
    private void know(Row row) {
        var access = ACCESS.matcher(row.text());
        var call = CALL.matcher(row.text());
        if (access.matches()) {
            if (OBJECT.matcher(access.group(3)).matches()) return;
            var name = variable(row, access.group(1));
            if (begin != null && access.group(2).equals("➜") && !values.containsKey(name))
                begin.put(name, access.group(3)); // nobody has written it yet
            values.put(name, access.group(3));
            return;
        }
        if (row.text().equals("MONITORENTER") || row.text().equals("WAIT"))
            values.put(monitors.getOrDefault(row, "this"), holder(row));
        else if (row.text().equals("MONITOREXIT")) values.put(monitors.getOrDefault(row, "this"), "");
        else if (call.matches() && call.group(1) != null)
            knowCall(row, argument(row, call.group(1)), call.group(2), call.group(3), call.group(4));
    }

    private void knowCall(Row row, String on, String method, String arguments, String result) {
        boolean failed = "false".equals(result);
        boolean atomic =
                names.entrySet().stream().anyMatch(n -> n.getValue().equals(on) && n.getKey().startsWith("Atomic"));
        switch (method) {
            case "lock", "lockInterruptibly" -> values.put(on, holder(row));
            case "tryLock" -> values.compute(on, (_, before) -> failed ? before : holder(row));
            case "unlock" -> values.put(on, "");
            case String m when !atomic -> {}
            case "get", "intValue", "longValue", "incrementAndGet", "decrementAndGet", "addAndGet", "updateAndGet",
                    "accumulateAndGet" -> {
                if (result == null || !arguments.matches("-?\\d*|λ.*")) return;
                if (begin != null && method.equals("get")) begin.putIfAbsent(on, values.containsKey(on) ? "" : result);
                values.put(on, result);
            }
            case "set", "setPlain", "setRelease" -> values.put(on, arguments);
            case "compareAndSet" -> {
                if (!failed && arguments.contains(", "))
                    values.put(on, arguments.substring(arguments.indexOf(", ") + 2));
            }
            case "getAndIncrement", "getAndDecrement" -> {
                if (result != null && result.matches("-?\\d+"))
                    values.put(on, String.valueOf(Long.parseLong(result) + (method.endsWith("Increment") ? 1 : -1)));
            }
            default -> {}
        }
    }

    private String text(Row row) {
        var access = ACCESS.matcher(row.text());
        if (access.matches()) {
            return access.group(2).equals("=")
                    ? Texts.of("schedule.writes", variable(row, access.group(1)), named(access.group(3)))
                    : Texts.of("schedule.reads", variable(row, access.group(1)), named(access.group(3)));
        }
        if (row.text().equals("MONITORENTER")) return Texts.of("schedule.locks", monitors.getOrDefault(row, "this"));
        if (row.text().equals("MONITOREXIT")) return Texts.of("schedule.unlocks", monitors.getOrDefault(row, "this"));
        if (row.text().equals("WAIT")) return monitors.getOrDefault(row, "this") + ".wait()";
        if (row.text().startsWith("NOTIFY")) return monitors.getOrDefault(row, "this") + ".notify()";
        return argument(row,
                row.text().replace("ScheduleChecker.sleep", "Thread.sleep").replace(ScheduleSource.CLASS + ".", ""));
    }

    /** Within an object's own code the report leaves its name out; it stands where that code was called. */
    private String variable(Row row, String name) {
        if (name.startsWith(ScheduleSource.CLASS + ".")) return name.substring(ScheduleSource.CLASS.length() + 1);
        if (name.startsWith(CAPTURED)) return name.substring(CAPTURED.length());
        if (name.contains(".") || name.contains("[")) return argument(row, name);
        if (row.type() == null || row.type().equals(ScheduleSource.CLASS)) return named(name);
        for (var outer : outer(row)) {
            var call = CALL.matcher(outer.text());
            if (call.matches() && call.group(1) != null && !outer.text().startsWith("<"))
                return argument(outer, call.group(1)) + "." + name;
        }
        return name;
    }

    /** What begins with the name of a parameter begins with what was given for it instead. */
    private String argument(Row row, String name) {
        var word = name.split("[.\\[]", 2)[0];
        for (var outer : outer(row)) {
            var call = CALL.matcher(outer.text());
            if (!call.matches()) continue;
            var arguments = call.group(3).split(", ");
            int parameter = parameters.getOrDefault(ScheduleSource.method(call.group(2), arguments.length), List.of())
                    .indexOf(word);
            if (parameter >= 0) return named(argument(outer, arguments[parameter]) + name.substring(word.length()));
        }
        return named(name);
    }

    /** The rows below which a row stands in its lane, the nearest first. */
    private List<Row> outer(Row row) {
        var outer = new ArrayList<Row>();
        int depth = row.depth();
        for (int i = row.at() - 1; i >= 0; i--) {
            if (rows.get(i).lane() != row.lane() || rows.get(i).depth() >= depth) continue;
            depth = rows.get(i).depth();
            outer.add(rows.get(i));
        }
        return outer;
    }

    private String holder(Row row) {
        return Texts.of("schedule.holder", lanes.get(row.lane()));
    }

    private String line(int line) {
        return line >= 1 && line <= source.size() ? source.get(line - 1) : "";
    }

    private String code(int line) {
        var code = line(line).strip();
        return code.length() > CODE ? code.substring(0, CODE) + "…" : code;
    }

    // ---- the whole ----

    private Schedule schedule(int first, int tried, List<String> notes) {
        var variables = List.copyOf(values.keySet());
        var used = steps.stream().map(Found::lane).distinct().sorted().toList();
        var shown = new ArrayList<>(notes);
        var kept = steps;
        if (steps.size() > STEPS) {
            kept = new ArrayList<>(steps.subList(0, STEPS / 2));
            kept.addAll(steps.subList(steps.size() - STEPS / 2, steps.size()));
            shown.add(Texts.of("schedule.leftOut", steps.size() - STEPS));
        }
        return new Schedule(Texts.of("schedule.wrong", tried),
                used.stream().map(lanes::get).toList(), variables, at(begin(), variables),
                kept.stream().map(s -> new Schedule.Step(used.indexOf(s.lane()), s.text(), code(s.line()),
                        s.line() + first - 1, at(s.values(), variables))).toList(),
                outcome(), shown);
    }

    private List<String> at(Map<String, String> values, List<String> variables) {
        return variables.stream().map(v -> values.getOrDefault(v, begin().getOrDefault(v, ""))).toList();
    }

    private String outcome() {
        if (hasHung()) return steps.isEmpty() || !steps.getLast().text().startsWith(WAITS)
                ? Texts.of("schedule.endless") : Texts.of("schedule.deadlock");
        return Texts.of("schedule.result",
                Arrays.stream(report.split("\\R")).map(String::strip).filter(l -> !l.isEmpty() && !l.startsWith("="))
                        .findFirst().map(this::named).orElse("").replaceFirst("^java\\.lang\\.", "")
                        .replaceFirst(": null$", ""));
    }
}
