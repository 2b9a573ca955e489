package javakernel.engine.help;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ErroneousTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.MemberReferenceTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.Scope;
import com.sun.source.tree.Tree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import javakernel.engine.javac.Program;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.Name;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.IntersectionType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.type.TypeVariable;
import javax.lang.model.type.UnionType;
import javax.lang.model.util.Elements;
import javax.lang.model.util.Types;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/**
 * What javac makes of a {@link CompletionUnit}: the tree that ends at the cursor, and what is known there. Nothing is
 * generated. For one thread and one request.
 */
final class Analysis {
    private final NotebookView context;
    private final Packages packages;
    private final CompilationUnitTree unit;
    private final String source;
    private final Set<String> hidden = new HashSet<>();
    private final Scope scope; // of the whole unit without a path
    final DocTrees trees;
    final Elements elements;
    final Types types;
    final @Nullable TreePath path; // null where nothing that has a meaning ends at the cursor

    /** How far away what a name means is declared; the nearest first. */
    enum Distance {
        LOCAL, NOTEBOOK, IMPORTED, TYPE
    }

    /** Something that a name means here. */
    record Named(Element element, Distance distance) {}

    /**
     * @param cursor where the name ends in the unit's text that is asked for
     */
    Analysis(NotebookView context, ClassFiles files, Packages packages, CompletionUnit.Unit draft) {
        this.context = context;
        this.packages = packages;
        source = draft.text();
        context.names().values().forEach(hidden::addAll);
        hidden.add(context.packageName() + "." + CompletionUnit.CLASS);
        var options = new ArrayList<>(context.compilerOptions());
        // reads names of parameters; goes on after errors
        options.addAll(List.of("-parameters", "-XDshould-stop.ifError=ATTR"));
        var program = new Program(CompletionUnit.CLASS + ".java", draft.text());
        var task = (JavacTask) ToolProvider.getSystemJavaCompiler()
                .getTask(Writer.nullWriter(), files, d -> {}, options, null, List.of(program));
        trees = DocTrees.instance(task);
        elements = task.getElements();
        types = task.getTypes();
        try {
            unit = task.parse().iterator().next();
            task.analyze();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        path = find(draft.last());
        scope = trees.getScope(path == null ? new TreePath(unit) : path);
    }

    private @Nullable TreePath find(int end) {
        var found = new @Nullable TreePath[1];
        new TreePathScanner<Void, Void>() {
            private void keep(Tree tree) {
                if (trees.getSourcePositions().getEndPosition(unit, tree) == end) found[0] = getCurrentPath();
            }

            @Override public Void visitIdentifier(IdentifierTree tree, Void nothing) {
                keep(tree);
                return null;
            }

            @Override public Void visitMemberSelect(MemberSelectTree tree, Void nothing) {
                keep(tree);
                return super.visitMemberSelect(tree, nothing);
            }

            @Override public Void visitMemberReference(MemberReferenceTree tree, Void nothing) {
                keep(tree);
                return super.visitMemberReference(tree, nothing);
            }

            @Override public Void visitErroneous(ErroneousTree tree, Void nothing) {
                return scan(tree.getErrorTrees(), nothing);
            }
        }.scan(unit, null);
        return found[0];
    }

    /** A declaration as it is written. */
    String text(TreePath of) {
        var positions = trees.getSourcePositions();
        return source.substring((int) positions.getStartPosition(unit, of.getLeaf()),
                (int) positions.getEndPosition(unit, of.getLeaf()));
    }

    @Nullable TypeMirror type(TreePath of) {
        return trees.getTypeMirror(of);
    }

    /** What stands before the dot or the double colon, null for a name alone. */
    @Nullable TreePath qualifier() {
        if (path == null) return null;
        return switch (path.getLeaf()) {
            case MemberSelectTree select -> new TreePath(path, select.getExpression());
            case MemberReferenceTree reference -> new TreePath(path, reference.getQualifierExpression());
            default -> null;
        };
    }

    boolean isTypeOrPackage(TreePath of) {
        var element = trees.getElement(of);
        return element != null && (element.getKind() == ElementKind.PACKAGE || element.getKind().isDeclaredType());
    }

    /** The members that a value of this type has, and the static ones of its class. */
    Stream<Element> members(TypeMirror type) {
        return switch (type) {
            case DeclaredType declared when declared.asElement() instanceof TypeElement element
                    && declared.getKind() != TypeKind.ERROR -> elements.getAllMembers(element).stream()
                            .filter(m -> isAccessible(m, declared))
                            .map(Element.class::cast);
            case TypeVariable variable -> members(variable.getUpperBound());
            case IntersectionType several -> several.getBounds().stream().flatMap(this::members).distinct();
            case UnionType several -> members(types.directSupertypes(several).getFirst());
            default -> Stream.of();
        };
    }

    boolean isAccessible(Element member, DeclaredType of) {
        return member instanceof TypeElement type ? trees.isAccessible(scope, type)
                : trees.isAccessible(scope, member, of);
    }

    boolean isAccessible(TypeElement type) {
        return trees.isAccessible(scope, type);
    }

    /** What a member is as a member of {@code of}: with its type arguments in place. */
    TypeMirror typeOf(Element member, @Nullable TypeMirror of) {
        boolean isOfObject = !member.getModifiers().contains(Modifier.STATIC) && !member.getKind().isDeclaredType();
        boolean inherits = isOfObject && of instanceof DeclaredType d && d.getKind() != TypeKind.ERROR
                && member.getEnclosingElement() instanceof TypeElement owner
                && types.isSubtype(types.erasure(d), types.erasure(owner.asType()));
        return inherits ? types.asMemberOf((DeclaredType) of, member) : member.asType();
    }

    /**
     * The methods of one name.
     *
     * @param of the type they are asked of, null for none
     */
    record Overloads(List<ExecutableElement> methods, @Nullable TypeMirror of) {}

    /** The methods that the name at the end of {@code method} can mean. */
    Overloads overloads(TreePath method) {
        Stream<Element> found = switch (method.getLeaf()) {
            case MemberSelectTree select -> named(select.getIdentifier(), of(method, select.getExpression()));
            case MemberReferenceTree reference -> named(reference.getName(),
                    of(method, reference.getQualifierExpression()));
            case IdentifierTree name -> visible(n -> name.getName().contentEquals(n), false).stream()
                    .map(Named::element);
            default -> Stream.of();
        };
        var of = switch (method.getLeaf()) {
            case MemberSelectTree select -> of(method, select.getExpression());
            case MemberReferenceTree reference -> of(method, reference.getQualifierExpression());
            default -> null;
        };
        var methods = found.filter(ExecutableElement.class::isInstance).map(ExecutableElement.class::cast).toList();
        return new Overloads(methods, of);
    }

    private @Nullable TypeMirror of(TreePath path, Tree qualifier) {
        return type(new TreePath(path, qualifier));
    }

    private Stream<Element> named(Name name, @Nullable TypeMirror of) {
        return of == null ? Stream.of() : members(of).filter(m -> m.getSimpleName().contentEquals(name));
    }

    // ---- what a name alone can mean ----

    /**
     * What can be named here, without a qualifier: variables, methods and types.
     *
     * @param wanted which names
     * @param all    whether types that are imported on demand count, which are thousands
     */
    List<Named> visible(Predicate<String> wanted, boolean all) {
        var found = new LinkedHashSet<Named>();
        for (var s = scope; s != null && s.getEnclosingClass() != null; s = s.getEnclosingScope()) {
            for (var local : s.getLocalElements()) {
                boolean own = local.getKind() == ElementKind.CLASS && isWrapper(local);
                if (!own && isNamed(local, wanted)) found.add(new Named(local, Distance.LOCAL));
            }
            members(s.getEnclosingClass()).filter(m -> isNamed(m, wanted))
                    .forEach(m -> found.add(new Named(m, Distance.NOTEBOOK)));
        }
        context.names().forEach((name, owners) -> {
            if (!wanted.test(name)) return;
            var type = owners.contains(context.packageName())
                    ? elements.getTypeElement(context.packageName() + "." + name) : null;
            if (type != null) found.add(new Named(type, Distance.NOTEBOOK));
            owners.stream().flatMap(owner -> staticMembers(owner, name::equals))
                    .forEach(m -> found.add(new Named(m, Distance.NOTEBOOK)));
        });
        imported(wanted, all, found);
        return List.copyOf(found);
    }

    private static boolean isWrapper(Element type) {
        return type.getSimpleName().contentEquals(CompletionUnit.HERE)
                || type.getSimpleName().contentEquals(CompletionUnit.CLASS);
    }

    private Stream<? extends Element> members(TypeElement type) {
        return isWrapper(type) ? type.getEnclosedElements().stream()
                : elements.getAllMembers(type).stream().filter(m -> isAccessible(m, (DeclaredType) type.asType()));
    }

    private static boolean isNamed(Element element, Predicate<String> wanted) {
        var name = element.getSimpleName().toString();
        return element.getKind() != ElementKind.CONSTRUCTOR && !name.equals("this") && !name.equals("super")
                && !name.equals("$") && wanted.test(name);
    }

    private Stream<Element> staticMembers(String type, Predicate<String> wanted) {
        var element = elements.getTypeElement(type);
        if (element == null) return Stream.of();
        return members(element.asType())
                .filter(m -> m.getModifiers().contains(Modifier.STATIC) && wanted.test(m.getSimpleName().toString()));
    }

    private void imported(Predicate<String> wanted, boolean all, Set<Named> found) {
        var onDemand = new LinkedHashSet<>(List.of("java.lang"));
        for (var i : unit.getImports()) {
            var name = i.getQualifiedIdentifier().toString();
            int dot = name.lastIndexOf('.');
            var last = name.substring(dot + 1);
            var before = name.substring(0, Math.max(0, dot));
            if (i.isModule()) onDemand.addAll(packages.exportedBy(name));
            else if (i.isStatic()) staticMembers(before, n -> wanted.test(n) && (last.equals("*") || last.equals(n)))
                    .forEach(m -> found.add(new Named(m, Distance.IMPORTED)));
            else if (last.equals("*")) onDemand.add(before);
            else if (wanted.test(last)) add(name, found);
        }
        if (!all) return;
        for (var p : onDemand) typesOf(p, wanted).forEach(t -> found.add(new Named(t, Distance.TYPE)));
    }

    private void add(String type, Set<Named> found) {
        var element = elements.getTypeElement(type);
        if (element != null) found.add(new Named(element, Distance.TYPE));
    }

    /** The types of a package, or those within the type of this name, that code here may use. */
    Stream<TypeElement> typesOf(String packageName, Predicate<String> wanted) {
        try {
            return packages.types(packageName).stream().filter(wanted)
                    .map(n -> elements.getTypeElement(packageName.isEmpty() ? n : packageName + "." + n))
                    .filter(t -> t != null && isAccessible(t));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Classes that the reader does not know of: what is around the notebook's own. */
    Set<String> hidden() {
        return hidden;
    }
}
