package kernel.engine;

import java.io.InputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.Opcode;
import java.lang.classfile.constantpool.MemberRefEntry;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.List;
import java.util.function.Function;
import java.util.stream.StreamSupport;
import kernel.protocol.Log;
import kernel.protocol.Texts;

/**
 * {@code System.exit} and the like for the notebook's code, woven in place of the methods of the same names, and put in
 * their place in the classes of libraries: they end the cell, or the thread that calls them, not the kernel.
 */
public final class Exits {
    private static final ClassDesc HERE = ClassDesc.of(Exits.class.getName());

    /** Thrown where the program would have ended. */
    static final class Exit extends Error {
        private static final long serialVersionUID = 1;

        Exit(String call) {
            super(call, null, false, false);
        }

        Result.Failed result() {
            return new Result.Failed("Exit", getMessage(), List.of(Texts.of("exit.ends", getMessage())));
        }
    }

    private Exits() { }

    public static void exit(int status) {
        throw new Exit("System.exit(" + status + ")");
    }

    public static void exit(Runtime runtime, int status) {
        throw new Exit("Runtime.exit(" + status + ")");
    }

    public static void halt(Runtime runtime, int status) {
        throw new Exit("Runtime.halt(" + status + ")");
    }

    /**
     * The class file of a library's class with this class's methods in place of {@code System.exit} and the like; null
     * when it calls none of them, or cannot be changed.
     *
     * @param resources finds the class files of the classes beside it, by their resource names
     */
    static byte[] guard(byte[] classFile, Function<String, InputStream> resources) {
        try {
            var classes = ClassHierarchyResolver.ofResourceParsing(
                    (ClassDesc type) -> resources.apply(type.descriptorString().substring(1).replace(";", ".class")));
            var all = classes.orElse(ClassHierarchyResolver.defaultResolver());
            var api = ClassFile.of(ClassFile.ClassHierarchyResolverOption.of(all));
            var model = api.parse(classFile);
            if (!names(model)) return null;
            return api.transformClass(model, ClassTransform.transformingMethodBodies(method -> method.code().stream()
                    .flatMap(code -> code.elementStream()).anyMatch(Exits::isExit), (code, element) -> {
                        if (!(element instanceof InvokeInstruction call) || !isExit(call)) code.with(element);
                        else code.invokestatic(HERE, call.name().stringValue(), asStatic(call));
                    }));
        } catch (RuntimeException e) {
            Log.warn("a class of the class path is left as it is", e);
            return null;
        }
    }

    private static MethodTypeDesc asStatic(InvokeInstruction call) {
        return call.opcode() == Opcode.INVOKESTATIC ? call.typeSymbol()
                : call.typeSymbol().insertParameterTypes(0, call.owner().asSymbol());
    }

    /** Whether its constants name one of the methods: most classes need not be looked at any further. */
    private static boolean names(ClassModel model) {
        return StreamSupport.stream(model.constantPool().spliterator(), false)
                .anyMatch(e -> e instanceof MemberRefEntry m && isExit(m.owner().asInternalName(), m.name().stringValue()));
    }

    private static boolean isExit(Object element) {
        return element instanceof InvokeInstruction call && isExit(call.owner().asInternalName(), call.name().stringValue());
    }

    static boolean isExit(String owner, String name) {
        return owner.equals("java/lang/System") && name.equals("exit")
                || owner.equals("java/lang/Runtime") && (name.equals("exit") || name.equals("halt"));
    }
}
