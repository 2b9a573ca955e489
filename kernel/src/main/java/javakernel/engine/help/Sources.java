package javakernel.engine.help;

import com.sun.source.doctree.DocCommentTree;
import com.sun.source.util.TreePath;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.ElementFilter;
import org.jspecify.annotations.Nullable;

/**
 * Where elements are declared, and what is written there: in the cell itself, in earlier cells, in the kernel (whose
 * sources of what cells can call are resources beside the classes) or in the JDK, where its {@code src.zip} is
 * installed. For one thread.
 */
final class Sources {
    private static final Path JDK = Path.of(System.getProperty("java.home"), "lib", "src.zip");

    private final NotebookView context;
    private final @Nullable ZipFile jdk; // null where the JDK has no sources

    // of the present request: overloads are asked for together
    private final Map<String, Optional<DeclarationFinder>> files = new HashMap<>();

    Sources(NotebookView context) {
        this.context = context;
        try {
            jdk = Files.exists(JDK) ? new ZipFile(JDK.toFile()) : null;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * What a source tells of an element.
     *
     * @param comment    null for none
     * @param parameters their names; of what has none, or where they are not known, none
     * @param statement  what declares it in the notebook, null for what others do
     */
    record Source(@Nullable DocCommentTree comment, List<String> parameters,
            NotebookView.@Nullable Declaration statement) {}

    /** Empty where the source is not to be had. */
    Optional<Source> of(Element element, Analysis analysis) {
        if (analysis.trees.getPath(element) instanceof TreePath path) {
            var names = element instanceof ExecutableElement method ? method.getParameters().stream()
                    .map(p -> p.getSimpleName().toString()).toList() : List.<String>of();
            return Optional.of(new Source(analysis.trees.getDocCommentTree(path), names,
                    new NotebookView.Declaration(analysis.text(path), null)));
        }
        var classes = classes(element);
        if (classes.isEmpty()) return Optional.empty();
        var top = classes.getFirst();
        var names = classes.stream().filter(c -> c != element).map(c -> c.getSimpleName().toString()).toList();
        if (!analysis.elements.getPackageOf(top).getQualifiedName().contentEquals(context.packageName())) {
            return file(top, analysis).flatMap(file -> file.find(element, names))
                    .map(f -> new Source(f.comment(), f.parameters(), null));
        }
        var inCell = names.subList(analysis.hidden().contains(top.getQualifiedName().toString()) ? 1 : 0, names.size());
        var name = inCell.isEmpty() ? element.getSimpleName().toString() : inCell.getFirst();
        return context.declarations(name).stream()
                .flatMap(d -> DeclarationFinder.inCell(d.source()).find(element, inCell)
                        .map(f -> new Source(f.comment(), f.parameters(), d)).stream())
                .findFirst();
    }

    /** The classes that it is in, the outermost first; and itself if it is one. */
    private static List<TypeElement> classes(Element element) {
        var classes = new ArrayDeque<TypeElement>();
        for (var e = element; e != null; e = e.getEnclosingElement()) {
            if (e instanceof TypeElement type) classes.push(type);
        }
        return List.copyOf(classes);
    }

    private Optional<DeclarationFinder> file(TypeElement type, Analysis analysis) {
        var module = analysis.elements.getModuleOf(type);
        var file = type.getQualifiedName().toString().replace('.', '/') + ".java";
        return files.computeIfAbsent(module == null || module.isUnnamed() ? file
                : module.getQualifiedName() + "/" + file, f -> read(f).map(DeclarationFinder::in));
    }

    private Optional<String> read(String file) {
        var entry = jdk == null ? null : jdk.getEntry(file);
        try (var in = jdk == null || entry == null ? Sources.class.getResourceAsStream("/" + file)
                : jdk.getInputStream(entry)) {
            return in == null ? Optional.empty() : Optional.of(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ends a request: what was read for it is not kept. */
    void forget() {
        files.clear();
    }

    /**
     * The doc comments that say what an element is: its own first, then those it inherits. A constructor that is not
     * written out has that of its class.
     */
    List<DocCommentTree> comments(Element element, Analysis analysis) {
        var found = new ArrayList<DocCommentTree>();
        Stream.concat(Stream.of(element), overridden(element, analysis)).forEach(e -> {
            if (found.isEmpty() || !Javadoc.isWhole(found.getLast(), element)) of(e, analysis).map(Source::comment)
                    .ifPresent(found::add);
        });
        if (found.isEmpty()
                && element.getKind() == ElementKind.CONSTRUCTOR
                && element.getEnclosingElement() instanceof Element type)
            return comments(type,
                    analysis);
        return found;
    }

    private static Stream<Element> overridden(Element element, Analysis analysis) {
        if (!(element instanceof ExecutableElement method) || method.getKind() != ElementKind.METHOD
                || !(method.getEnclosingElement() instanceof TypeElement own))
            return Stream.of();
        var above = new LinkedHashSet<Element>();
        above(own.asType(), analysis, above);
        return above.stream().flatMap(t -> ElementFilter.methodsIn(t.getEnclosedElements()).stream())
                .filter(m -> m.getSimpleName().equals(method.getSimpleName())
                        && analysis.elements.overrides(method, m, own))
                .map(Element.class::cast);
    }

    private static void above(TypeMirror type, Analysis analysis, LinkedHashSet<Element> found) {
        var direct = new ArrayList<Element>();
        for (var t : analysis.types.directSupertypes(type)) if (t instanceof DeclaredType d
                && found.add(d.asElement()))
            direct.add(d.asElement());
        direct.forEach(e -> above(e.asType(), analysis, found));
    }
}
