package javakernel.engine;

import java.io.File;
import java.io.Writer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javakernel.base.Reason;
import javakernel.base.Texts;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/**
 * What environment variables say, by the names that IJava and JJava gave them: {@code JJAVA_CLASSPATH}, or else
 * {@code IJAVA_CLASSPATH}, and so on.
 *
 * @param compilerOptions {@code COMPILER_OPTS}: for cells, as on javac's command line
 * @param timeout         {@code TIMEOUT} of one statement: {@code 500}, in milliseconds, or {@code 30 SECONDS}; null
 *                        for none
 * @param classPath       {@code CLASSPATH}: patterns of files, separated as in PATH
 * @param scripts         {@code STARTUP_SCRIPTS_PATH}: patterns of files to run before the first cell, separated as in
 *                        PATH
 * @param script          {@code STARTUP_SCRIPT}: Java to run after those
 * @param problems        what could not be understood, for the reader
 */
public record Settings(List<String> compilerOptions, @Nullable Duration timeout, List<String> classPath,
        List<String> scripts,
        String script, List<String> problems) {
    private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|\\S+");
    private static final Pattern DURATION = Pattern.compile("(-?\\d{1,12})(?:\\s+([A-Za-z]+))?");

    public static Settings of(Map<String, String> environment) {
        var problems = new ArrayList<String>();
        return new Settings(
                compilerOptions(words(value(environment, "COMPILER_OPTS")), problems),
                duration(value(environment, "TIMEOUT"), problems),
                paths(value(environment, "CLASSPATH")),
                paths(value(environment, "STARTUP_SCRIPTS_PATH")),
                value(environment, "STARTUP_SCRIPT"),
                problems);
    }

    private static String value(Map<String, String> environment, String name) {
        return Stream.of("JJAVA_", "IJAVA_").map(prefix -> environment.getOrDefault(prefix + name, "").strip())
                .filter(v -> !v.isEmpty()).findFirst().orElse("");
    }

    private static List<String> words(String text) {
        var words = new ArrayList<String>();
        for (var word = WORD.matcher(text); word.find();)
            words.add(word.group(1) == null ? word.group() : word.group(1));
        return words;
    }

    /** None where the compiler refuses them: no cell would compile. */
    private static List<String> compilerOptions(List<String> options, List<String> problems) {
        if (options.isEmpty()) return options;
        try {
            ToolProvider.getSystemJavaCompiler().getTask(Writer.nullWriter(), null, null, options,
                    List.of("java.lang.Object"), null);
            return options;
        } catch (IllegalArgumentException e) {
            problems.add(Texts.of("settings.options", Reason.of(e)));
            return List.of();
        }
    }

    private static List<String> paths(String text) {
        return Stream.of(text.split(File.pathSeparator)).filter(p -> !p.isBlank()).toList();
    }

    private static @Nullable Duration duration(String text, List<String> problems) {
        if (text.isEmpty()) return null;
        try {
            var parts = DURATION.matcher(text);
            if (!parts.matches()) throw new IllegalArgumentException();
            var unit = parts.group(2) == null ? TimeUnit.MILLISECONDS
                    : TimeUnit.valueOf(parts.group(2).toUpperCase(Locale.ROOT));
            long size = Long.parseLong(parts.group(1));
            return size < 1 ? null : Duration.of(size, unit.toChronoUnit());
        } catch (IllegalArgumentException e) {
            problems.add(Texts.of("settings.limit", text));
            return null;
        }
    }
}
