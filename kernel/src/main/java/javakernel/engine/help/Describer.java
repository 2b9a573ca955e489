package javakernel.engine.help;

import com.sun.source.tree.MemberReferenceTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.util.TreePath;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javakernel.engine.source.Lexed;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.ElementFilter;
import org.jspecify.annotations.Nullable;

/** What the word at the cursor means. For one request. */
final class Describer {
    private final Analysis analysis;
    private final Sources sources;
    private final Signature signature;

    Describer(Analysis analysis, Sources sources) {
        this.analysis = analysis;
        this.sources = sources;
        signature = new Signature(analysis.hidden());
    }

    /**
     * The word that is meant, and what is called with it.
     *
     * @param end       where it ends
     * @param arguments what is called with, parentheses included; empty where nothing is called, or the call has no end
     */
    record Word(int end, String arguments) {
        /**
         * The identifier at the cursor, or that of the call which ends there or whose arguments the cursor is among.
         */
        static Word at(String code, int cursor) {
            int end = cursor;
            while (end < code.length() && Character.isJavaIdentifierPart(code.charAt(end))) end++;
            if (end == 0 || !Character.isJavaIdentifierPart(code.charAt(end - 1))) end = called(code, end);
            var rest = Lexed.of(code.substring(end)).code();
            int open = rest.length() - rest.stripLeading().length();
            if (!rest.startsWith("(", open)) return new Word(end, "");
            int close = close(rest, open);
            return new Word(end, close < 0 ? "" : code.substring(end, end + close + 1));
        }

        private static int close(String code, int open) {
            for (int i = open, depth = 0; i < code.length(); i++) {
                if ("([{".indexOf(code.charAt(i)) >= 0) depth++;
                if (")]}".indexOf(code.charAt(i)) >= 0 && --depth == 0) return i;
            }
            return -1;
        }

        /**
         * Where the name ends of the call that ends at {@code end} or is open there; {@code end} where there is none.
         */
        private static int called(String code, int end) {
            var before = Lexed.of(code.substring(0, end)).code();
            int open = -1;
            for (int i = end - 1, depth = before.endsWith(")") ? 0 : 1; i >= 0 && open < 0; i--) {
                if (")]}".indexOf(before.charAt(i)) >= 0) depth++;
                else if ("([{".indexOf(before.charAt(i)) >= 0 && --depth == 0) open = i;
            }
            if (open < 0 || before.charAt(open) != '(') return end;
            int name = before.substring(0, open).stripTrailing().length();
            if (name > 0 && before.charAt(name - 1) == '>') name = before.lastIndexOf('<', name); // new Thing<>(
            return name > 0 && Character.isJavaIdentifierPart(before.charAt(name - 1)) ? name : end;
        }
    }

    /** @param isCalled whether the name is followed by its arguments: they choose between overloads */
    List<Help.Described> describe(boolean isCalled) {
        var path = analysis.path;
        if (path == null) return List.of();
        var around = path.getParentPath();
        if (around.getLeaf() instanceof NewClassTree made && made.getIdentifier() == path.getLeaf()) {
            return constructors(around, path, isCalled);
        }
        var element = analysis.trees.getElement(path);
        boolean isOne = !(element instanceof ExecutableElement) || isCalled
                || path.getLeaf() instanceof MemberReferenceTree;
        if (isKnown(element) && isOne) return List.of(described(element, of(path)));
        var overloads = analysis.overloads(path);
        int count = around.getLeaf() instanceof MethodInvocationTree call && isCalled ? call.getArguments().size() : -1;
        return fitting(overloads.methods(), count).map(m -> described(m, overloads.of())).toList();
    }

    private static boolean isKnown(@Nullable Element element) {
        return element != null && element.getKind() != ElementKind.PACKAGE && element.asType()
                .getKind() != TypeKind.ERROR;
    }

    private @Nullable TypeMirror of(TreePath path) {
        var qualifier = analysis.qualifier();
        return qualifier == null ? null : analysis.type(qualifier);
    }

    private List<Help.Described> constructors(TreePath made, TreePath name, boolean isCalled) {
        var type = analysis.trees.getElement(name);
        if (!isKnown(type)) return List.of();
        var chosen = analysis.trees.getElement(made);
        if (isCalled && isKnown(chosen)
                && chosen.getKind() == ElementKind.CONSTRUCTOR)
            return List.of(described(chosen, null));
        var all = ElementFilter.constructorsIn(type.getEnclosedElements()).stream()
                .filter(c -> analysis.isAccessible(c, (DeclaredType) type.asType())).toList();
        if (all.isEmpty()) return List.of(described(type, null));
        int count = isCalled ? ((NewClassTree) made.getLeaf()).getArguments().size() : -1;
        return fitting(all, count).map(c -> described(c, null)).toList();
    }

    /** Those that take so many arguments, or all where none does. */
    private static Stream<ExecutableElement> fitting(List<ExecutableElement> found, int count) {
        var fitting = found.stream().filter(m -> m.getParameters().size() == count).toList();
        return (fitting.isEmpty() ? found : fitting).stream().distinct();
    }

    private Help.Described described(Element element, @Nullable TypeMirror of) {
        var source = sources.of(element, analysis);
        var comments = sources.comments(element, analysis);
        boolean isConstructor = element.getKind() == ElementKind.CONSTRUCTOR; // which may not be written out
        var statement = source.or(() -> isConstructor
                && element.getEnclosingElement() instanceof Element type ? sources.of(type, analysis) : source)
                .map(Sources.Source::statement);
        return new Help.Described(signature(element, of, source.map(Sources.Source::parameters).orElse(List.of())),
                statement.map(NotebookView.Declaration::place).orElse(null),
                statement.map(s -> s.source().strip()).orElse(null),
                comments.isEmpty() ? null : new Javadoc().render(comments));
    }

    /** One line on an element. */
    String signature(Element element, @Nullable TypeMirror of) {
        boolean unnamed = element instanceof ExecutableElement method
                && method.getParameters().stream().anyMatch(p -> p.getSimpleName().toString().matches("arg\\d+"));
        var source = unnamed ? sources.of(element, analysis) : Optional.<Sources.Source>empty();
        return signature(element, of, source.map(Sources.Source::parameters).orElse(List.of()));
    }

    private String signature(Element element, @Nullable TypeMirror of, List<String> names) {
        var type = analysis.typeOf(element, of);
        if (!(element instanceof ExecutableElement method)) return signature.of(element, type, List.of());
        var parameters = method.getParameters();
        return signature.of(element, type, IntStream.range(0, parameters.size())
                .mapToObj(i -> i < names.size() ? names.get(i) : parameters.get(i).getSimpleName().toString())
                .toList());
    }
}
