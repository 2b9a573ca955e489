package javakernel.engine.javac;

import java.util.List;
import java.util.stream.Collectors;
import javax.lang.model.element.Element;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.NestingKind;
import javax.lang.model.element.PackageElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.ErrorType;
import javax.lang.model.type.IntersectionType;
import javax.lang.model.type.NoType;
import javax.lang.model.type.NullType;
import javax.lang.model.type.PrimitiveType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.type.TypeVariable;
import javax.lang.model.type.WildcardType;
import javax.lang.model.util.SimpleTypeVisitor14;
import org.jspecify.annotations.Nullable;

/**
 * The type that javac has found, as source code that means the same under any imports: the nearest that can be written.
 */
public final class TypeText extends SimpleTypeVisitor14<String, Boolean> {
    private static final int DEEP = 20; // bounds may name themselves

    private int depth;

    private TypeText() {}

    /** Empty where there is none: it is wrong, or that of null, or a method gives none. */
    public static String of(TypeMirror type) {
        if (type.getKind() == TypeKind.ERROR || type.getKind() == TypeKind.NONE || type instanceof NoType
                || type instanceof NullType)
            return "";
        var text = new TypeText().visit(type, false);
        return text.contains("<any>") ? "" : text;
    }

    /** Without packages. */
    public static String simple(String type) {
        return type.replaceAll("(?<![\\w$.])(?:[\\w$]+\\.)+(?=[\\w$])", "");
    }

    @Override public String visitPrimitive(PrimitiveType type, Boolean argument) {
        return type.getKind().name().toLowerCase();
    }

    @Override public String visitArray(ArrayType type, Boolean argument) {
        return visit(type.getComponentType(), false) + "[]";
    }

    @Override public String visitDeclared(DeclaredType type, Boolean argument) {
        var element = (TypeElement) type.asElement();
        if (!canBeNamed(element)) return visit(nearest(element), argument);
        var arguments = type.getTypeArguments();
        var outer = type.getEnclosingType() instanceof DeclaredType enclosing && !enclosing.getTypeArguments().isEmpty()
                ? visit(enclosing, false) + "." + element.getSimpleName()
                : element.getQualifiedName().toString();
        if (arguments.isEmpty()) return outer;
        return outer + (depth > DEEP ? "" : arguments.stream().map(a -> visit(a, true))
                .collect(Collectors.joining(", ", "<", ">")));
    }

    @Override public String visitError(ErrorType type, Boolean argument) {
        return "<any>";
    }

    @Override public String visitTypeVariable(TypeVariable type, Boolean argument) {
        return bounded(type.getUpperBound(), argument);
    }

    @Override public String visitIntersection(IntersectionType type, Boolean argument) {
        return visit(type.getBounds().stream().<TypeMirror>map(b -> b)
                .filter(b -> !b.toString().equals("java.lang.Object")).findFirst().orElse(type.getBounds().getFirst()),
                argument);
    }

    @Override public String visitWildcard(WildcardType type, Boolean argument) {
        if (type.getSuperBound() != null) return argument ? "? super " + visit(type.getSuperBound(), false)
                : "java.lang.Object";
        return bounded(type.getExtendsBound(), argument);
    }

    private String bounded(@Nullable TypeMirror bound, boolean argument) {
        if (bound == null || depth > DEEP) return argument ? "?" : "java.lang.Object";
        depth++;
        var text = visit(bound, false);
        depth--;
        return !argument ? text : text.equals("java.lang.Object") ? "?" : "? extends " + text;
    }

    @Override protected String defaultAction(TypeMirror type, Boolean argument) {
        return "java.lang.Object";
    }

    private static boolean canBeNamed(@Nullable Element element) {
        if (!(element instanceof TypeElement type) || type.getNestingKind() == NestingKind.ANONYMOUS
                || type.getNestingKind() == NestingKind.LOCAL)
            return element instanceof PackageElement;
        boolean own = type.getQualifiedName().toString().startsWith(Javac.PACKAGE + ".");
        if (type.getModifiers().contains(Modifier.PRIVATE) || !own && !type.getModifiers()
                .contains(Modifier.PUBLIC))
            return false;
        return type.getNestingKind() == NestingKind.TOP_LEVEL || canBeNamed(type.getEnclosingElement());
    }

    private static TypeMirror nearest(TypeElement type) {
        var interfaces = List.<TypeMirror>copyOf(type.getInterfaces());
        return interfaces.isEmpty() || !type.getSuperclass().toString().equals("java.lang.Object")
                ? type.getSuperclass() : interfaces.getFirst();
    }
}
