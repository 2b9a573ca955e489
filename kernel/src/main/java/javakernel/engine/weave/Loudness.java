package javakernel.engine.weave;

import java.lang.classfile.ClassModel;
import java.lang.classfile.CodeElement;
import java.lang.classfile.Label;
import java.lang.classfile.MethodModel;
import java.lang.classfile.Opcode;
import java.lang.classfile.instruction.ArrayLoadInstruction;
import java.lang.classfile.instruction.ArrayStoreInstruction;
import java.lang.classfile.instruction.BranchInstruction;
import java.lang.classfile.instruction.FieldInstruction;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.classfile.instruction.LabelTarget;
import java.lang.classfile.instruction.MonitorInstruction;
import java.lang.classfile.instruction.OperatorInstruction;
import java.lang.classfile.instruction.ThrowInstruction;
import java.lang.classfile.instruction.TypeCheckInstruction;
import java.lang.constant.ConstantDescs;
import java.lang.constant.DirectMethodHandleDesc;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * Tells which methods have to know their cell: those that may print, start something, wait, loop or call what is not
 * known. The others, like {@code x -> x + 1}, are quiet: it is all the same which cell they work for, and nothing is
 * woven into them that would make them slower.
 */
final class Loudness {
    private static final Pattern QUIET = Pattern.compile(String.join("|",
            "java/lang/System\\.(?:nanoTime|currentTimeMillis|identityHashCode|arraycopy|lineSeparator)",
            "java/lang/Object\\.(?!wait|notify).*",
            "java/lang/(?!Thread|Process|Runtime\\.|IO\\.|System\\.|Object\\.|Runnable\\.|AutoCloseable\\.|Module|Class)\\w+\\..*",
            "java/util/(?!Timer|Scanner|ServiceLoader)[\\w$]+\\..*",
            "java/util/(?:stream|regex)/.*", "java/(?:math|time|text)/.*",
            "java/util/concurrent/(?:atomic/|Concurrent|CopyOnWrite|ThreadLocalRandom).*",
            "java/util/concurrent/(?:Recursive\\w+|ForkJoinTask)\\.(?:fork|join|invokeAll|<init>)",
            "java/util/concurrent/TimeUnit\\.to\\w+", "\\[.*"));
    private static final Set<String> QUIET_BOOTSTRAPS = Set.of("java/lang/invoke/StringConcatFactory",
            "java/lang/runtime/ObjectMethods", "java/lang/runtime/SwitchBootstraps");
    private static final Pattern CANNOT_FAIL =
            Pattern.compile("java/lang/(?:Integer|Long|Double|Float|Short|Byte|Character|Boolean)\\.valueOf\\(.\\).*");

    private final Function<String, Optional<ClassModel>> notebook;
    private final Map<String, Boolean> found = new ConcurrentHashMap<>(); // by class, name and type

    private final boolean recursionIsLoud;

    /**
     * @param notebook        the notebook's class of that internal name, empty when it is none of its
     * @param recursionIsLoud whether a method has to know its cell for no more than that it calls itself
     */
    Loudness(Function<String, Optional<ClassModel>> notebook, boolean recursionIsLoud) {
        this.notebook = notebook;
        this.recursionIsLoud = recursionIsLoud;
    }

    /** Whether a lambda whose body is that method, or a reference to that method, has to know its cell. */
    boolean isLoud(DirectMethodHandleDesc method) {
        return isLoud(method, new HashSet<>());
    }

    private boolean isLoud(DirectMethodHandleDesc method, Set<String> asked) {
        boolean constructs = method.kind() == DirectMethodHandleDesc.Kind.CONSTRUCTOR;
        return isLoud(internal(method), constructs ? ConstantDescs.INIT_NAME : method.methodName(),
                method.lookupDescriptor(), asked);
    }

    boolean isLoud(ClassModel owner, MethodModel method) {
        return isLoud(owner.thisClass().asInternalName(), method.methodName().stringValue(),
                method.methodType().stringValue(), new HashSet<>());
    }

    /** Whether the body of a lambda may fail: where it is a task, it is told where that was handed over. */
    boolean mayFail(DirectMethodHandleDesc method) {
        return find(internal(method), method.methodName(), method.lookupDescriptor()).flatMap(MethodModel::code)
                .map(code -> code.elementStream().anyMatch(Loudness::mayFail)).orElse(true);
    }

    private static boolean mayFail(CodeElement element) {
        return switch (element) {
            case InvokeInstruction call -> !CANNOT_FAIL.matcher(name(call) + call.type().stringValue()).matches();
            case InvokeDynamicInstruction _,ArrayLoadInstruction _,ArrayStoreInstruction _,ThrowInstruction _,TypeCheckInstruction _ -> true;
            case FieldInstruction field -> field.opcode() == Opcode.GETFIELD || field.opcode() == Opcode.PUTFIELD;
            case OperatorInstruction operator -> switch (operator.opcode()) {
                case IDIV, LDIV, IREM, LREM, ARRAYLENGTH -> true;
                default -> false;
            };
            default -> false;
        };
    }

    /** @param asked the methods that lead there: what comes back to one of them loops */
    private boolean isLoud(String owner, String name, String type, Set<String> asked) {
        var model = notebook.apply(owner);
        if (model.isEmpty()) return !QUIET.matcher(owner + "." + name).matches();
        var key = owner + "." + name + type;
        var known = found.get(key);
        if (known != null) return known;
        if (!asked.add(key)) return recursionIsLoud;
        var method = find(owner, name, type);
        boolean loud = method.isPresent() ? method.get().code().map(code -> isLoud(code, asked)).orElse(true)
                : isLoud(model.get().superclass().map(s -> s.asInternalName()).orElse("java/lang/Object"), name, type,
                        asked);
        found.put(key, loud);
        return loud;
    }

    private Optional<MethodModel> find(String owner, String name, String type) {
        return notebook.apply(owner).flatMap(m -> m.methods().stream()
                .filter(x -> x.methodName().equalsString(name) && x.methodType().equalsString(type)).findFirst());
    }

    private boolean isLoud(Iterable<CodeElement> code, Set<String> asked) {
        var seen = new HashSet<Label>();
        for (var element : code) {
            boolean loud = switch (element) {
                case LabelTarget target -> {
                    seen.add(target.label());
                    yield false;
                }
                case BranchInstruction branch -> seen.contains(branch.target());
                case MonitorInstruction _ -> true;
                case FieldInstruction field -> field.owner().asInternalName().equals("java/lang/System");
                case InvokeInstruction call -> isLoud(call.owner().asInternalName(), call.name().stringValue(),
                        call.type().stringValue(), asked);
                case InvokeDynamicInstruction call -> makesLoud(call, asked);
                default -> false;
            };
            if (loud) return true;
        }
        return false;
    }

    private boolean makesLoud(InvokeDynamicInstruction call, Set<String> asked) {
        if (QUIET_BOOTSTRAPS.contains(internal(call.bootstrapMethod()))) return false;
        return call.bootstrapArgs().size() < 2 || !(call.bootstrapArgs().get(1) instanceof DirectMethodHandleDesc body)
                || isLoud(body, asked);
    }

    private static String internal(DirectMethodHandleDesc method) {
        var owner = method.owner().descriptorString();
        return method.owner().isArray() ? owner : owner.substring(1, owner.length() - 1);
    }

    private static String name(InvokeInstruction call) {
        return call.owner().asInternalName() + "." + call.name().stringValue();
    }
}
