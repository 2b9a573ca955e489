package javakernel.engine.load;

import java.lang.classfile.AccessFlags;
import java.lang.classfile.Attributes;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeModel;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.FieldModel;
import java.lang.classfile.MethodElement;
import java.lang.classfile.MethodModel;
import java.lang.classfile.MethodTransform;
import java.lang.classfile.Opcode;
import java.lang.classfile.attribute.PermittedSubclassesAttribute;
import java.lang.classfile.attribute.SourceFileAttribute;
import java.lang.classfile.instruction.FieldInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.classfile.instruction.LineNumber;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.DirectMethodHandleDesc;
import java.lang.constant.DynamicCallSiteDesc;
import java.lang.invoke.CallSite;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.invoke.MutableCallSite;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.function.Supplier;
import javakernel.engine.javac.ClassBytes;
import javakernel.engine.source.Holder;
import org.jspecify.annotations.Nullable;

/**
 * Lets older and newer code of the notebook work together:
 * <ul>
 * <li>A variable is one field for as long as its type is the same: its value stays, and threads that run older code
 * share it with newer cells.
 * <li>A call to a cell's method is an {@code invokedynamic} that goes to the latest version of that method, also from
 * older code.
 * <li>What one package sees of itself in Java, all cells see of each other, though each has a class loader, and so a
 * package, of its own: to the JVM it is public.
 * </ul> The thread that runs the cells declares; any thread may link calls.
 */
public final class Linker {

    private static final DirectMethodHandleDesc BOOTSTRAP = ConstantDescs.ofCallsiteBootstrap(
            Linker.class.describeConstable().orElseThrow(), "bootstrap", ConstantDescs.CD_CallSite,
            ConstantDescs.CD_String);

    // by name and type: the unit with the latest version
    private final Map<String, LoadedUnit> methods = new ConcurrentHashMap<>();
    private final LoadedUnits units;

    /** @param units whose code may have calls */
    public Linker(LoadedUnits units) {
        this.units = units;
    }

    /** Whether a class is one of the notebook's cells, or of a library that has no package. */
    public static boolean isNotebooks(String internalName) {
        return internalName.indexOf('/') < 0;
    }

    // ---- the code of the notebook ----

    /** What is to be changed in a class of {@code unit} before it is loaded. */
    static ClassTransform transform(ClassModel model, LoadedUnit unit) {
        var open = open(model, name -> unit.classes().containsKey(name));
        return open.andThen(linked(model, unit.holder(), unit.moved(), true));
    }

    private static ClassTransform linked(ClassModel model, String holder, Map<String, String> moved,
            boolean withOwner) {
        var owner = model.thisClass().asInternalName();
        return (builder, element) -> {
            switch (element) {
                case FieldModel f when owner.equals(holder) && moved.containsKey(f.fieldName().stringValue()) -> {}
                case MethodModel method -> builder.transformMethod(method,
                        MethodTransform.transformingCode(code(owner, method, holder, moved, withOwner)));
                default -> builder.with(element);
            }
        };
    }

    private static CodeTransform code(String owner, MethodModel method, String holder, Map<String, String> moved,
            boolean withOwner) {
        var self = method.methodName().stringValue() + method.methodType().stringValue();
        return (builder, element) -> {
            switch (element) {
                case FieldInstruction f when f.owner().asInternalName().equals(holder)
                        && moved.get(f.name().stringValue()) instanceof String elsewhere -> builder.fieldAccess(
                                f.opcode(), ClassDesc.ofInternalName(elsewhere), f.name().stringValue(),
                                f.typeSymbol());
                case InvokeInstruction call when call.opcode() == Opcode.INVOKESTATIC
                        && Holder.isName(call.owner().asInternalName())
                        && !(call.owner().asInternalName().equals(owner)
                                && (call.name().stringValue() + call.type().stringValue()).equals(self)) -> builder
                                        .invokedynamic(DynamicCallSiteDesc.of(BOOTSTRAP, call.name().stringValue(),
                                                call.typeSymbol(), withOwner ? call.owner().asInternalName() : ""));
                default -> builder.with(element);
            }
        };
    }

    /** @param inSame whether a class has the same loader */
    private static ClassTransform open(ClassModel model, Predicate<String> inSame) {
        return (builder, element) -> {
            switch (element) {
                case AccessFlags flags -> builder.withFlags(flags.flagsMask() | ClassFile.ACC_PUBLIC);
                case FieldModel field -> builder.transformField(field, (b, e) -> {
                    if (e instanceof AccessFlags flags) b.withFlags(opened(flags.flagsMask()));
                    else b.with(e);
                });
                case MethodModel method when !method.methodName().equalsString(ConstantDescs.CLASS_INIT_NAME) -> builder
                        .transformMethod(method, (b, e) -> {
                            if (e instanceof AccessFlags flags) b.withFlags(opened(flags.flagsMask()));
                            else b.with(e);
                        });
                case PermittedSubclassesAttribute permitted when !permitted.permittedSubclasses().stream()
                        .allMatch(c -> inSame.test(c.asInternalName())) -> {}
                default -> builder.with(element);
            }
        };
    }

    private static int opened(int flags) {
        return (flags & ClassFile.ACC_PRIVATE) != 0 ? flags : flags & ~ClassFile.ACC_PROTECTED | ClassFile.ACC_PUBLIC;
    }

    /**
     * A class in a form that is equal for classes that mean the same, but for the classes that they name.
     *
     * @param firstLine of the source code that it was compiled from
     */
    public static byte[] normalized(byte[] renamed, String holder, Map<String, String> moved, int firstLine) {
        var model = ClassBytes.READ.parse(renamed);
        CodeTransform relative = (builder, element) -> {
            if (element instanceof LineNumber number) builder.lineNumber(Math.max(0, number.line() - firstLine) + 1);
            else builder.with(element);
        };
        ClassTransform lines = (builder, element) -> {
            switch (element) {
                case SourceFileAttribute _ -> {}
                case MethodModel method -> builder.transformMethod(method, MethodTransform.transformingCode(relative));
                default -> builder.with(element);
            }
        };
        return ClassBytes.READ.transformClass(model, linked(model, holder, moved, false).andThen(lines));
    }

    // ---- what the compiler sees ----

    /**
     * A holder as the compiler sees it: only the variables and methods that are in force; what was declared final is it
     * from then on. The class is not renamed.
     */
    public static byte[] declarations(byte[] holder, Predicate<String> variables, Predicate<String> finals,
            Predicate<String> methods) {
        var model = ClassBytes.READ.parse(holder);
        return ClassBytes.READ.transformClass(model, (builder, element) -> {
            switch (element) {
                case FieldModel f when !variables.test(f.fieldName().stringValue()) -> {}
                case FieldModel f when finals.test(f.fieldName().stringValue()) -> builder.transformField(f, (b, e) -> {
                    if (e instanceof AccessFlags flags) b.withFlags(flags.flagsMask() | ClassFile.ACC_FINAL);
                    else b.with(e);
                });
                case MethodModel m when !methods.test(m.methodName().stringValue() + m.methodType()
                        .stringValue()) -> {}
                case MethodModel m -> builder.transformMethod(m, MethodTransform.dropping(e -> isCode(e)));
                default -> builder.with(element);
            }
        });
    }

    private static boolean isCode(MethodElement element) {
        return element instanceof CodeModel;
    }

    /** Type and type arguments of a field. */
    public static String signature(FieldModel field) {
        return field.findAttribute(Attributes.signature()).map(s -> s.signature().stringValue())
                .orElse(field.fieldType().stringValue());
    }

    /** The value of a field that the compiler knows, null for others. */
    public static @Nullable Object constant(FieldModel field) {
        return field.findAttribute(Attributes.constantValue()).<Object>map(c -> c.constant().constantValue())
                .orElse(null);
    }

    public static String signature(MethodModel method) {
        return method.findAttribute(Attributes.signature()).map(s -> s.signature().stringValue())
                .orElse(method.methodType().stringValue());
    }

    // ---- calls ----

    /**
     * The methods are those of {@code unit} from now on, whoever calls them. {@code keys}: their names with their
     * types.
     */
    public void link(Iterable<String> keys, LoadedUnit unit) {
        for (var key : keys) {
            methods.put(key, unit);
            for (var other : units.all()) {
                var call = other.calls().get(key);
                if (call != null) aim(call, key, () -> null);
            }
        }
    }

    /** Methods that no later code can call. */
    public void unlink(Iterable<String> keys) {
        keys.forEach(methods::remove);
    }

    /** Links a call from one declaration to another's method. Called by the JVM. */
    public static CallSite bootstrap(MethodHandles.Lookup caller, String name, MethodType type, String owner) {
        var unit = (LoadedUnit) caller.lookupClass().getClassLoader();
        return unit.notebook().linker().call(unit, name, type, owner);
    }

    private CallSite call(LoadedUnit unit, String name, MethodType type, String owner) {
        var key = name + type.descriptorString();
        var call = unit.calls().computeIfAbsent(key, k -> new MutableCallSite(type));
        aim(call, key, () -> Objects.requireNonNull(unit.unitOf(owner), owner).method(owner, name, type));
        return call;
    }

    /**
     * Lets {@code call} go to the latest version; no lock is held, for that class may have to be loaded.
     *
     * @param compiled what it was compiled for; null for a call that is linked already
     */
    private void aim(MutableCallSite call, String key, Supplier<@Nullable MethodHandle> compiled) {
        var name = key.substring(0, key.indexOf('('));
        LoadedUnit latest;
        do {
            latest = methods.get(key);
            var target = latest == null ? null : latest.find(name, call.type());
            // of older classes
            if (target == null) target = compiled.get();
            if (target == null) return;
            call.setTarget(target);
        } while (latest != methods.get(key));
        MutableCallSite.syncAll(new MutableCallSite[] {call});
    }
}
