package kernel.engine;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePathScanner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import javax.tools.ToolProvider;

/** Finds what the notebook itself declares, and its doc comment, in the source of its statements. For one thread. */
final class Declared {
    private static final String WRAPPER = "$";

    private Declared() { }

    /** @param javadoc null where there is no doc comment */
    record Found(Javadoc.Rendered javadoc) { }

    /** The declaration that {@code wanted} tells of, if the statement {@code source} contains it. */
    static Optional<Found> find(Signature wanted, String source) {
        var name = wanted.kind() == Signature.Kind.CONSTRUCTOR || wanted.owner().isEmpty() ? wanted.name() : wanted.owner() + "." + wanted.name();
        if (!source.contains(wanted.name())) return Optional.empty();
        var task = (JavacTask) ToolProvider.getSystemJavaCompiler().getTask(null, null, d -> { }, null, null, List.of(new Program(WRAPPER + ".java", "class " + WRAPPER + " {\n" + source + "\n}")));
        try {
            var finder = new Finder(DocTrees.instance(task), new Javadoc(task), name, wanted);
            task.parse().forEach(unit -> finder.scan(unit, ""));
            return Optional.ofNullable(finder.found);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Scans with the name of the class that it is in. */
    private static final class Finder extends TreePathScanner<Void, String> {
        private final DocTrees trees;
        private final Javadoc javadoc;
        private final String name;
        private final Signature wanted;
        private Found found;

        Finder(DocTrees trees, Javadoc javadoc, String name, Signature wanted) {
            this.trees = trees;
            this.javadoc = javadoc;
            this.name = name;
            this.wanted = wanted;
        }

        @Override public Void visitClass(ClassTree node, String outer) {
            if (node.getSimpleName().contentEquals(WRAPPER)) return super.visitClass(node, "");
            var own = outer + node.getSimpleName();
            if (wanted.kind() != Signature.Kind.METHOD) keep(own, true);
            return super.visitClass(node, own + ".");
        }

        @Override public Void visitMethod(MethodTree node, String outer) {
            boolean constructor = node.getReturnType() == null;
            var types = node.getParameters().stream().map(p -> p.getType().toString()).toList();
            boolean same = wanted.kind() == (constructor ? Signature.Kind.CONSTRUCTOR : Signature.Kind.METHOD) && wanted.takes(types);
            keep(constructor ? outer.replaceFirst("\\.$", "") : outer + node.getName(), same);
            return null;
        }

        @Override public Void visitVariable(VariableTree node, String outer) {
            keep(outer + node.getName(), wanted.kind() == Signature.Kind.VARIABLE || wanted.kind() == Signature.Kind.OTHER);
            return null;
        }

        private void keep(String declared, boolean same) {
            if (!same || !declared.equals(name) || found != null && found.javadoc() != null) return;
            var comment = trees.getDocCommentTree(getCurrentPath());
            found = new Found(comment == null ? null : javadoc.render(comment));
        }
    }
}
