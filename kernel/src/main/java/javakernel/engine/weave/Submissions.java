package javakernel.engine.weave;

import java.lang.classfile.CodeElement;
import java.lang.classfile.Instruction;
import java.lang.classfile.Label;
import java.lang.classfile.Opcode;
import java.lang.classfile.instruction.BranchInstruction;
import java.lang.classfile.instruction.ConstantInstruction;
import java.lang.classfile.instruction.FieldInstruction;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.classfile.instruction.LabelTarget;
import java.lang.classfile.instruction.LineNumber;
import java.lang.classfile.instruction.LoadInstruction;
import java.lang.classfile.instruction.TypeCheckInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.DirectMethodHandleDesc;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TimerTask;
import java.util.concurrent.Callable;
import java.util.concurrent.ForkJoinTask;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where one method hands tasks over to the JDK, which has them run by other threads. A lambda that is made as an
 * argument of such a call is known to be a task from the beginning; other arguments are told of when the call is made.
 */
final class Submissions {
    private static final Pattern OWNERS = Pattern.compile(
            "java/util/(?:Timer|concurrent/(?:\\w*Executor\\w*|ForkJoinPool|CompletableFuture|CompletionS\\w+|StructuredTaskScope))");
    private static final Set<ClassDesc> TASKS = Stream.of(Runnable.class, Callable.class, Supplier.class,
            Consumer.class, BiConsumer.class, Function.class, BiFunction.class, TimerTask.class, ForkJoinTask.class)
            .map(c -> c.describeConstable().orElseThrow()).collect(Collectors.toSet());
    private static final ClassDesc COLLECTION = Collection.class.describeConstable().orElseThrow();
    private static final String LAMBDAS = "Ljava/lang/invoke/LambdaMetafactory;";

    // lambdas that are made as arguments, to the line of the call
    private final Map<Integer, Integer> direct = new HashMap<>();
    // calls, to the arguments that are such lambdas
    private final Map<Integer, Set<Integer>> known = new HashMap<>();
    private int lambdas;
    private int calls;

    // while the method is read; lambdas and calls are counted from 0
    // its upper end, as far as it is known: the lambdas, null for other values
    private final List<@Nullable Integer> stack = new ArrayList<>();
    private final Set<Label> targets = new HashSet<>(); // where ways meet
    private int line;

    Submissions(Iterable<CodeElement> code) {
        for (var element : code) read(element);
        lambdas = 0;
        calls = 0;
    }

    // ---- the method is read ----

    private void read(CodeElement element) {
        switch (element) {
            case LineNumber number -> line = number.line();
            case ConstantInstruction _ -> stack.add(null);
            case LoadInstruction _ -> stack.add(null);
            case FieldInstruction field when field.opcode() == Opcode.GETSTATIC -> stack.add(null);
            case FieldInstruction field when field.opcode() == Opcode.GETFIELD -> replace(1, field.typeSymbol(), null);
            case TypeCheckInstruction _ -> {}
            case InvokeInstruction call -> {
                if (isSubmission(call)) submitted(call);
                int receiver = call.opcode() == Opcode.INVOKESTATIC ? 0 : 1;
                replace(call.typeSymbol().parameterCount() + receiver, call.typeSymbol().returnType(), null);
            }
            case InvokeDynamicInstruction call -> replace(call.typeSymbol().parameterCount(),
                    call.typeSymbol().returnType(), isLambda(call) ? lambdas++ : null);
            case LabelTarget target -> {
                if (targets.contains(target.label())) stack.clear();
            }
            case BranchInstruction branch -> {
                targets.add(branch.target());
                stack.clear();
            }
            case Instruction _ -> stack.clear();
            default -> {}
        }
    }

    private void replace(int count, ClassDesc result, @Nullable Integer lambda) {
        if (count > stack.size()) stack.clear();
        else stack.subList(stack.size() - count, stack.size()).clear();
        if (!result.equals(ConstantDescs.CD_void)) stack.add(lambda);
    }

    private void submitted(InvokeInstruction call) {
        var types = call.typeSymbol().parameterList();
        var arguments = new HashSet<Integer>();
        int below = stack.size() - types.size();
        for (int i = 0; i < types.size() && below >= 0; i++) {
            if (TASKS.contains(types.get(i)) && stack.get(below + i) instanceof Integer lambda) {
                direct.put(lambda, line);
                arguments.add(i);
            }
        }
        known.put(calls++, arguments);
    }

    private static boolean isSubmission(InvokeInstruction call) {
        return OWNERS.matcher(call.owner().asInternalName()).matches()
                && !call.name().equalsString(ConstantDescs.INIT_NAME)
                && call.typeSymbol().parameterList().stream().anyMatch(type -> isTask(call, type));
    }

    private static boolean isTask(InvokeInstruction call, ClassDesc parameter) {
        return TASKS.contains(parameter)
                || parameter.equals(COLLECTION) && call.name().stringValue().startsWith("invoke");
    }

    /**
     * Whether the instruction makes a lambda that nothing but its own type is asked of: one that can be serialized, or
     * is of further types, is not told of.
     */
    static boolean isLambda(InvokeDynamicInstruction call) {
        DirectMethodHandleDesc maker = call.bootstrapMethod();
        return maker.owner().descriptorString().equals(LAMBDAS) && maker.methodName().equals("metafactory");
    }

    // ---- and written, in the same order ----

    /** The next lambda's call: the compiler's line of the call that it is an argument of; -1 when there is none. */
    int nextLambda() {
        return direct.getOrDefault(lambdas++, -1);
    }

    /** The arguments of the next call that have to be told of; none when it hands nothing over. */
    Set<Integer> toTell(InvokeInstruction call) {
        if (!isSubmission(call)) return Set.of();
        var types = call.typeSymbol().parameterList();
        var told = known.getOrDefault(calls++, Set.of());
        return Stream.iterate(0, i -> i + 1).limit(types.size())
                .filter(i -> isTask(call, types.get(i)) && !told.contains(i)).collect(Collectors.toSet());
    }
}
