package kernel.engine;

import java.lang.classfile.AccessFlags;
import java.lang.classfile.Attributes;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.FieldBuilder;
import java.lang.classfile.FieldElement;
import java.lang.classfile.FieldModel;
import java.lang.classfile.MethodModel;
import java.lang.classfile.MethodTransform;
import java.lang.classfile.Opcode;
import java.lang.classfile.instruction.FieldInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.DirectMethodHandleDesc;
import java.lang.constant.DynamicCallSiteDesc;
import java.lang.invoke.CallSite;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.invoke.MutableCallSite;
import java.lang.reflect.AccessFlag;
import java.lang.reflect.Field;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Which field a variable's name means, and which code a method's. JShell compiles each declaration into a class of its own, and compiles it
 * anew, into a class of another name, when something it refers to has changed. Here all stays what it is to the reader:
 * <ul>
 * <li>A variable is one field for as long as its type is the same: its value stays, and threads that run older code share it with newer cells.
 * <li>A call to another declaration's method is an {@code invokedynamic} that goes to the latest version of that method, also from older code.
 * <li>A class that is compiled anew and still means the same need not be loaded ({@link #isSame}): objects of it stay what they are.
 * <li>A volatile variable is one; JShell itself drops the word.
 * </ul>
 * The thread that evaluates declares; any thread may link calls.
 */
public final class Linker {
    /** JShell's method for a statement, or for what a variable begins with. */
    static final String BODY = "do_it$";

    private static final String WRAPPER = "REPL/$JShell$";
    private static final ClassFile CLASS_FILE = ClassFile.of(ClassFile.ConstantPoolSharingOption.NEW_POOL);
    private static final DirectMethodHandleDesc BOOTSTRAP = ConstantDescs.ofCallsiteBootstrap(
            Linker.class.describeConstable().orElseThrow(), "bootstrap", ConstantDescs.CD_CallSite);

    /** A variable, and the class whose field holds it. {@code signature} is its type with type arguments. */
    private record Variable(String name, String descriptor, String signature, boolean isVolatile, String owner) { }

    /** What has become of a variable's value. */
    enum Change { LOST, OF_OLD_CLASS }

    private final ClassLoader loader;
    private final Map<String, Variable> held = new HashMap<>();                 // by name, type and volatility
    private final Map<String, Variable> latest = new HashMap<>();               // by name
    private final Map<String, Variable> before = new HashMap<>();               // latest before the present evaluation, where that was another
    private final Map<String, String> moved = new ConcurrentHashMap<>();        // by class and name of a field: the class that holds the variable
    private final Map<String, String> methods = new ConcurrentHashMap<>();      // by name and type: the class with the latest version
    private final Map<String, MutableCallSite> calls = new ConcurrentHashMap<>();
    private final Set<String> volatiles = new HashSet<>();                      // names of variables
    private final Set<String> volatileFields = ConcurrentHashMap.newKeySet();   // with their classes

    Linker(ClassLoader loader) {
        this.loader = loader;
    }

    // ---- what JShell compiled ----

    /** A variable is about to be declared. Returns whether there is one of this name already that is otherwise. */
    boolean setVolatile(String name, boolean isVolatile) {
        if (isVolatile) volatiles.add(name);
        else volatiles.remove(name);
        return latest.get(name) instanceof Variable old && old.isVolatile() != isVolatile;
    }

    /** The names of all volatile variables. */
    Set<String> volatiles() {
        return volatiles;
    }

    /** Before classes are loaded: finds the fields of their variables. */
    void declare(List<ClassModel> classes) {
        for (var model : classes) {
            var owner = model.thisClass().asInternalName();
            if (isWrapper(owner)) model.fields().stream().filter(Linker::isDeclared).forEach(f -> declare(owner, f));
        }
    }

    private void declare(String owner, FieldModel field) {
        var name = field.fieldName().stringValue();
        var descriptor = field.fieldType().stringValue();
        var signature = field.findAttribute(Attributes.signature()).map(s -> s.signature().stringValue()).orElse(descriptor);
        boolean isVolatile = volatiles.contains(name);
        var holder = held.computeIfAbsent(String.join(" ", name, descriptor, String.valueOf(isVolatile)),
                key -> new Variable(name, descriptor, signature, isVolatile, owner)).owner();
        if (!holder.equals(owner)) moved.put(owner + "." + name, holder);
        if (isVolatile) volatileFields.add(owner + "." + name);
        var old = latest.put(name, new Variable(name, descriptor, signature, isVolatile, holder));
        if (old != null) before.putIfAbsent(name, old);
    }

    /** After classes were loaded: calls go to their methods from now on, whoever makes them. */
    void link(List<ClassModel> classes) {
        for (var model : classes) {
            var owner = model.thisClass().asInternalName();
            if (!isWrapper(owner)) continue;
            for (var method : model.methods()) {
                var key = method.methodName().stringValue() + method.methodType().stringValue();
                if (!isDeclared(method)) continue;
                methods.put(key, owner);
                var call = calls.get(key);
                if (call != null) aim(call, key, method.methodName().stringValue());
            }
        }
    }

    /** Whether classes that were loaded mean the same as newer versions of the same names. */
    boolean isSame(byte[] loaded, byte[] newer) {
        return Arrays.equals(linked(loaded), linked(newer));
    }

    private byte[] linked(byte[] bytes) {
        var model = CLASS_FILE.parse(bytes);
        return CLASS_FILE.transformClass(model, transform(model));
    }

    private static boolean isWrapper(String name) {
        return name.startsWith(WRAPPER) && name.indexOf('$', WRAPPER.length()) < 0;
    }

    private static boolean isDeclared(FieldModel field) {
        return field.flags().has(AccessFlag.PUBLIC);
    }

    private static boolean isDeclared(MethodModel method) {
        return method.flags().has(AccessFlag.PUBLIC) && method.flags().has(AccessFlag.STATIC) && !method.methodName().equalsString(BODY);
    }

    // ---- the code of the notebook ----

    /** What is to be changed in {@code model} before it is loaded. */
    ClassTransform transform(ClassModel model) {
        var owner = model.thisClass().asInternalName();
        CodeTransform code = (builder, element) -> {
            switch (element) {
                case FieldInstruction f when moved.get(f.owner().asInternalName() + "." + f.name().stringValue()) instanceof String holder ->
                        builder.fieldAccess(f.opcode(), ClassDesc.ofInternalName(holder), f.name().stringValue(), f.typeSymbol());
                case InvokeInstruction call when call.opcode() == Opcode.INVOKESTATIC && isWrapper(call.owner().asInternalName())
                        && !call.owner().asInternalName().equals(owner) ->
                        builder.invokedynamic(DynamicCallSiteDesc.of(BOOTSTRAP, call.name().stringValue(), call.typeSymbol()));
                default -> builder.with(element);
            }
        };
        return (builder, element) -> {
            switch (element) {
                case FieldModel field when volatileFields.contains(owner + "." + field.fieldName().stringValue()) ->
                        builder.transformField(field, Linker::makeVolatile);
                case MethodModel method -> builder.transformMethod(method, MethodTransform.transformingCode(code));
                default -> builder.with(element);
            }
        };
    }

    private static void makeVolatile(FieldBuilder builder, FieldElement element) {
        if (element instanceof AccessFlags flags) builder.withFlags(flags.flagsMask() | ClassFile.ACC_VOLATILE);
        else builder.with(element);
    }

    /** Links a call from one declaration to another's method. Called by the JVM. */
    public static CallSite bootstrap(MethodHandles.Lookup caller, String name, MethodType type) {
        return ((SnippetLoader.Loader) caller.lookupClass().getClassLoader()).linker().call(name, type);
    }

    private CallSite call(String name, MethodType type) {
        var key = name + type.descriptorString();
        var call = calls.computeIfAbsent(key, k -> new MutableCallSite(type));
        aim(call, key, name);
        return call;
    }

    /** Lets {@code call} go to the latest version; no lock is held, for that class may have to be loaded. */
    private void aim(MutableCallSite call, String key, String name) {
        String owner;
        do {
            owner = methods.get(key);
            call.setTarget(method(owner.replace('/', '.'), name, call.type()));
        } while (!owner.equals(methods.get(key)));
        MutableCallSite.syncAll(new MutableCallSite[] {call});
    }

    private MethodHandle method(String className, String name, MethodType type) {
        try {
            var owner = loader.loadClass(className);
            return MethodHandles.privateLookupIn(owner, MethodHandles.lookup()).findStatic(owner, name, type);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    // ---- variables ----

    /** From here on {@link #takeChanges} counts. */
    void begin() {
        before.clear();
    }

    /** The variables that are other fields now than they were at {@link #begin}, and what that means for the value they had. */
    Map<String, Change> changes() {
        var changes = new TreeMap<String, Change>();
        before.forEach((name, old) -> {
            var now = latest.get(name);
            if (now.equals(old) || value(old) == null) return;
            if (!now.owner().equals(old.owner())) changes.put(name, Change.LOST);
            else if (!now.signature().equals(old.signature())) changes.put(name, Change.OF_OLD_CLASS);
        });
        return changes;
    }

    /** Whether a variable is not null. */
    boolean holds(String name) {
        return value(latest.get(name)) != null;
    }

    /** The type of a variable, as source code that means the same under any imports. */
    String type(String name) {
        return field(latest.get(name)).getGenericType().getTypeName().replaceAll("REPL\\.\\$JShell\\$\\w+?\\$", "");
    }

    private Object value(Variable variable) {
        try {
            return field(variable).get(null);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    private Field field(Variable variable) {
        return field(variable.owner().replace('/', '.'), variable.name());
    }

    /** The field that a variable's name means in the class JShell made for it. */
    Field field(String className, String name) {
        var owner = className.replace('.', '/');
        try {
            var field = loader.loadClass(moved.getOrDefault(owner + "." + name, owner).replace('/', '.')).getDeclaredField(name);
            field.setAccessible(true);
            return field;
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
