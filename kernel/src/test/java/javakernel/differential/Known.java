package javakernel.differential;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/**
 * What has another outcome than it should, each with the reason: a line is {@code name: reason}, where the reason
 * has no colon, and {@code #} begins a comment.
 */
final class Known {
    private final Map<String, String> reasons = new TreeMap<>();

    static Known of(Path list) throws IOException {
        var known = new Known();
        for (var line : Files.readAllLines(list)) {
            if (line.isBlank() || line.startsWith("#")) continue;
            int colon = line.lastIndexOf(": ");
            if (colon < 0) throw new AssertionError(list + ": no reason: " + line);
            var before = known.reasons.put(line.substring(0, colon), line.substring(colon + 2));
            if (before != null) throw new AssertionError(list + ": twice: " + line);
        }
        return known;
    }

    /** Null where {@code name} is not listed. */
    String reason(String name) {
        return reasons.get(name);
    }

    int size() {
        return reasons.size();
    }

    Iterable<String> names() {
        return reasons.keySet();
    }
}
