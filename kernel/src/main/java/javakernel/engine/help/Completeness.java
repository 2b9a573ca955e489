package javakernel.engine.help;

import com.sun.source.tree.EmptyStatementTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import javakernel.engine.javac.Program;
import javakernel.engine.source.Lexed;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaFileObject;
import javax.tools.ToolProvider;

/** Whether code can be run as it stands, or is the beginning of something longer. It is parsed, not compiled. */
final class Completeness {
    private static final String EXPRESSION = "compiler.err.not.stmt"; // which a cell may have as a statement
    private static final String TEXT_BLOCK = "compiler.err.unclosed.text.block";
    private static final String LONE_TRY = "compiler.err.try.without.catch.finally.or.resource.decls";

    private Completeness() {}

    /** @param options the compiler's */
    static Help.Readiness of(String code, List<String> options) {
        var lexed = Lexed.of(code);
        boolean open = lexed.inside() == Lexed.Inside.COMMENT || lexed.inside() == Lexed.Inside.TEXT_BLOCK;
        if (!open && lexed.code().isBlank()) return Help.Readiness.COMPLETE;
        if (closesTooMuch(lexed.code())) return Help.Readiness.INVALID;
        var draft = CompletionUnit.of(code, code.length());
        var asItIs = new Parsed(draft.syntax(""), options);
        if (!open && asItIs.error().isEmpty()) return Help.Readiness.COMPLETE;
        if (!asItIs.isWrongAtEnd()) return Help.Readiness.INVALID;
        if (open || draft.isDeclaration()) return Help.Readiness.INCOMPLETE;
        var ended = new Parsed(draft.syntax("\n;"), options); // a line of its own: the last may end with a comment
        boolean isWhole = ended.error().isEmpty() && !ended.endsWithNothing();
        return isWhole ? Help.Readiness.COMPLETE : Help.Readiness.INCOMPLETE;
    }

    private static boolean closesTooMuch(String code) {
        int depth = 0;
        for (char c : code.toCharArray()) {
            if ("([{".indexOf(c) >= 0) depth++;
            if (")]}".indexOf(c) >= 0 && --depth < 0) return true;
        }
        return false;
    }

    private static final class Parsed {
        private final CompletionUnit.Unit unit;
        private final DiagnosticCollector<JavaFileObject> found = new DiagnosticCollector<>();
        private boolean endsWithNothing;

        Parsed(CompletionUnit.Unit unit, List<String> options) {
            this.unit = unit;
            var program = new Program(CompletionUnit.CLASS + ".java", unit.text());
            var task = (JavacTask) ToolProvider.getSystemJavaCompiler()
                    .getTask(Writer.nullWriter(), null, found, options, null, List.of(program));
            try {
                for (var tree : task.parse()) {
                    var positions = Trees.instance(task).getSourcePositions();
                    new TreePathScanner<Void, Void>() {
                        @Override public Void visitEmptyStatement(EmptyStatementTree node, Void nothing) {
                            boolean last = positions.getStartPosition(tree, node) >= unit.last();
                            endsWithNothing |= last && isBody(getCurrentPath());
                            return null;
                        }
                    }.scan(tree, null);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static boolean isBody(TreePath path) {
            return path.getParentPath().getLeaf().getKind() != Tree.Kind.BLOCK;
        }

        /** The first error. */
        Optional<Diagnostic<? extends JavaFileObject>> error() {
            return found.getDiagnostics().stream().<Diagnostic<? extends JavaFileObject>>map(d -> d)
                    .filter(d -> d.getKind() == Diagnostic.Kind.ERROR && !d.getCode().equals(EXPRESSION))
                    .min(Comparator.comparingLong(Diagnostic::getPosition));
        }

        /** Whether all is right up to where the code ends. */
        boolean isWrongAtEnd() {
            return error().stream().allMatch(e -> e.getPosition() >= unit.last() || e.getCode().equals(TEXT_BLOCK)
                    || e.getCode().equals(LONE_TRY) && found.getDiagnostics().size() == 1);
        }

        /** Whether the last statement has nothing but the semicolon for a body, as that of {@code while (true)}. */
        boolean endsWithNothing() {
            return endsWithNothing;
        }
    }
}
