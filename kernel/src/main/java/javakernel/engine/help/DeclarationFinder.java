package javakernel.engine.help;

import com.sun.source.doctree.DocCommentTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePathScanner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import javakernel.engine.javac.Program;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.tools.ToolProvider;

/**
 * Source text in which declarations of elements are found. It is parsed, not compiled: as far as names and types can be
 * told without knowing the imports.
 */
final class DeclarationFinder {
    private static final String WRAPPER = "$";

    private final DocTrees trees;
    private final List<CompilationUnitTree> units = new ArrayList<>();

    private DeclarationFinder(String source) {
        var task = (JavacTask) ToolProvider.getSystemJavaCompiler()
                .getTask(Writer.nullWriter(), null, d -> {}, List.of("-proc:none"), null,
                        List.of(new Program(WRAPPER + ".java", source)));
        trees = DocTrees.instance(task);
        try {
            task.parse().forEach(units::add);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What a compilation unit declares. */
    static DeclarationFinder in(String unit) {
        return new DeclarationFinder(unit);
    }

    /** What a statement of a cell declares. */
    static DeclarationFinder inCell(String statement) {
        return new DeclarationFinder("class " + WRAPPER + " {\n" + statement + "\n}");
    }

    /**
     * A declaration.
     *
     * @param comment    null where there is no doc comment
     * @param parameters the names of the parameters
     */
    record Found(DocCommentTree comment, List<String> parameters) {}

    /** @param classes the names of the classes that the element is in, the outermost first */
    Optional<Found> find(Element element, List<String> classes) {
        var finder = new Finder(trees, element, classes.stream().map(c -> c + ".").collect(Collectors.joining()));
        units.forEach(unit -> finder.scan(unit, ""));
        return finder.found.stream().findFirst();
    }

    /** Scans with the names of the classes that it is in. */
    private static final class Finder extends TreePathScanner<Void, String> {
        private final DocTrees trees;
        private final Element wanted;
        private final String classes;
        private final List<Found> found = new ArrayList<>();

        Finder(DocTrees trees, Element wanted, String classes) {
            this.trees = trees;
            this.wanted = wanted;
            this.classes = classes;
        }

        @Override public Void visitClass(ClassTree node, String outer) {
            if (node.getSimpleName().contentEquals(WRAPPER)) return super.visitClass(node, "");
            if (wanted instanceof TypeElement && isWanted(outer, node.getSimpleName())) keep(List.of());
            var own = outer + node.getSimpleName() + ".";
            return classes.startsWith(own) ? super.visitClass(node, own) : null;
        }

        @Override public Void visitMethod(MethodTree node, String outer) {
            boolean isMethod = wanted instanceof ExecutableElement method && isWanted(outer, node.getName())
                    && isSame(method, node);
            if (isMethod) keep(node.getParameters().stream().map(p -> p.getName().toString()).toList());
            return null;
        }

        @Override public Void visitVariable(VariableTree node, String outer) {
            if (wanted.getKind().isField() && isWanted(outer, node.getName())) keep(List.of());
            return null;
        }

        private boolean isWanted(String outer, CharSequence name) {
            return outer.equals(classes) && wanted.getSimpleName().contentEquals(name);
        }

        private static boolean isSame(ExecutableElement method, MethodTree node) {
            if ((method.getKind() == ElementKind.CONSTRUCTOR) != (node.getReturnType() == null)) return false;
            var signature = new Signature(java.util.Set.of());
            var types = method.getParameters().stream().map(p -> plain(signature.simple(p.asType()))).toList();
            return types.equals(node.getParameters().stream().map(p -> plain(p.getType().toString())).toList());
        }

        /** A type without packages, outer classes, annotations and type arguments. */
        private static String plain(String type) {
            var text = type.replace("...", "[]").replaceAll("@[\\w.]+(?:\\([^)]*\\))?\\s*", "");
            for (String before = ""; !before.equals(text);) {
                before = text;
                text = text.replaceAll("<[^<>]*>", "");
            }
            return text.replaceAll("[\\w$]+\\s*\\.\\s*", "").replaceAll("\\s", "");
        }

        private void keep(List<String> parameters) {
            found.add(new Found(trees.getDocCommentTree(getCurrentPath()), parameters));
        }
    }
}
