package kernel;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;

/** The cells that were run since the kernel started, for history requests. Any thread may call it. */
final class History {
    private record Entry(int number, String source) { }

    private final List<Entry> entries = new ArrayList<>();

    synchronized void add(int number, String source) {
        entries.add(new Entry(number, source));
    }

    /** What a history_request with this content asks for: rows of session, number, source; with {@code output} the source is a pair. */
    synchronized List<List<Object>> find(JsonNode request) {
        boolean output = request.path("output").asBoolean(false);
        return select(request).stream().map(e -> List.<Object>of(0, e.number(), output ? pair(e.source()) : e.source())).toList();
    }

    private static List<Object> pair(String source) {
        return Arrays.asList(source, null);
    }

    private List<Entry> select(JsonNode request) {
        return switch (request.path("hist_access_type").asString("")) {
            case "range" -> request.path("session").asInt(0) != 0 ? List.of()
                    : entries.stream().filter(e -> e.number() >= request.path("start").asInt(0) && e.number() < request.path("stop").asInt(Integer.MAX_VALUE)).toList();
            case "search" -> last(search(request.path("pattern").asString("*"), request.path("unique").asBoolean(false)), request);
            default -> last(entries, request);
        };
    }

    private static List<Entry> last(List<Entry> found, JsonNode request) {
        return found.subList(Math.max(0, found.size() - request.path("n").asInt(found.size())), found.size());
    }

    /** @param glob with {@code *} for any text and {@code ?} for any character */
    private List<Entry> search(String glob, boolean unique) {
        var pattern = Pattern.compile(glob.chars().mapToObj(c -> c == '*' ? ".*" : c == '?' ? "." : Pattern.quote(Character.toString(c)))
                .collect(Collectors.joining()), Pattern.DOTALL);
        var found = entries.stream().filter(e -> pattern.matcher(e.source()).matches()).toList();
        if (!unique) return found;
        return IntStream.range(0, found.size())
                .filter(i -> found.subList(i + 1, found.size()).stream().noneMatch(e -> e.source().equals(found.get(i).source())))
                .mapToObj(found::get).toList();
    }
}
