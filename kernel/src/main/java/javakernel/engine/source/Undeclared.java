package javakernel.engine.source;

import java.util.List;
import java.util.stream.Collectors;
import javakernel.base.Texts;

/** Thrown by what cannot be used because something in it is not declared yet, or does not fit any more. */
public final class Undeclared extends Error {
    private static final long serialVersionUID = 1;

    private Undeclared(String message) {
        super(message);
    }

    /** Called by the code that {@link #thrown} makes. */
    public static Undeclared undeclared$(String message) {
        return new Undeclared(message);
    }

    /** The import that {@link #thrown} needs. */
    public static final String IMPORT = "import static " + Undeclared.class.getName() + ".undeclared$;\n";

    /** A statement in place of the body of {@code name}. */
    public static String thrown(String name, List<CompileError> faults) {
        return "throw undeclared$(\"" + message(name, faults).replace("\\", "\\\\").replace("\"", "\\\"")
                .replace("\n", "\\n") + "\");";
    }

    /** What the reader is told of a declaration with these faults. */
    public static String message(String name, List<CompileError> faults) {
        var missing = faults.stream().filter(Undeclared::isMissing).map(CompileError::symbol).distinct()
                .collect(Collectors.joining(", "));
        var other = faults.stream().filter(f -> !isMissing(f)).map(CompileError::headline).findFirst();
        return other.map(o -> Texts.of("error.unusable", name, o))
                .orElseGet(() -> Texts.of("error.undeclared", name, missing));
    }

    public static boolean isMissing(CompileError fault) {
        return fault.code().startsWith("compiler.err.cant.resolve");
    }
}
