package javakernel.magic.schedules;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.Opcode;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.classfile.instruction.NewMultiArrayInstruction;
import java.lang.classfile.instruction.NewObjectInstruction;
import java.lang.classfile.instruction.NewPrimitiveArrayInstruction;
import java.lang.classfile.instruction.NewReferenceArrayInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Changes a cell's compiled classes so that the model checker sees all that they do: new objects are written to
 * {@link ScheduleChecker#made}, and sleeping takes no time.
 */
final class ScheduleClasses {
    private static final ClassDesc CHECKER = ScheduleChecker.class.describeConstable().orElseThrow();
    private static final Set<String> SLEEPERS = Set.of("java/lang/Thread", "java/util/concurrent/TimeUnit");

    private ScheduleClasses() {}

    /** Changes all classes in {@code folder}, which are of no package. */
    static void change(Path folder) throws IOException {
        var classes = ClassFile.of(ClassFile.ClassHierarchyResolverOption.of(ClassHierarchyResolver
                .ofResourceParsing(type -> open(folder, type)).orElse(ClassHierarchyResolver.defaultResolver())));
        try (var files = Files.newDirectoryStream(folder, "*.class")) {
            for (var file : files) Files.write(file, classes.transformClass(classes.parse(file),
                    ClassTransform.transformingMethodBodies(CodeTransform.ofStateful(Body::new))));
        }
    }

    private static @Nullable InputStream open(Path folder, ClassDesc type) {
        var file = folder.resolve(type.descriptorString().replaceAll("^L|;$", "") + ".class");
        try {
            return Files.exists(file) ? Files.newInputStream(file) : null;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static final class Body implements CodeTransform {
        // classes of the objects whose constructors are still to be called
        private final Deque<String> begun = new ArrayDeque<>();

        @Override public void accept(CodeBuilder code, CodeElement element) {
            if (element instanceof InvokeInstruction call && call.name().equalsString("sleep")
                    && SLEEPERS.contains(call.owner().asInternalName())) {
                var type = call.opcode() == Opcode.INVOKESTATIC ? call.typeSymbol()
                        : call.typeSymbol().insertParameterTypes(0, call.owner().asSymbol());
                code.invokestatic(CHECKER, "sleep", type);
                return;
            }
            code.with(element);
            switch (element) {
                case NewObjectInstruction made -> begun.push(made.className().asInternalName());
                case InvokeInstruction call when call.name().equalsString(ConstantDescs.INIT_NAME)
                        && call.owner().asInternalName().equals(begun.peek()) -> {
                    begun.pop();
                    publish(code);
                }
                case NewPrimitiveArrayInstruction _,NewReferenceArrayInstruction _,NewMultiArrayInstruction _ -> publish(
                        code);
                default -> {}
            }
        }

        private static void publish(CodeBuilder code) {
            code.dup().putstatic(CHECKER, "made", ConstantDescs.CD_Object);
        }
    }
}
