package kernel.engine;

import java.util.List;

/**
 * What does not compile.
 *
 * @param code    javac's own, empty for what the kernel finds
 * @param message in the reader's language; the first line says what is wrong, more lines which symbol is meant
 */
record Fault(Place place, int length, String code, String message) {
    /** The cell has failed. */
    static Result.Failed failed(List<Fault> faults) {
        return new Result.Failed("CompilationError", faults.isEmpty() ? "" : faults.getFirst().headline(),
                faults.stream().flatMap(f -> Errors.compilation(f.place(), f.length(), f.message()).stream()).toList());
    }

    String headline() {
        return message.lines().findFirst().orElse("");
    }

    /** The name of what cannot be found, as the compiler calls it: {@code variable x}, {@code method f(int)}. */
    String symbol() {
        var line = message.lines().skip(1).findFirst().orElse("");
        return line.substring(line.indexOf(':') + 1).strip();
    }
}
