package javakernel.differential;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import javakernel.process.Run;

/**
 * What a program has printed and thrown, in a form that is the same for a plain JVM and for a cell. This is the one
 * place where what cannot but differ is made alike:
 * <ul>
 * <li>the class around a program's own classes, in their names: {@code Program$Dog} in a file, something of the
 *     engine's in a cell; both become {@code Dog};
 * <li>the file's name in stack frames: {@code Program.java} becomes the cell's {@code In};
 * <li>the address in a lambda's class name and the module in a frame of the JDK's.
 * </ul>
 *
 * @param thrown the exception's text, each frame as its line, without frames that are not in the program; empty when
 *     none was thrown
 */
record Outcome(String stdout, List<String> thrown) {
    private static final Pattern PLAIN_FRAME = Pattern.compile("\\s*at .*\\(In:(\\d+)\\)");
    private static final Pattern CELL_FRAME = Pattern.compile("\\s*at (?:.*, )?In\\[(\\d+)], line (\\d+)");
    private static final Pattern HEADLINE = Pattern.compile("(\\s*(?:Caused by: |Suppressed: )?)([\\w.$]+(?:: .*)?)");

    /** @param thrown as {@link Throwable#printStackTrace} prints it */
    static Outcome plain(String program, String stdout, String thrown) {
        var lines = new ArrayList<String>();
        plain(program, thrown).lines().forEach(line -> {
            var frame = PLAIN_FRAME.matcher(line);
            if (frame.matches()) lines.add("line " + frame.group(1));
            else headline(line, lines);
        });
        return new Outcome(plain(program, stdout), lines);
    }

    private static String plain(String program, String text) {
        return both(text.replace(program + ".java", "In").replaceAll("\\b" + program + "[$.]", ""));
    }

    /**
     * @param enclosing what matches the name of the class around a cell's classes, with the character that follows it
     * @param cells     the cells that were run; of frames only those in the first are the program's
     */
    static Outcome cells(Pattern enclosing, List<Run> cells) {
        var stdout = new StringBuilder();
        var lines = new ArrayList<String>();
        var number = cells.getFirst().reply().path("execution_count").asString();
        for (var cell : cells) {
            stdout.append(cell.stdout());
            cell.error().lines().forEach(line -> {
                var frame = CELL_FRAME.matcher(line);
                if (!frame.matches()) headline(line, lines);
                else if (frame.group(1).equals(number)) lines.add("line " + frame.group(2));
            });
        }
        var files = stdout.toString().replaceAll("In\\[\\d+]", "In");
        return new Outcome(both(enclosing.matcher(files).replaceAll("")), lines);
    }

    private static void headline(String line, List<String> lines) {
        var headline = HEADLINE.matcher(line.replace('\t', ' '));
        if (headline.matches()) lines.add(headline.group(1).strip() + headline.group(2));
    }

    private static String both(String text) {
        return text.replaceAll("\\$\\$Lambda/0x[0-9a-f]+", "\\$\\$Lambda").replaceAll("\\bjava\\.base/", "");
    }

    @Override public String toString() {
        return stdout + (thrown.isEmpty() ? "" : "thrown: " + String.join("\n        ", thrown));
    }
}
