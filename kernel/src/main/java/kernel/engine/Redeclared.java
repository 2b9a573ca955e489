package kernel.engine;

import java.util.function.Function;
import kernel.protocol.Texts;

/**
 * A variable that this cell has made another, or whose objects it has made old, by declaring their class anew.
 *
 * @param type as it was declared
 * @param lost whether it has lost its value
 */
record Redeclared(Piece.Variable piece, String type, boolean lost) {
    /** What the reader is told; empty where the variable has a value again. */
    String message(Function<String, Object> values) {
        if (lost && values.apply(piece.name()) != null) return "";
        return lost ? Texts.of("redefinition.lost", piece.name(), TypeText.simple(type), piece.source().name())
                : Texts.of("redefinition.oldClass", piece.name(), piece.source().name());
    }
}
