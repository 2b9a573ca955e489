package javakernel.output;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * The files that have all output of a run that prints more than is shown: {@code output/NOTEBOOK-In3.txt}, beside the
 * notebook. A later session of the notebook overwrites them, and of all in the folder the latest {@value #KEPT} stay.
 */
final class OutputFiles {
    private static final Path FOLDER = Path.of("output");
    private static final int KEPT = 20;
    private static final Pattern NAME = Pattern.compile(".+-In\\d+(-\\d+)?\\.txt");
    private static final Set<Path> MADE = ConcurrentHashMap.newKeySet(); // by this kernel

    private OutputFiles() {}

    /** The file for {@code cell}. */
    static Path make(Cell cell) throws IOException {
        Files.createDirectories(FOLDER);
        removeOld();
        var path = FOLDER.resolve(notebook() + "-In" + cell.number() + ".txt");
        // only requests that are not stored in the history have the number of another
        if (!MADE.add(path)) path = FOLDER.resolve(notebook() + "-In" + cell.number() + "-" + cell.run() + ".txt");
        return path;
    }

    /** The Jupyter server tells the notebook's path; others do not. */
    private static String notebook() {
        var session = System.getenv("JPY_SESSION_NAME");
        if (session == null || session.isBlank()) return "kernel" + ProcessHandle.current().pid();
        return session.replaceFirst(".*[/\\\\]", "").replaceFirst("\\.ipynb$", "").replaceAll("(?U)[^\\w.-]", "_");
    }

    private static void removeOld() throws IOException {
        try (var files = Files.list(FOLDER)) {
            files.filter(f -> NAME.matcher(f.getFileName().toString()).matches())
                    .sorted(Comparator.comparingLong((Path f) -> f.toFile().lastModified()).reversed()).skip(KEPT - 1)
                    .forEach(f -> f.toFile().delete());
        }
    }
}
