package javakernel.engine.help;

import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.ArrayTypeTree;
import com.sun.source.tree.AssignmentTree;
import com.sun.source.tree.BinaryTree;
import com.sun.source.tree.CaseTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.ConditionalExpressionTree;
import com.sun.source.tree.ConstantCaseLabelTree;
import com.sun.source.tree.EnhancedForLoopTree;
import com.sun.source.tree.ForLoopTree;
import com.sun.source.tree.InstanceOfTree;
import com.sun.source.tree.LambdaExpressionTree;
import com.sun.source.tree.MemberReferenceTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.ParameterizedTypeTree;
import com.sun.source.tree.ParenthesizedTree;
import com.sun.source.tree.ReturnTree;
import com.sun.source.tree.StatementTree;
import com.sun.source.tree.SwitchExpressionTree;
import com.sun.source.tree.SwitchTree;
import com.sun.source.tree.ThrowTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.TypeCastTree;
import com.sun.source.tree.TypeParameterTree;
import com.sun.source.tree.VariableTree;
import com.sun.source.tree.WildcardTree;
import com.sun.source.util.TreePath;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.Name;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.ExecutableType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.ElementFilter;
import org.jspecify.annotations.Nullable;

/** What may stand where a name is being written, the likeliest first. For one request. */
final class Completer {
    /** What is put behind the name being written, so that it is one, and no other's. */
    static final String CURSOR = "$cursor";

    private static final List<String> KEYWORDS =
            List.of("abstract", "assert", "boolean", "break", "byte", "case", "catch",
                    "char", "class", "continue", "default", "do", "double", "else", "enum", "extends", "false", "final",
                    "finally",
                    "float", "for", "if", "implements", "import", "instanceof", "int", "interface", "long", "new",
                    "null",
                    "permits",
                    "private", "protected", "public", "record", "return", "sealed", "short", "static", "super",
                    "switch",
                    "synchronized", "this", "throw", "throws", "transient", "true", "try", "var", "void", "volatile",
                    "when",
                    "while",
                    "yield");
    private static final int LIKELY = 20; // so much nearer is what has the wanted type

    /** What is true or false, or has operands that are. */
    private static final Set<Tree.Kind> CONDITIONS =
            EnumSet.of(Tree.Kind.IF, Tree.Kind.WHILE_LOOP, Tree.Kind.DO_WHILE_LOOP,
                    Tree.Kind.CONDITIONAL_AND, Tree.Kind.CONDITIONAL_OR);

    private static final Set<TypeKind> NO_VALUE = EnumSet.of(TypeKind.VOID, TypeKind.ERROR, TypeKind.EXECUTABLE);

    /** What may stand where the name is. */
    private enum Place { ANY, TYPE, ANNOTATION, NEW, CASE }

    /**
     * One thing that may stand there.
     *
     * @param elements what it means, more than one for overloads; none for keywords and packages
     * @param order    the likeliest have the least
     */
    record Suggestion(String text, String type, List<Element> elements, int order) {}

    private final Analysis analysis;
    private final Packages packages;
    private final String typed;
    private final Map<String, Suggestion> found = new LinkedHashMap<>();
    private List<TypeMirror> expected = List.of();
    private Place place = Place.ANY;
    private @Nullable TypeMirror site; // of the members that are offered; null for names alone

    private Completer(Analysis analysis, Packages packages, String typed) {
        this.analysis = analysis;
        this.packages = packages;
        this.typed = typed;
    }

    static List<Suggestion> complete(Analysis analysis, Packages packages, String typed) {
        var completer = new Completer(analysis, packages, typed);
        if (analysis.path != null) completer.atCursor(analysis.path);
        if (analysis.qualifier() == null) completer.keywords();
        return completer.sorted();
    }

    /**
     * In an import: packages, types, and static members; {@code before} is what stands before the name that is being
     * written.
     */
    static List<Suggestion> completeImport(Analysis analysis, Packages packages, String before, String typed) {
        var completer = new Completer(analysis, packages, typed);
        var words = before.strip().split("\\s+");
        boolean isStatic = before.matches("\\s*import\\s+static\\b.*");
        var qualifier = before.contains(".") ? words[words.length - 1].replaceFirst("\\.$", "") : "";
        if (before.matches("\\s*import\\s+module\\b.*")) {
            var prefix = qualifier.isEmpty() ? "" : qualifier + ".";
            packages.modules().stream().filter(m -> m.startsWith(prefix + typed))
                    .forEach(m -> completer.add(m.substring(prefix.length()), "module", null, 0));
        } else if (before.isBlank()) {
            completer.keywords();
        } else {
            completer.inPackage(qualifier);
            var type = analysis.elements.getTypeElement(qualifier);
            if (type != null) {
                type.getEnclosedElements().stream()
                        .filter(m -> m.getModifiers().containsAll(Set.of(Modifier.STATIC, Modifier.PUBLIC)))
                        .filter(m -> isStatic || m.getKind().isDeclaredType())
                        .forEach(m -> completer.add(m.getSimpleName().toString(), kind(m), m, 1));
            }
            if (qualifier.isEmpty() && !isStatic) completer.keywords("static", "module");
        }
        return completer.sorted();
    }

    private List<Suggestion> sorted() {
        return found.values().stream()
                .sorted(Comparator.comparingInt(Suggestion::order).thenComparing(Suggestion::text)).toList();
    }

    private void atCursor(TreePath path) {
        place = place(path);
        expected = expected(path);
        var qualifier = analysis.qualifier();
        if (qualifier != null) members(qualifier, path.getLeaf() instanceof MemberReferenceTree);
        else if (place == Place.CASE && cases(path)) return;
        else names();
    }

    // ---- where the name stands ----

    private static Place place(TreePath path) {
        var leaf = path.getLeaf();
        return switch (path.getParentPath().getLeaf()) {
            case AnnotationTree annotation when annotation.getAnnotationType() == leaf -> Place.ANNOTATION;
            case NewClassTree made when made.getIdentifier() == leaf -> Place.NEW;
            case InstanceOfTree test when test.getType() == leaf -> Place.TYPE;
            case TypeCastTree cast when cast.getType() == leaf -> Place.TYPE;
            case VariableTree variable when variable.getType() == leaf -> Place.TYPE;
            case ClassTree _,MethodTree _,TypeParameterTree _,ParameterizedTypeTree _,ArrayTypeTree _,WildcardTree _ -> Place.TYPE;
            case ConstantCaseLabelTree _ -> Place.CASE;
            default -> Place.ANY;
        };
    }

    /** The types that an expression may have there; empty where any does. */
    private List<TypeMirror> expected(TreePath path) {
        var leaf = path.getLeaf();
        var around = path.getParentPath();
        return switch (around.getLeaf()) {
            case NewClassTree made when made.getIdentifier() == leaf -> expected(around);
            case ParenthesizedTree _ when CONDITIONS
                    .contains(around.getParentPath().getLeaf().getKind()) -> condition();
            case ParenthesizedTree _ -> expected(around);
            case ConditionalExpressionTree choice when choice.getCondition() != leaf -> expected(around);
            case ForLoopTree loop when loop.getCondition() == leaf -> condition();
            case BinaryTree binary when CONDITIONS.contains(binary.getKind()) -> condition();
            case VariableTree variable when variable.getInitializer() == leaf -> of(analysis.type(around));
            case AssignmentTree assignment when assignment.getExpression() == leaf -> of(
                    analysis.type(new TreePath(around, assignment.getVariable())));
            case ReturnTree _ -> returned(around);
            case ThrowTree _ -> declared("java.lang.Throwable");
            case MethodTree method when method.getThrows().contains(leaf) -> declared("java.lang.Throwable");
            case EnhancedForLoopTree loop when loop.getExpression() == leaf -> declared("java.lang.Iterable");
            case MethodInvocationTree call when call.getArguments().contains(leaf) -> argument(
                    new TreePath(around, call.getMethodSelect()), call.getArguments().indexOf(leaf));
            case NewClassTree made when made.getArguments().contains(leaf)
                    && analysis.type(around) instanceof DeclaredType type -> parameters(
                            ElementFilter.constructorsIn(type.asElement().getEnclosedElements()), type,
                            made.getArguments().indexOf(leaf));
            default -> List.of();
        };
    }

    private List<TypeMirror> condition() {
        return List.of(analysis.types.getPrimitiveType(TypeKind.BOOLEAN));
    }

    private static List<TypeMirror> of(@Nullable TypeMirror type) {
        return type == null || type.getKind() == TypeKind.ERROR ? List.of() : List.of(type);
    }

    private List<TypeMirror> declared(String type) {
        return List.of(analysis.types.erasure(analysis.elements.getTypeElement(type).asType()));
    }

    private List<TypeMirror> returned(TreePath path) {
        for (var p = path; p != null; p = p.getParentPath()) {
            if (p.getLeaf() instanceof LambdaExpressionTree) return List.of();
            if (p.getLeaf() instanceof MethodTree method) {
                return method.getReturnType() == null ? List.of()
                        : of(analysis.type(new TreePath(p, method.getReturnType())));
            }
        }
        return List.of();
    }

    private List<TypeMirror> argument(TreePath method, int index) {
        return switch (analysis.overloads(method)) {
            case Analysis.Overloads(var methods, DeclaredType type) -> parameters(methods, type, index);
            case Analysis.Overloads(var methods, var _) -> parameters(methods, null, index);
        };
    }

    private List<TypeMirror> parameters(List<ExecutableElement> methods, @Nullable DeclaredType of, int index) {
        return methods.stream().map(m -> analysis.typeOf(m, of)).filter(ExecutableType.class::isInstance)
                .map(t -> ((ExecutableType) t).getParameterTypes())
                .filter(p -> p.size() > index).<TypeMirror>map(p -> p.get(index))
                .filter(t -> !t.toString().equals("java.lang.Object")).toList();
    }

    // ---- what may stand there ----

    private void members(TreePath qualifier, boolean isReference) {
        var element = analysis.trees.getElement(qualifier);
        if (element != null && element.getKind() == ElementKind.PACKAGE) {
            inPackage(qualifier.getLeaf().toString());
            return;
        }
        site = analysis.type(qualifier);
        if (site == null) return;
        boolean ofType = analysis.isTypeOrPackage(qualifier);
        if (site instanceof ArrayType) {
            add("length", "instance", null, 0);
            add("clone()", "function", null, 0);
            var object = analysis.elements.getTypeElement("java.lang.Object").asType();
            members(object, m -> !m.getSimpleName().contentEquals("clone"));
        } else {
            members(site, m -> isReference && m.getKind() == ElementKind.METHOD
                    || ofType == (m.getModifiers().contains(Modifier.STATIC) || m.getKind().isDeclaredType()));
        }
        if (ofType && !isReference) add("class", "keyword", null, 2);
        if (ofType && isReference) add("new", "keyword", null, 1);
    }

    private void members(TypeMirror type, Predicate<Element> filter) {
        analysis.members(type).filter(m -> m.getKind() != ElementKind.CONSTRUCTOR && filter.test(m))
                .forEach(m -> offer(m, isObjects(m) ? 1 : 0));
    }

    private static boolean isObjects(Element member) {
        return member.getEnclosingElement() instanceof TypeElement type
                && type.getQualifiedName().contentEquals("java.lang.Object");
    }

    private void inPackage(String name) {
        packages.within(name).stream().filter(p -> p.startsWith(typed)).forEach(p -> add(p + ".", "module", null, 0));
        if (!name.isEmpty()) analysis.typesOf(name, t -> t.startsWith(typed)).forEach(t -> offer(t, 1));
    }

    /** For an enum its constants that have no case yet, and only those; for a sealed type its subtypes first. */
    private boolean cases(TreePath path) {
        var around = path;
        while (!(around.getLeaf() instanceof SwitchTree || around.getLeaf() instanceof SwitchExpressionTree)) {
            around = around.getParentPath();
        }
        boolean isStatement = around.getLeaf() instanceof SwitchTree;
        var selector = isStatement ? ((SwitchTree) around.getLeaf()).getExpression()
                : ((SwitchExpressionTree) around.getLeaf()).getExpression();
        var cases = isStatement ? ((SwitchTree) around.getLeaf()).getCases() : ((SwitchExpressionTree) around.getLeaf())
                .getCases();
        if (!(analysis.type(new TreePath(around, selector)) instanceof DeclaredType type)) return false;
        var element = (TypeElement) type.asElement();
        if (element.getKind() == ElementKind.ENUM) {
            var done = cases.stream().map(CaseTree::getExpressions).flatMap(List::stream).map(Object::toString)
                    .toList();
            element.getEnclosedElements().stream().filter(e -> e.getKind() == ElementKind.ENUM_CONSTANT)
                    .filter(e -> !done.contains(e.getSimpleName().toString())).forEach(e -> offer(e, 0));
            return true;
        }
        var signature = new Signature(analysis.hidden());
        subtypes(element).forEach(t -> {
            var name = signature.name(t);
            if (t.getSimpleName().toString().startsWith(typed) || name.startsWith(typed)) put(name, "class", t, -1);
        });
        return false;
    }

    private static Stream<TypeElement> subtypes(TypeElement sealed) {
        return sealed.getPermittedSubclasses().stream().filter(DeclaredType.class::isInstance)
                .map(t -> (TypeElement) ((DeclaredType) t).asElement())
                .flatMap(t -> Stream.concat(Stream.of(t), subtypes(t)));
    }

    private void names() {
        var own = beingDeclared();
        boolean all = !typed.isEmpty();
        for (var named : analysis.visible(n -> n.startsWith(typed) && isTheirs(n), all)) {
            boolean isOwn = named.distance() == Analysis.Distance.LOCAL && named.element().getSimpleName().equals(own);
            if (!isOwn) offer(named.element(), 2 * named.distance().ordinal());
        }
        if (typed.isEmpty()) likelyTypes();
        else if (place != Place.ANNOTATION) {
            packages.within("").stream().filter(p -> p.startsWith(typed)).forEach(p -> add(p + ".", "module", null, 9));
        }
    }

    /**
     * Whether it is the reader's or a library's, not the kernel's or the compiler's; who types a dollar sign wants all.
     */
    private boolean isTheirs(String name) {
        return !name.endsWith(CURSOR) && (typed.startsWith("$") || !name.startsWith("$"));
    }

    /** The name of the variable whose first value is being written; null where none is. */
    private @Nullable Name beingDeclared() {
        for (var path = analysis.path; path != null; path = path.getParentPath()) {
            if (path.getLeaf() instanceof VariableTree variable) return variable.getName();
            if (path.getLeaf() instanceof LambdaExpressionTree || path.getLeaf() instanceof StatementTree) return null;
        }
        return null;
    }

    /**
     * Without a letter to begin with, the thousands of imported types would bury the rest: of them only those from
     * where the wanted type is from.
     */
    private void likelyTypes() {
        var from = switch (place) {
            case ANNOTATION -> Stream.of("java.lang");
            case NEW -> expected.stream().filter(DeclaredType.class::isInstance)
                    .map(t -> ((DeclaredType) t).asElement())
                    .map(e -> analysis.elements.getPackageOf(e).getQualifiedName().toString());
            default -> Stream.<String>of();
        };
        from.distinct().flatMap(p -> analysis.typesOf(p, t -> true))
                .filter(t -> place == Place.ANNOTATION || fits(t.asType()))
                .forEach(t -> offer(t, 2 * Analysis.Distance.TYPE.ordinal()));
    }

    private void offer(Element element, int order) {
        var name = element.getSimpleName().toString();
        boolean isType = element.getKind().isDeclaredType() || element.getKind() == ElementKind.TYPE_PARAMETER;
        boolean isReference = analysis.path != null && analysis.path.getLeaf() instanceof MemberReferenceTree;
        switch (place) {
            case ANNOTATION -> {
                if (element.getKind() == ElementKind.ANNOTATION_TYPE) add(name, "class", element, order);
            }
            case TYPE -> {
                if (isType) add(name, "class", element, order - (fits(element.asType()) ? LIKELY : 0));
            }
            case NEW -> {
                if (element instanceof TypeElement type) constructors(type, order);
            }
            case ANY, CASE -> {
                if (element instanceof ExecutableElement method) {
                    var text = isReference ? name : name + (method.getParameters().isEmpty() ? "()" : "(");
                    add(text, "function", element, order - (!isReference && fits(returned(method)) ? LIKELY : 0));
                } else if (isType) {
                    add(name, "class", element, order);
                } else if (!isReference) {
                    add(name, "instance", element, order - (fits(analysis.typeOf(element, site)) ? LIKELY : 0));
                }
            }
        }
    }

    private void constructors(TypeElement type, int order) {
        if (type.getKind() == ElementKind.ENUM || type.getKind() == ElementKind.ANNOTATION_TYPE) return;
        int likely = order - (fits(type.asType()) ? LIKELY : 0)
                + (type.getModifiers().contains(Modifier.ABSTRACT) ? 1 : 0);
        var name = type.getSimpleName().toString();
        if (type.getKind().isInterface()) put(name + "()", "class", type, likely); // to be implemented on the spot
        var made = (DeclaredType) type.asType();
        ElementFilter.constructorsIn(type.getEnclosedElements()).stream().filter(c -> analysis.isAccessible(c, made))
                .forEach(c -> put(name + (c.getParameters().isEmpty() ? "()" : "("), "function", c, likely));
    }

    private @Nullable TypeMirror returned(ExecutableElement method) {
        return analysis.typeOf(method, site) instanceof ExecutableType type ? type.getReturnType()
                : method.getReturnType();
    }

    private boolean fits(@Nullable TypeMirror type) {
        if (expected.isEmpty() || type == null || NO_VALUE.contains(type.getKind())) return false;
        var erased = analysis.types.erasure(type);
        return expected.stream().anyMatch(e -> analysis.types.isAssignable(type, e)
                || analysis.types.isAssignable(erased, analysis.types.erasure(e)));
    }

    private static String kind(Element element) {
        return element instanceof ExecutableElement ? "function" : element.getKind().isDeclaredType() ? "class"
                : "instance";
    }

    private void add(String text, String type, @Nullable Element element, int order) {
        if (text.startsWith(typed)) put(text, type, element, order);
    }

    private void put(String text, String type, @Nullable Element element, int order) {
        var elements = element == null ? List.<Element>of() : List.of(element);
        found.merge(text, new Suggestion(text, type, elements, order), (a, b) -> {
            var both = new ArrayList<>(a.elements());
            b.elements().stream().filter(e -> !both.contains(e)).forEach(both::add);
            return new Suggestion(text, a.type(), both, Math.min(a.order(), b.order()));
        });
    }

    private void keywords() {
        boolean any = place != Place.ANNOTATION && place != Place.NEW;
        if (any && !typed.isEmpty()) keywords(KEYWORDS.toArray(String[]::new));
    }

    private void keywords(String... words) {
        for (var word : words) if (!found.containsKey(word)) add(word, "keyword", null, 10);
    }
}
