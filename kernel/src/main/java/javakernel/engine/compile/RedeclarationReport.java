package javakernel.engine.compile;

import java.util.function.Function;
import javakernel.base.Texts;
import javakernel.engine.javac.TypeText;
import javakernel.engine.source.Snippet;
import org.jspecify.annotations.Nullable;

/**
 * A variable that this cell has made another, or whose objects it has made old, by declaring their class anew.
 *
 * @param type as it was declared
 * @param lost whether it has lost its value
 */
public record RedeclarationReport(Snippet.Variable snippet, String type, boolean lost) {
    /** What the reader is told; empty where the variable has a value again. */
    public String message(Function<String, @Nullable Object> values) {
        if (lost && values.apply(snippet.name()) != null) return "";
        return lost ? Texts.of("redefinition.lost", snippet.name(), TypeText.simple(type), snippet.source().name())
                : Texts.of("redefinition.oldClass", snippet.name(), snippet.source().name());
    }
}
