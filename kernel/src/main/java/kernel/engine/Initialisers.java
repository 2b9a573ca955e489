package kernel.engine;

import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The classes whose static initialiser failed: the JVM will never try it again, so that the same declaration, run again, must give a new class.
 * To JShell it is another one with an empty line more before it. Any thread may call.
 */
final class Initialisers {
    private static final Pattern CLASS = Pattern.compile("REPL\\.\\$JShell\\$\\w+?\\$(\\w+?)(?:\\$.*)?", Pattern.UNICODE_CHARACTER_CLASS);
    private static final Pattern DECLARATION = Pattern.compile("\\b(?:class|interface|enum|record)\\s+(\\w+)", Pattern.UNICODE_CHARACTER_CLASS);

    private static final int MAX_CAUSES = 100;      // they may form a ring

    private final Map<String, Integer> failures = new ConcurrentHashMap<>();      // by the name of the class

    /** Remembers the classes that cannot be used since {@code thrown} came out of them. */
    void note(Throwable thrown) {
        Stream.iterate(thrown, Objects::nonNull, Throwable::getCause).limit(MAX_CAUSES).forEach(t ->
                Arrays.stream(t.getStackTrace()).filter(f -> f.getMethodName().equals("<clinit>")).map(f -> CLASS.matcher(f.getClassName()))
                        .filter(m -> m.matches()).map(m -> m.group(1)).distinct().forEach(name -> failures.merge(name, 1, Integer::sum)));
    }

    /** How often the class that {@code part} declares has failed. */
    int failures(Parts.Part part) {
        if (failures.isEmpty()) return 0;
        var declaration = DECLARATION.matcher(Lexed.of(part.text()).code());
        return declaration.find() ? failures.getOrDefault(declaration.group(1), 0) : 0;
    }
}
