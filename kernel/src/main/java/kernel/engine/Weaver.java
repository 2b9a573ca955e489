package kernel.engine;

import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.Instruction;
import java.lang.classfile.Label;
import java.lang.classfile.MethodModel;
import java.lang.classfile.MethodTransform;
import java.lang.classfile.Opcode;
import java.lang.classfile.TypeKind;
import java.lang.classfile.attribute.SourceFileAttribute;
import java.lang.classfile.instruction.BranchInstruction;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.classfile.instruction.LabelTarget;
import java.lang.classfile.instruction.LineNumber;
import java.lang.classfile.instruction.LookupSwitchInstruction;
import java.lang.classfile.instruction.TableSwitchInstruction;
import java.lang.classfile.instruction.TypeCheckInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.DirectMethodHandleDesc;
import java.lang.constant.DynamicCallSiteDesc;
import java.lang.constant.MethodHandleDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.IntConsumer;
import java.util.function.IntFunction;
import java.util.function.LongConsumer;
import java.util.function.Supplier;
import kernel.output.Cells;
import kernel.output.Processes;
import kernel.output.Tasks;

/**
 * Changes the notebook's compiled classes before they are loaded, so that their output finds its cell and their loops can be
 * stopped. What it writes:
 * <ul>
 * <li>before a backward branch, at the beginning of a lambda and of a method that calls the notebook's, and between a cell's statements, a {@link StopPoint};
 * <li>for waits that no interrupt ends, {@link Waits}; for {@code System.exit} and its like, {@link Exits};
 * <li>around locks and waits, {@link Steps};
 * <li>around a task that is passed to {@code java.util.concurrent} or a stream, {@code Tasks.carry};
 * <li>around a new lambda that is a task, {@code Tasks.made};
 * <li>before {@code start()}, {@code Cells.starting}; for {@code ProcessBuilder.start}, {@code Processes.start};
 * <li>where a display is used as a {@code String}, as other kernels' notebooks do, its id;
 * <li>in a class of timer tasks or fork-join tasks, a field with the cell that made it, and a return to that cell when the task begins;
 * <li>the cell and its lines in place of the file and the lines that the compiler saw, so that every stack trace tells them.
 * </ul>
 */
final class Weaver {
    private static final ClassDesc CELLS = desc(Cells.class);
    private static final ClassDesc EXITS = desc(Exits.class);
    private static final ClassDesc PROCESSES = desc(Processes.class);
    private static final ClassDesc TASKS = desc(Tasks.class);
    private static final Set<ClassDesc> CARRIED = Set.of(desc(Runnable.class), desc(Callable.class), desc(Supplier.class),
            desc(Consumer.class), desc(BiConsumer.class), desc(Function.class), desc(BiFunction.class),
            desc(IntConsumer.class), desc(LongConsumer.class), desc(IntFunction.class));
    private static final ClassDesc COLLECTION = desc(Collection.class);
    private static final Set<ClassDesc> MADE = Set.of(desc(Runnable.class), desc(Callable.class), desc(Supplier.class));
    private static final Set<String> KEEPERS = Set.of("java/util/TimerTask", "java/util/concurrent/RecursiveAction",
            "java/util/concurrent/RecursiveTask", "java/util/concurrent/CountedCompleter", "java/util/concurrent/ForkJoinTask");
    private static final Set<String> BEGINNINGS = Set.of("run", "compute", "exec");
    private static final Set<String> WAITS = Set.of("java/util/concurrent/locks/Lock.lock",
            "java/util/concurrent/Semaphore.acquireUninterruptibly", "java/util/concurrent/CompletableFuture.join");
    private static final ClassDesc DISPLAY = ClassDesc.of("kernel.display.Display");
    private static final String KEPT = "cell$";
    private static final DynamicCallSiteDesc STOP_POINT = DynamicCallSiteDesc.of(
            ConstantDescs.ofCallsiteBootstrap(desc(StopPoint.class), "bootstrap", ConstantDescs.CD_CallSite), "check", ConstantDescs.MTD_void);

    private final ClassFile classFile;

    /** @param classes finds the notebook's own classes, which stack maps need */
    Weaver(ClassHierarchyResolver classes) {
        classFile = ClassFile.of(ClassFile.ClassHierarchyResolverOption.of(classes));
    }

    /**
     * @param lines       the cell's that the class was compiled from; null when they are not known
     * @param checkpoints lines of JShell's method for statements, counted from its first, before which it can be stopped
     */
    byte[] weave(byte[] bytes, Linker linker, Lines lines, Set<Integer> checkpoints) {
        var model = classFile.parse(bytes);
        boolean keeps = model.superclass().map(s -> KEEPERS.contains(s.asInternalName())).orElse(false);
        ClassTransform transform = (builder, element) -> {
            switch (element) {
                case MethodModel method -> builder.transformMethod(method, body(model, method, keeps, lines, checkpoints));
                case SourceFileAttribute file when lines != null && lines.file() != null -> builder.with(SourceFileAttribute.of(lines.file()));
                default -> builder.with(element);
            }
        };
        if (keeps) transform = transform.andThen(ClassTransform.endHandler(builder ->
                builder.withField(KEPT, ConstantDescs.CD_Object, ClassFile.ACC_PRIVATE | ClassFile.ACC_SYNTHETIC)));
        return classFile.transformClass(model, transform.andThen(linker.transform(model)));
    }

    private static MethodTransform body(ClassModel model, MethodModel method, boolean keeps, Lines lines, Set<Integer> checkpoints) {
        return MethodTransform.transformingCode(CodeTransform.ofStateful(
                () -> new StepWeaver(model, method, lines).andThen(new Body(model, method, keeps, lines, checkpoints))));
    }

    /** Weaves one method body. */
    private static final class Body implements CodeTransform {
        private final ClassDesc owner;
        private final boolean remembers;
        private final boolean checks;
        private final boolean resumes;
        private final Set<Label> seen = new HashSet<>();
        private boolean displays;       // the instruction before was a call that returns a display
        private final Lines lines;
        private int line;       // of the code that is being woven
        private final Set<Integer> checkpoints;
        private int firstLine;

        Body(ClassModel model, MethodModel method, boolean keeps, Lines lines, Set<Integer> checkpoints) {
            this.lines = lines;
            owner = model.thisClass().asSymbol();
            var name = method.methodName().stringValue();
            this.checkpoints = name.equals(Linker.BODY) ? checkpoints : Set.of();
            remembers = keeps && name.equals(ConstantDescs.INIT_NAME);
            checks = !name.equals(ConstantDescs.INIT_NAME) && (name.startsWith("lambda$") || method.code().stream().flatMap(c -> c.elementStream())
                    .anyMatch(e -> e instanceof InvokeInstruction call && call.owner().asInternalName().startsWith("REPL/")));
            resumes = keeps && BEGINNINGS.contains(name) && method.methodTypeSymbol().parameterCount() == 0;
        }

        @Override public void atStart(CodeBuilder code) {
            if (checks) code.invokedynamic(STOP_POINT);
            if (remembers) {
                code.aload(0).invokestatic(TASKS, "remember", MethodTypeDesc.of(ConstantDescs.CD_Object))
                        .putfield(owner, KEPT, ConstantDescs.CD_Object);
            }
            if (resumes) {
                code.aload(0).getfield(owner, KEPT, ConstantDescs.CD_Object)
                        .invokestatic(TASKS, "resume", MethodTypeDesc.of(ConstantDescs.CD_void, ConstantDescs.CD_Object));
            }
        }

        @Override public void accept(CodeBuilder code, CodeElement element) {
            switch (element) {
                case LineNumber number when lines != null -> line = lines.numbers().getOrDefault(number.line(), line);
                case LabelTarget target -> seen.add(target.label());
                case BranchInstruction branch when seen.contains(branch.target()) -> code.invokedynamic(STOP_POINT);
                case TableSwitchInstruction s when s.cases().stream().anyMatch(c -> seen.contains(c.target())) -> code.invokedynamic(STOP_POINT);
                case LookupSwitchInstruction s when s.cases().stream().anyMatch(c -> seen.contains(c.target())) -> code.invokedynamic(STOP_POINT);
                case InvokeInstruction call when isStart(call) ->
                        code.dup().ldc(site()).invokestatic(CELLS, "starting", MethodTypeDesc.of(ConstantDescs.CD_void, ConstantDescs.CD_Object, ConstantDescs.CD_String));
                case InvokeInstruction call when takesTasks(call) -> carryArguments(code, call);
                default -> { }
            }
            switch (element) {
                case LineNumber number when line > 0 -> code.lineNumber(line);
                case InvokeInstruction call when startsProcess(call) -> code.invokestatic(PROCESSES, call.name().stringValue(), asStatic(call));
                case InvokeInstruction call when exits(call.owner().asInternalName(), call.name().stringValue()) -> code.invokestatic(EXITS, call.name().stringValue(), asStatic(call));
                case InvokeInstruction call when waitsUninterruptibly(call) -> callWait(code, call);
                case TypeCheckInstruction cast when displays && cast.type().asSymbol().equals(ConstantDescs.CD_String) ->
                        code.invokevirtual(ConstantDescs.CD_Object, "toString", MethodTypeDesc.of(ConstantDescs.CD_String));
                case InvokeDynamicInstruction made -> code.invokedynamic(DynamicCallSiteDesc.of(made.bootstrapMethod(), made.name().stringValue(), made.typeSymbol(),
                        made.bootstrapArgs().stream().map(Body::replaced).toArray(ConstantDesc[]::new)));
                default -> code.with(element);
            }
            if (element instanceof Instruction) displays = element instanceof InvokeInstruction call && call.typeSymbol().returnType().equals(DISPLAY);
            if (element instanceof LineNumber number) {
                if (firstLine == 0) firstLine = number.line();
                if (checkpoints.contains(number.line() - firstLine)) code.invokedynamic(STOP_POINT);
            }
            if (element instanceof InvokeDynamicInstruction made && MADE.contains(made.typeSymbol().returnType())) wrapMade(code, made.typeSymbol().returnType());
        }

        private static boolean isStart(InvokeInstruction call) {
            return call.name().equalsString("start") && call.typeSymbol().equals(ConstantDescs.MTD_void)
                    && call.opcode() == Opcode.INVOKEVIRTUAL;
        }

        private static boolean startsProcess(InvokeInstruction call) {
            return call.owner().asInternalName().equals("java/lang/ProcessBuilder") && call.name().stringValue().startsWith("start");
        }

        private static boolean exits(String owner, String name) {
            return owner.equals("java/lang/System") && name.equals("exit") || owner.equals("java/lang/Runtime") && (name.equals("exit") || name.equals("halt"));
        }

        /** A method reference to a method that is woven elsewhere: {@code Thread::start}, {@code System::exit}. */
        private static ConstantDesc replaced(ConstantDesc argument) {
            if (!(argument instanceof DirectMethodHandleDesc method)) return argument;
            var owner = method.owner().descriptorString().substring(1).replace(";", "");
            if (exits(owner, method.methodName())) return MethodHandleDesc.ofMethod(DirectMethodHandleDesc.Kind.STATIC, EXITS, method.methodName(), method.invocationType());
            if (owner.equals("java/lang/Thread") && method.lookupDescriptor().equals("()V") && method.methodName().equals("start")) {
                return MethodHandleDesc.ofMethod(DirectMethodHandleDesc.Kind.STATIC, CELLS, "start", method.invocationType());
            }
            return argument;
        }

        private static boolean waitsUninterruptibly(InvokeInstruction call) {
            return call.opcode() != Opcode.INVOKESPECIAL && call.typeSymbol().parameterCount() == 0 && WAITS.contains(waitOwner(call) + "." + call.name().stringValue());
        }

        private static String waitOwner(InvokeInstruction call) {
            var owner = call.owner().asInternalName();
            return owner.startsWith("java/util/concurrent/locks/") ? "java/util/concurrent/locks/Lock" : owner;
        }

        private static void callWait(CodeBuilder code, InvokeInstruction call) {
            code.invokestatic(desc(Waits.class), call.name().stringValue(), call.typeSymbol().insertParameterTypes(0, ClassDesc.ofInternalName(waitOwner(call))));
        }

        private static MethodTypeDesc asStatic(InvokeInstruction call) {
            return call.opcode() == Opcode.INVOKESTATIC ? call.typeSymbol() : call.typeSymbol().insertParameterTypes(0, call.owner().asSymbol());
        }

        private static boolean takesTasks(InvokeInstruction call) {
            var owner = call.owner().asInternalName();
            return (owner.startsWith("java/util/concurrent/") || owner.startsWith("java/util/stream/"))
                    && !call.name().equalsString(ConstantDescs.INIT_NAME)
                    && call.typeSymbol().parameterList().stream().anyMatch(type -> isCarried(call, type));
        }

        private static boolean isCarried(InvokeInstruction call, ClassDesc parameter) {
            return CARRIED.contains(parameter) || parameter.equals(COLLECTION) && call.name().stringValue().startsWith("invoke");
        }

        /** The arguments lie on the stack: those above a task are put aside while it is wrapped. */
        private void carryArguments(CodeBuilder code, InvokeInstruction call) {
            var type = call.typeSymbol();
            int first = 0;
            while (!isCarried(call, type.parameterType(first))) first++;
            var slots = new int[type.parameterCount()];
            for (int i = type.parameterCount() - 1; i > first; i--) {
                var kind = TypeKind.from(type.parameterType(i));
                slots[i] = code.allocateLocal(kind);
                code.storeLocal(kind, slots[i]);
            }
            carry(code, type.parameterType(first));
            for (int i = first + 1; i < type.parameterCount(); i++) {
                code.loadLocal(TypeKind.from(type.parameterType(i)), slots[i]);
                if (isCarried(call, type.parameterType(i))) carry(code, type.parameterType(i));
            }
        }

        private void carry(CodeBuilder code, ClassDesc type) {
            code.ldc(site()).invokestatic(TASKS, "carry", MethodTypeDesc.of(type, type, ConstantDescs.CD_String));
        }

        private static void wrapMade(CodeBuilder code, ClassDesc type) {
            code.invokestatic(TASKS, "made", MethodTypeDesc.of(type, type));
        }

        /** Where the code that is being woven stands, for {@link Origins}. */
        private String site() {
            return Origins.site(owner.packageName() + "." + owner.displayName(), line);
        }
    }

    private static ClassDesc desc(Class<?> type) {
        return type.describeConstable().orElseThrow();
    }
}
