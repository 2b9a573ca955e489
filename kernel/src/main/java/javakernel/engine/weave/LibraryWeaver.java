package javakernel.engine.weave;

import java.io.InputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.MethodModel;
import java.lang.classfile.constantpool.MemberRefEntry;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.constant.ClassDesc;
import java.util.function.Function;
import java.util.stream.StreamSupport;
import javakernel.base.Log;
import javakernel.engine.woven.Exits;
import javakernel.engine.woven.Sockets;
import org.jspecify.annotations.Nullable;

/**
 * What is changed in the classes of libraries: {@link Exits} in place of {@code System.exit} and the like, and before a
 * socket is used, {@link Sockets#using}.
 */
public final class LibraryWeaver {
    private static final ClassDesc EXITS = ClassDesc.of(Exits.class.getName());

    private LibraryWeaver() {}

    /**
     * The changed class file of a library's class; null when nothing is to be changed in it, or it cannot be.
     *
     * @param resources finds the class files of the classes beside it, by their resource names
     */
    public static byte @Nullable [] weave(byte[] classFile, Function<String, InputStream> resources) {
        try {
            var classes = ClassHierarchyResolver.ofResourceParsing(
                    (ClassDesc type) -> resources.apply(type.descriptorString().substring(1).replace(";", ".class")));
            var all = classes.orElse(ClassHierarchyResolver.defaultResolver());
            var api = ClassFile.of(ClassFile.ClassHierarchyResolverOption.of(all));
            var model = api.parse(classFile);
            if (!names(model)) return null;
            return api.transformClass(model,
                    ClassTransform.transformingMethodBodies(LibraryWeaver::isConcerned, LibraryWeaver::weave));
        } catch (RuntimeException e) {
            Log.warn("a class of the class path is left as it is", e);
            return null;
        }
    }

    /** Whether its constants name one of the methods: most classes need not be looked at any further. */
    private static boolean names(ClassModel model) {
        return StreamSupport.stream(model.constantPool().spliterator(), false)
                .anyMatch(e -> e instanceof MemberRefEntry m
                        && isConcerned(m.owner().asInternalName(), m.name().stringValue()));
    }

    private static boolean isConcerned(String owner, String name) {
        return Exits.isExit(owner, name) || Sockets.isUse(owner, name);
    }

    private static boolean isConcerned(MethodModel method) {
        return method.code().stream().flatMap(code -> code.elementStream())
                .anyMatch(e -> e instanceof InvokeInstruction call
                        && isConcerned(call.owner().asInternalName(), call.name().stringValue()));
    }

    private static void weave(CodeBuilder code, CodeElement element) {
        switch (element) {
            case InvokeInstruction call when Exits.isExit(call.owner().asInternalName(),
                    call.name().stringValue()) -> code.invokestatic(EXITS, call.name().stringValue(),
                            Weaver.asStatic(call));
            case InvokeInstruction call when Sockets.isUse(call.owner().asInternalName(),
                    call.name().stringValue()) -> {
                Sockets.tell(code, call);
                code.with(call);
            }
            default -> code.with(element);
        }
    }
}
