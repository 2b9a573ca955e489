package javakernel.engine.weave;

import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeModel;
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
import java.lang.classfile.instruction.ReturnInstruction;
import java.lang.classfile.instruction.TableSwitchInstruction;
import java.lang.classfile.instruction.TypeCheckInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.DirectMethodHandleDesc;
import java.lang.constant.DynamicCallSiteDesc;
import java.lang.constant.MethodHandleDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.invoke.MethodType;
import java.lang.reflect.AccessFlag;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.function.Supplier;
import javakernel.base.KernelCode;
import javakernel.engine.source.Holder;
import javakernel.engine.source.LineTable;
import javakernel.engine.woven.Exits;
import javakernel.engine.woven.LambdaFactory;
import javakernel.engine.woven.Sockets;
import javakernel.engine.woven.StopPoint;
import javakernel.output.CellOfThread;
import javakernel.output.standin.Processes;
import javakernel.output.standin.Tasks;
import org.jspecify.annotations.Nullable;

/**
 * Changes the notebook's compiled classes before they are loaded, so that their output finds its cell and their loops
 * can be stopped. None of it is to be seen by the notebook's code. What it writes:
 * <ul>
 * <li>before a backward branch, at the beginning of a lambda and of a method that calls the notebook's, and between a
 * cell's statements, a {@link StopPoint};
 * <li>for {@code System.exit} and its like, {@link Exits};
 * <li>before a socket is used, {@code Sockets.using};
 * <li>around locks and waits, {@code LockEvents};
 * <li>in place of a lambda that has to know its cell ({@link Loudness}), one that does ({@link LambdaFactory});
 * <li>in the methods by which others run the tasks of the notebook's classes, at their begin and end, and where
 *     tasks are handed over ({@link Submissions}), {@link Tasks};
 * <li>before {@code start()}, {@code CellOfThread.starting}; for {@code ProcessBuilder.start}, {@code Processes.start};
 * <li>where a display is used as a {@code String}, as other kernels' notebooks do, its id;
 * <li>the cell and its lines in place of the file and the lines that the compiler saw, so that every stack trace tells
 * them.
 * </ul>
 */
public final class Weaver {
    private static final ClassDesc CELLS = desc(CellOfThread.class);
    private static final ClassDesc EXITS = desc(Exits.class);
    private static final ClassDesc PROCESSES = desc(Processes.class);
    private static final ClassDesc STOPS = desc(StopPoint.class);
    private static final ClassDesc TASKS = desc(Tasks.class);
    private static final Set<String> TASK_TYPES = Set.of("java/lang/Runnable", "java/util/concurrent/Callable",
            "java/util/function/Supplier", "java/util/function/Consumer", "java/util/function/BiConsumer",
            "java/util/function/Function", "java/util/function/BiFunction",
            "java/lang/Thread", "java/util/TimerTask", "java/util/concurrent/RecursiveAction",
            "java/util/concurrent/RecursiveTask", "java/util/concurrent/CountedCompleter",
            "java/util/concurrent/ForkJoinTask");
    private static final Set<String> BEGINNINGS = Set.of("run", "call", "get", "accept", "apply", "compute", "exec");
    private static final Set<ClassDesc> TOLD_WHERE =
            Set.of(desc(Runnable.class), desc(Callable.class), desc(Supplier.class));
    private static final DynamicCallSiteDesc STOP_POINT = DynamicCallSiteDesc.of(
            ConstantDescs.ofCallsiteBootstrap(desc(StopPoint.class), "bootstrap", ConstantDescs.CD_CallSite), "check",
            ConstantDescs.MTD_void);
    private static final DirectMethodHandleDesc HAND_OVER =
            ConstantDescs.ofCallsiteBootstrap(TASKS, "bootstrap", ConstantDescs.CD_CallSite, ConstantDescs.CD_String);
    private static final DirectMethodHandleDesc LAMBDA =
            ConstantDescs.ofCallsiteBootstrap(desc(LambdaFactory.class), "bootstrap", ConstantDescs.CD_CallSite,
                    desc(MethodType.class), ConstantDescs.CD_MethodHandle, desc(MethodType.class),
                    ConstantDescs.CD_String);
    private static final MethodTypeDesc ON = MethodTypeDesc.of(ConstantDescs.CD_void, ConstantDescs.CD_Object);

    private final ClassFile classFile;
    private final Function<String, Optional<ClassModel>> notebook;
    private final Loudness ofLambdas;
    private final Loudness ofMethods; // a fork-join task that only divides itself is left alone

    /**
     * @param classes  finds classes, which stack maps need
     * @param notebook the notebook's class of that internal name as it was compiled, empty when it is none of its;
     *     called by threads that load classes
     */
    public Weaver(ClassHierarchyResolver classes, Function<String, Optional<ClassModel>> notebook) {
        classFile = ClassFile.of(ClassFile.ClassHierarchyResolverOption.of(classes));
        this.notebook = notebook;
        ofLambdas = new Loudness(notebook, true);
        ofMethods = new Loudness(notebook, false);
    }

    /**
     * @param links       what else is to be changed in the class, afterwards
     * @param lines       the cell's that the class was compiled from; null when they are not known
     * @param checkpoints lines of the methods for a cell's statements, before which they can be stopped
     */
    public byte[] weave(ClassModel model, ClassTransform links, @Nullable LineTable lines, Set<Integer> checkpoints) {
        boolean isTask = isTask(model);
        ClassTransform transform = (builder, element) -> {
            switch (element) {
                case MethodModel method -> builder.transformMethod(method,
                        body(model, method, isTask, lines, checkpoints));
                case SourceFileAttribute file when lines != null && lines.file() != null -> builder
                        .with(SourceFileAttribute.of(lines.file()));
                default -> builder.with(element);
            }
        };
        return classFile.transformClass(model, transform.andThen(links));
    }

    /** Whether others may run objects of the class. */
    private boolean isTask(ClassModel model) {
        var above = new ArrayList<String>();
        model.superclass().ifPresent(s -> above.add(s.asInternalName()));
        model.interfaces().forEach(i -> above.add(i.asInternalName()));
        return above.stream().anyMatch(type -> TASK_TYPES.contains(type)
                || notebook.apply(type).filter(this::isTask).isPresent());
    }

    private MethodTransform body(ClassModel model, MethodModel method, boolean isTask, @Nullable LineTable lines,
            Set<Integer> checkpoints) {
        return MethodTransform.transformingCode(CodeTransform.ofStateful(
                () -> new StepWeaver(model, method, lines)
                        .andThen(new Body(model, method, isTask, lines, checkpoints))));
    }

    /** Weaves one method body. */
    private final class Body implements CodeTransform {
        private final ClassDesc owner;
        private final boolean checks;
        private final boolean begins;
        private final Submissions submissions;
        private final Set<Label> seen = new HashSet<>();
        private boolean displays; // the instruction before was a call that returns a display
        private final @Nullable LineTable lines;
        private int line; // of the code that is being woven
        private final Set<Integer> checkpoints; // that are still to come
        private @Nullable Label start; // of what begin and end enclose
        private int begun; // the local variable that end is told of

        Body(ClassModel model, MethodModel method, boolean isTask, @Nullable LineTable lines,
                Set<Integer> checkpoints) {
            this.lines = lines;
            owner = model.thisClass().asSymbol();
            var name = method.methodName().stringValue();
            var code = method.code().map(CodeModel::elementList).orElse(List.of());
            this.checkpoints = name.startsWith(Holder.RUN) ? new HashSet<>(checkpoints) : new HashSet<>();
            checks = !name.equals(ConstantDescs.INIT_NAME) && (name.startsWith("lambda$") || code.stream()
                    .anyMatch(e -> e instanceof InvokeInstruction call
                            && notebook.apply(call.owner().asInternalName()).isPresent()));
            begins = isTask && BEGINNINGS.contains(name) && !method.flags().has(AccessFlag.STATIC)
                    && !method.flags().has(AccessFlag.SYNTHETIC) && ofMethods.isLoud(model, method);
            submissions = new Submissions(code);
        }

        @Override public void atStart(CodeBuilder code) {
            if (begins) {
                begun = code.allocateLocal(TypeKind.REFERENCE);
                code.aload(0).invokestatic(TASKS, "beginOwn",
                        MethodTypeDesc.of(ConstantDescs.CD_Object, ConstantDescs.CD_Object)).astore(begun);
                start = code.newBoundLabel();
            }
            if (checks) code.invokedynamic(STOP_POINT);
        }

        @Override public void atEnd(CodeBuilder code) {
            if (!begins) return;
            var end = code.newBoundLabel();
            code.exceptionCatchAll(start, end, end);
            int thrown = code.allocateLocal(TypeKind.REFERENCE);
            code.astore(thrown).aload(begun).aload(0).aload(thrown).invokestatic(TASKS, "failOwn",
                    ON.insertParameterTypes(1, ConstantDescs.CD_Object, ConstantDescs.CD_Throwable)).aload(thrown)
                    .athrow();
        }

        @Override public void accept(CodeBuilder code, CodeElement element) {
            switch (element) {
                case LineNumber number when lines != null -> line = lines.numbers().getOrDefault(number.line(), line);
                case LabelTarget target -> seen.add(target.label());
                case BranchInstruction branch when seen.contains(branch.target()) -> code.invokedynamic(STOP_POINT);
                case TableSwitchInstruction s when s.cases().stream().anyMatch(c -> seen.contains(c.target())) -> code
                        .invokedynamic(STOP_POINT);
                case LookupSwitchInstruction s when s.cases().stream().anyMatch(c -> seen.contains(c.target())) -> code
                        .invokedynamic(STOP_POINT);
                case InvokeInstruction call when isStart(call) -> code.dup().ldc(site(line)).invokestatic(CELLS,
                        "starting",
                        ON.insertParameterTypes(1, ConstantDescs.CD_String));
                case InvokeInstruction call when Sockets.isUse(call.owner().asInternalName(),
                        call.name().stringValue()) -> Sockets.tell(code, call);
                case InvokeInstruction call -> handOver(code, call, submissions.toTell(call));
                case ReturnInstruction _ when begins -> code.aload(begun).invokestatic(TASKS, "end", ON);
                default -> {}
            }
            switch (element) {
                case LineNumber number when line > 0 -> code.lineNumber(line);
                case InvokeInstruction call when startsProcess(call) -> code.invokestatic(PROCESSES,
                        call.name().stringValue(), asStatic(call));
                case InvokeInstruction call when Exits.isExit(call.owner().asInternalName(),
                        call.name().stringValue()) -> code.invokestatic(EXITS, call.name().stringValue(),
                                asStatic(call));
                case TypeCheckInstruction cast when displays
                        && cast.type().asSymbol().equals(ConstantDescs.CD_String) -> code.invokevirtual(
                                ConstantDescs.CD_Object, "toString", MethodTypeDesc.of(ConstantDescs.CD_String));
                case InvokeDynamicInstruction made when Submissions.isLambda(made) -> make(code, made,
                        submissions.nextLambda());
                case InvokeDynamicInstruction call -> code
                        .invokedynamic(DynamicCallSiteDesc.of(call.bootstrapMethod(), call.name().stringValue(),
                                call.typeSymbol(),
                                replaced(call).toArray(ConstantDesc[]::new)));
                default -> code.with(element);
            }
            if (element instanceof Instruction) displays = element instanceof InvokeInstruction call
                    && KernelCode.is(call.typeSymbol().returnType().packageName());
            if (element instanceof LineNumber number) {
                if (checkpoints.remove(number.line())) code.invokestatic(STOPS, "between", ConstantDescs.MTD_void);
            }
        }

        private static boolean isStart(InvokeInstruction call) {
            return call.name().equalsString("start") && call.typeSymbol().equals(ConstantDescs.MTD_void)
                    && call.opcode() == Opcode.INVOKEVIRTUAL;
        }

        private static boolean startsProcess(InvokeInstruction call) {
            return call.owner().asInternalName().equals("java/lang/ProcessBuilder")
                    && call.name().stringValue().startsWith("start");
        }

        private static List<ConstantDesc> replaced(InvokeDynamicInstruction call) {
            return call.bootstrapArgs().stream().map(Body::replaced).toList();
        }

        /** A method reference to a method that is woven elsewhere: {@code System::exit}. */
        private static ConstantDesc replaced(ConstantDesc argument) {
            if (!(argument instanceof DirectMethodHandleDesc method)) return argument;
            var owner = method.owner().descriptorString().substring(1).replace(";", "");
            if (Exits.isExit(owner, method.methodName())) return MethodHandleDesc
                    .ofMethod(DirectMethodHandleDesc.Kind.STATIC, EXITS, method.methodName(), method.invocationType());
            return argument;
        }

        /** The arguments lie on the stack: those above a task are put aside while it is told of. */
        private void handOver(CodeBuilder code, InvokeInstruction call, Set<Integer> tasks) {
            if (tasks.isEmpty()) return;
            var types = call.typeSymbol().parameterList();
            int first = tasks.stream().min(Integer::compare).orElseThrow();
            var slots = new int[types.size()];
            for (int i = types.size() - 1; i > first; i--) {
                slots[i] = code.allocateLocal(TypeKind.from(types.get(i)));
                code.storeLocal(TypeKind.from(types.get(i)), slots[i]);
            }
            for (int i = first; i < types.size(); i++) {
                if (i > first) code.loadLocal(TypeKind.from(types.get(i)), slots[i]);
                if (!tasks.contains(i)) continue;
                code.dup().invokedynamic(DynamicCallSiteDesc.of(HAND_OVER, "handOver", ON, site(line)));
            }
        }

        private void make(CodeBuilder code, InvokeDynamicInstruction made, int submitted) {
            var arguments = new ArrayList<>(replaced(made));
            var body = (DirectMethodHandleDesc) arguments.get(1);
            boolean loud = LambdaFactory.isStart(body) || ofLambdas.isLoud(body)
                    || TOLD_WHERE.contains(made.typeSymbol().returnType()) && ofLambdas.mayFail(body);
            if (loud) arguments.add(submitted < 0 ? ""
                    : site(lines == null ? submitted : lines.numbers().getOrDefault(submitted, line)));
            code.invokedynamic(DynamicCallSiteDesc.of(loud ? LAMBDA : made.bootstrapMethod(),
                    made.name().stringValue(), made.typeSymbol(), arguments.toArray(ConstantDesc[]::new)));
        }

        private String site(int line) {
            return LineTable.site(owner.displayName(), line);
        }
    }

    /** The type of a static method that takes the place of the one that is called: the receiver comes first. */
    static MethodTypeDesc asStatic(InvokeInstruction call) {
        return call.opcode() == Opcode.INVOKESTATIC ? call.typeSymbol()
                : call.typeSymbol().insertParameterTypes(0, call.owner().asSymbol());
    }

    private static ClassDesc desc(Class<?> type) {
        return type.describeConstable().orElseThrow();
    }
}
