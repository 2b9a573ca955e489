package javakernel.history;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javakernel.history.HistoryFile.Entry;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What was run, in this session and, as far as the file has it, in earlier ones and by other kernels, for history
 * requests. Any thread may call it.
 */
public final class History implements AutoCloseable {
    private record Line(int number, String source) {}

    private final List<Line> lines = new ArrayList<>(); // this session's; guarded by this
    private final HistoryFile file;

    public History(HistoryFile file) {
        this.file = file;
    }

    public void add(int number, String source) {
        synchronized (this) {
            lines.add(new Line(number, source));
        }
        file.add(number, source);
    }

    /**
     * What a history_request with this content asks for: rows of session, number, source; with {@code output} the
     * source is a pair.
     */
    public List<List<Object>> find(JsonNode request) {
        boolean output = request.path("output").asBoolean(false);
        return select(request).stream().map(
                e -> List.<Object>of(e.session(), e.number(),
                        output ? Arrays.<@Nullable String>asList(e.source(), null) : e.source()))
                .toList();
    }

    private List<Entry> select(JsonNode request) {
        return switch (request.path("hist_access_type").asString("")) {
            case "range" -> range(request.path("session").asInt(0), request.path("start").asInt(0),
                    request.path("stop").asInt(Integer.MAX_VALUE));
            case "search" -> last(
                    search(request.path("pattern").asString("*"), request.path("unique").asBoolean(false)), request);
            default -> last(all(), request);
        };
    }

    /** @param session 0 for this one, −1 for the one before; from 1 by its number */
    private List<Entry> range(int session, int start, int stop) {
        var all = session == 0 ? own(0) : all();
        int wanted = session >= 0 ? session : current() + session;
        return all.stream().filter(e -> e.session() == wanted && e.number() >= start && e.number() < stop).toList();
    }

    /** This session's number, also when it is not known yet. */
    private int current() {
        var earlier = file.read().stream().mapToInt(Entry::session).max().orElse(0);
        int session = file.session();
        return session == 0 ? earlier + 1 : session;
    }

    private static List<Entry> last(List<Entry> found, JsonNode request) {
        return found.subList(Math.max(0, found.size() - request.path("n").asInt(found.size())), found.size());
    }

    private List<Entry> search(String pattern, boolean unique) {
        var glob = new Glob(pattern);
        var found = all().stream().filter(e -> glob.matches(e.source())).toList();
        if (!unique) return found;
        var newest = new LinkedHashMap<String, Integer>();
        for (int i = 0; i < found.size(); i++) newest.put(found.get(i).source(), i);
        return IntStream.range(0, found.size()).filter(i -> newest.getOrDefault(found.get(i).source(), -1) == i)
                .mapToObj(found::get)
                .toList();
    }

    /** From the oldest to the newest, as a reader means it: what this session ran comes last. */
    private List<Entry> all() {
        var read = file.read(); // first, so that what this session has written can be told from the others'
        int session = file.session();
        return Stream.concat(read.stream().filter(e -> e.session() != session), own(session).stream()).toList();
    }

    private synchronized List<Entry> own(int session) {
        return lines.stream().map(l -> new Entry(session, l.number(), l.source())).toList();
    }

    /** Waits until all is written, but not for ever: somewhat longer than for the file's lock. */
    @Override public void close() {
        file.close(HistoryFile.LOCK_PATIENCE.plusSeconds(1));
    }
}
