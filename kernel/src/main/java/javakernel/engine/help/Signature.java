package javakernel.engine.help;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.PackageElement;
import javax.lang.model.element.QualifiedNameable;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.ExecutableType;
import javax.lang.model.type.IntersectionType;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.type.TypeVariable;
import javax.lang.model.type.UnionType;
import javax.lang.model.type.WildcardType;
import javax.lang.model.util.SimpleTypeVisitor14;

/**
 * One line that tells what an element is, as its declaration would: {@code boolean Collection.add(E e)}, {@code
 * Thread(Runnable task)}, {@code double Math.PI}, {@code java.util.List<E>}. What the notebook declares has no owner:
 * the classes that the kernel puts around it are not named.
 */
final class Signature {
    private final Set<String> hidden; // qualified names of classes that the reader does not know of

    Signature(Set<String> hidden) {
        this.hidden = hidden;
    }

    /**
     * @param type  what the element is where it is used: with type arguments in place of parameters
     * @param names of the parameters, for methods and constructors
     */
    String of(Element element, TypeMirror type, List<String> names) {
        return switch (element) {
            case ExecutableElement method -> executable(method,
                    type instanceof ExecutableType t ? t : (ExecutableType) method.asType(), names);
            case TypeElement t -> qualified(t) + parameters(t.getTypeParameters());
            case VariableElement variable -> (isOwn(variable) ? qualified(type) : simple(type)) + " " + owner(variable)
                    + variable.getSimpleName();
            default -> element.toString();
        };
    }

    private String executable(ExecutableElement method, ExecutableType type, List<String> names) {
        var parameters = IntStream.range(0, type.getParameterTypes().size())
                .mapToObj(i -> parameter(type.getParameterTypes().get(i),
                        method.isVarArgs() && i == type.getParameterTypes()
                                .size() - 1)
                        + " " + names.get(i))
                .collect(Collectors.joining(", ", "(", ")"));
        var thrown = type.getThrownTypes().isEmpty() ? "" : type.getThrownTypes().stream().map(this::simple)
                .collect(Collectors.joining(", ", " throws ", ""));
        if (method.getKind() == ElementKind.CONSTRUCTOR && method.getEnclosingElement() instanceof TypeElement made)
            return name(made) + parameters + thrown;
        var own = type.getTypeVariables().isEmpty() ? "" : parameters(method.getTypeParameters()) + " ";
        return own + simple(type.getReturnType()) + " " + owner(method) + method.getSimpleName() + parameters + thrown;
    }

    private String parameter(TypeMirror type, boolean several) {
        return several && type instanceof ArrayType array ? simple(array.getComponentType()) + "..." : simple(type);
    }

    private static String parameters(List<? extends Element> parameters) {
        return parameters.isEmpty() ? "" : parameters.stream().map(p -> p.getSimpleName().toString())
                .collect(Collectors.joining(", ", "<", ">"));
    }

    /** Whether it is a local variable, a parameter or the notebook's. */
    private boolean isOwn(VariableElement variable) {
        return !variable.getKind().isField() || owner(variable).isEmpty();
    }

    private String owner(Element member) {
        return member.getEnclosingElement() instanceof TypeElement owner && !isHidden(owner) && !owner.getSimpleName()
                .isEmpty() ? name(owner) + "." : "";
    }

    private boolean isHidden(TypeElement type) {
        return hidden.contains(type.getQualifiedName().toString()) || type.getSimpleName().toString()
                .startsWith(CompletionUnit.HERE);
    }

    /** Its name with those of the classes around it. */
    String name(TypeElement type) {
        return type.getEnclosingElement() instanceof TypeElement outer && !isHidden(outer)
                ? name(outer) + "." + type.getSimpleName() : type.getSimpleName().toString();
    }

    private String qualified(TypeElement type) {
        Element top = type;
        while (top.getEnclosingElement() instanceof TypeElement outer) top = outer;
        var around = top.getEnclosingElement() instanceof PackageElement p && !isHidden((TypeElement) top)
                ? ((QualifiedNameable) p).getQualifiedName() + "." : "";
        return (around.equals(".") ? "" : around) + name(type);
    }

    private String qualified(TypeMirror type) {
        return type instanceof DeclaredType d && d.asElement() instanceof TypeElement element
                && !element.getQualifiedName().toString().startsWith("java.lang.")
                        ? qualified(element) + arguments(d) : simple(type);
    }

    private String arguments(DeclaredType type) {
        return type.getTypeArguments().isEmpty() ? "" : type.getTypeArguments().stream().map(this::simple)
                .collect(Collectors.joining(", ", "<", ">"));
    }

    /** Without packages, and without annotations. */
    String simple(TypeMirror type) {
        return new SimpleTypeVisitor14<String, Void>() {
            @Override protected String defaultAction(TypeMirror t, Void nothing) {
                return t.getKind().isPrimitive() ? t.getKind().name().toLowerCase(java.util.Locale.ROOT) : t.toString();
            }

            @Override public String visitDeclared(DeclaredType t, Void nothing) {
                var element = (TypeElement) t.asElement();
                if (!element.getSimpleName().isEmpty()) return name(element) + arguments(t);
                return simple(element.getInterfaces().isEmpty() ? element.getSuperclass() : element.getInterfaces()
                        .getFirst());
            }

            @Override public String visitArray(ArrayType t, Void nothing) {
                return simple(t.getComponentType()) + "[]";
            }

            @Override public String visitTypeVariable(TypeVariable t, Void nothing) {
                return t.asElement().getSimpleName().toString();
            }

            @Override public String visitWildcard(WildcardType t, Void nothing) {
                if (t.getExtendsBound() != null) return "? extends " + simple(t.getExtendsBound());
                return t.getSuperBound() == null ? "?" : "? super " + simple(t.getSuperBound());
            }

            @Override public String visitIntersection(IntersectionType t, Void nothing) {
                return t.getBounds().stream().map(Signature.this::simple).collect(Collectors.joining(" & "));
            }

            @Override public String visitUnion(UnionType t, Void nothing) {
                return t.getAlternatives().stream().map(Signature.this::simple).collect(Collectors.joining(" | "));
            }
        }.visit(type);
    }
}
