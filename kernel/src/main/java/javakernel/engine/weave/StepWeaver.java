package javakernel.engine.weave;

import java.lang.classfile.ClassModel;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.Instruction;
import java.lang.classfile.Label;
import java.lang.classfile.MethodModel;
import java.lang.classfile.Opcode;
import java.lang.classfile.TypeKind;
import java.lang.classfile.instruction.FieldInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.classfile.instruction.LabelTarget;
import java.lang.classfile.instruction.LineNumber;
import java.lang.classfile.instruction.LoadInstruction;
import java.lang.classfile.instruction.LocalVariable;
import java.lang.classfile.instruction.MonitorInstruction;
import java.lang.classfile.instruction.ReturnInstruction;
import java.lang.classfile.instruction.StackInstruction;
import java.lang.classfile.instruction.StoreInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.DirectMethodHandleDesc;
import java.lang.constant.DynamicCallSiteDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.reflect.AccessFlag;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import javakernel.engine.source.LineTable;
import javakernel.engine.woven.LockEvents;
import org.jspecify.annotations.Nullable;

/**
 * Weaves {@link LockEvents} into one method body: around monitors, locks and semaphores, and around calls that may
 * wait.
 */
final class StepWeaver implements CodeTransform {
    private static final DirectMethodHandleDesc STEP = ConstantDescs.ofCallsiteBootstrap(
            ClassDesc.of(LockEvents.class.getName()), "bootstrap", ConstantDescs.CD_CallSite);
    private static final MethodTypeDesc ON_AT =
            MethodTypeDesc.of(ConstantDescs.CD_void, ConstantDescs.CD_Object, ConstantDescs.CD_String);
    private static final MethodTypeDesc TRIED = ON_AT.insertParameterTypes(0, ConstantDescs.CD_boolean)
            .changeReturnType(ConstantDescs.CD_boolean);

    // each matches owner.name(types)result
    private static final String LOCK =
            "java/util/concurrent/(?:locks/(?:Lock|ReentrantLock|ReentrantReadWriteLock\\$(?:Read|Write)Lock)|Semaphore)\\.";
    private static final Pattern GETS =
            Pattern.compile(LOCK + "(?:lock|lockInterruptibly|acquire|acquireUninterruptibly)\\(.*");
    private static final Pattern TRIES = Pattern.compile(LOCK + "(?:tryLock|tryAcquire)\\(.*");
    private static final Pattern FREES = Pattern.compile(LOCK + "(?:unlock|release)\\(.*");
    private static final Pattern WAITS = Pattern.compile(String.join("|",
            "java/lang/(?:Thread\\.(?:join|sleep)|Object\\.wait|Process\\.waitFor)\\(.*",
            "java/util/concurrent/(?:\\w*Queue|\\w*Deque)\\.(?:put|take|transfer)\\w*\\(.*",
            "java/util/concurrent/(?:\\w*Queue|\\w*Deque)\\.(?:poll|offer|tryTransfer)\\w*\\(.*TimeUnit;\\).*",
            "java/util/concurrent/(?:\\w*Future|\\w*Task|Recursive\\w+)\\.(?:get|join)\\(.*",
            "java/util/concurrent/\\w*(?:Executor|ExecutorService|Pool|Scope)\\.(?:close|awaitTermination|awaitQuiescence|invoke|invokeAll|invokeAny|join)\\(.*",
            "java/util/concurrent/(?:locks/\\w+|\\w+)\\.(?:await\\w*|arriveAndAwait\\w+|exchange|park\\w*)\\(.*",
            "java/io/(?:\\w*Reader|\\w*InputStream)\\.read\\w*\\(.*",
            "java/util/Scanner\\.(?:has)?[nN]ext\\w*\\(.*",
            "java/lang/IO\\.readln\\(.*",
            "java/n(?:et/ServerSocket\\.accept|io/channels/\\w+\\.(?:accept|connect|read|lock|select))\\(.*"));

    private final @Nullable LineTable lines;
    private final String className;
    private final List<LocalVariable> variables;
    private final Map<Integer, String> locals = new HashMap<>(); // by slot, the names of those in scope
    private final boolean isSynchronized;
    private final boolean isStatic;
    private final ClassDesc owner;
    private final String method;
    private int line;
    private String loaded = ""; // the variable that lies on top of the stack, if one does
    private @Nullable Label start;
    private int monitor; // the local variable of the one that was entered last
    private @Nullable String entered; // where, until it is told

    StepWeaver(ClassModel model, MethodModel method, @Nullable LineTable lines) {
        this.lines = lines;
        owner = model.thisClass().asSymbol();
        className = model.thisClass().asInternalName().replace('/', '.');
        isSynchronized = method.flags().has(AccessFlag.SYNCHRONIZED);
        isStatic = method.flags().has(AccessFlag.STATIC);
        this.method = method.methodName().stringValue();
        variables = method.code().stream().flatMap(c -> c.elementStream())
                .mapMulti((CodeElement e, Consumer<LocalVariable> found) -> {
                    if (e instanceof LocalVariable v) found.accept(v);
                }).toList();
    }

    @Override public void atStart(CodeBuilder code) {
        if (!isSynchronized) return;
        synchronizedMethod(code, "got");
        start = code.newBoundLabel();
    }

    @Override public void atEnd(CodeBuilder code) {
        if (!isSynchronized) return;
        var end = code.newBoundLabel();
        code.exceptionCatchAll(start, end, end);
        synchronizedMethod(code, "free");
        code.athrow();
    }

    private void synchronizedMethod(CodeBuilder code, String step) {
        if (isStatic) code.loadConstant(owner);
        else code.aload(0);
        step(code, step, site("synchronized", method));
    }

    @Override public void accept(CodeBuilder code, CodeElement element) {
        if (entered != null && element instanceof Instruction) {
            // here the compiler's own handler has begun, which leaves the monitor: the JIT does not compile a method
            // that could end without that
            step(code.aload(monitor), "got", entered);
            entered = null;
        }
        switch (element) {
            case MonitorInstruction m when m.opcode() == Opcode.MONITORENTER -> enter(code, m);
            case MonitorInstruction m -> {
                step(code.dup(), "free", site("synchronized", ""));
                code.with(m);
            }
            case InvokeInstruction call -> call(code, call,
                    call.owner().asInternalName() + "." + call.name().stringValue() + call.type().stringValue());
            case ReturnInstruction r when isSynchronized -> {
                synchronizedMethod(code, "free");
                code.with(r);
            }
            default -> code.with(element);
        }
        switch (element) {
            case LineNumber l -> line = lines == null ? l.line() : lines.numbers().getOrDefault(l.line(), line);
            case LabelTarget target -> {
                variables.stream().filter(v -> v.endScope().equals(target.label()))
                        .forEach(v -> locals.remove(v.slot()));
                variables.stream().filter(v -> v.startScope().equals(target.label()))
                        .forEach(v -> locals.put(v.slot(), v.name().stringValue()));
            }
            case FieldInstruction f -> loaded = f.name().stringValue();
            case LoadInstruction l -> loaded = locals.getOrDefault(l.slot(), "");
            // before a monitor is entered, it is put aside for its exit
            case StackInstruction s when s.opcode() == Opcode.DUP -> {}
            case StoreInstruction s -> {}
            case Instruction i -> loaded = "";
            default -> {}
        }
    }

    private void enter(CodeBuilder code, MonitorInstruction instruction) {
        entered = site("synchronized", loaded);
        monitor = code.allocateLocal(TypeKind.REFERENCE);
        step(code.dup().dup().astore(monitor), "want", entered);
        // on the same line: of a thread that is blocked here the JDK tells the instruction after
        code.with(instruction).nop();
    }

    private void call(CodeBuilder code, InvokeInstruction call, String what) {
        boolean gets = GETS.matcher(what).matches();
        boolean tries = TRIES.matcher(what).matches();
        boolean frees = FREES.matcher(what).matches();
        if (call.opcode() == Opcode.INVOKESPECIAL || !(gets || tries || frees || WAITS.matcher(what).matches())) {
            code.with(call); // super.lock() and the like: whoever calls the notebook's own lock is woven
            return;
        }
        var parameters = call.typeSymbol().parameterList();
        var site = site(call.name().stringValue(), parameters.isEmpty() ? loaded : "");
        if (call.opcode() == Opcode.INVOKESTATIC) {
            step(code.aconst_null(), "enter", site);
            step(code.with(call).aconst_null(), "leave", site);
            return;
        }
        // the arguments lie on the stack, above what is called: they are put aside
        var slots = parameters.stream().mapToInt(p -> code.allocateLocal(TypeKind.from(p))).toArray();
        for (int i = slots.length - 1; i >= 0; i--) code.storeLocal(TypeKind.from(parameters.get(i)), slots[i]);
        step(code.dup(), gets || tries ? "want" : frees ? "free" : "enter", site);
        if (gets || tries) code.dup();
        for (int i = 0; i < slots.length; i++) code.loadLocal(TypeKind.from(parameters.get(i)), slots[i]);
        code.with(call);
        if (gets) step(code, "got", site);
        else if (tries) step(code.swap(), "tried", TRIED, site);
        else if (!frees) step(code.aconst_null(), "leave", site);
    }

    private static void step(CodeBuilder code, String step, String site) {
        step(code, step, ON_AT, site);
    }

    private static void step(CodeBuilder code, String step, MethodTypeDesc type, String site) {
        code.loadConstant(site).invokedynamic(DynamicCallSiteDesc.of(STEP, step, type));
    }

    private String site(String method, String variable) {
        return String.join(":", className, String.valueOf(line), method, variable);
    }
}
