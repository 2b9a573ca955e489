package javakernel.engine.woven;

import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.DirectMethodHandleDesc;
import java.lang.constant.DynamicConstantDesc;
import java.lang.constant.MethodHandleDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.invoke.CallSite;
import java.lang.invoke.ConstantCallSite;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.List;
import javakernel.output.CellOfThread;
import javakernel.output.standin.Tasks;
import org.jspecify.annotations.Nullable;

/**
 * Makes the lambdas and method references of the notebook that have to know their cell ({@code Loudness}). As the JDK's
 * {@code LambdaMetafactory} it makes a hidden class for each place in the code; its method begins with turning to the
 * cell and ends with turning back. Methods of hidden classes are in no stack trace, and the field with the ticket is
 * none that reflection shows ({@link Unseen}).
 */
public final class LambdaFactory {
    private static final ClassDesc TASKS = ClassDesc.of(Tasks.class.getName());
    private static final DynamicConstantDesc<MethodHandle> BODY = DynamicConstantDesc.ofNamed(
            ConstantDescs.ofConstantBootstrap(ConstantDescs.CD_MethodHandles, "classData", ConstantDescs.CD_Object),
            ConstantDescs.DEFAULT_NAME, ConstantDescs.CD_MethodHandle);
    private static final DirectMethodHandleDesc START = MethodHandleDesc.ofMethod(DirectMethodHandleDesc.Kind.VIRTUAL,
            Thread.class.describeConstable().orElseThrow(), "start", ConstantDescs.MTD_void);
    private static final MethodHandle TICKET;
    private static final MethodHandle ONE;
    private static final MethodHandle STARTING;

    static {
        Unseen.begin();
        try {
            TICKET = MethodHandles.publicLookup()
                    .findVirtual(Tasks.Maker.class, "ticket", MethodType.methodType(Object.class));
            STARTING = MethodHandles
                    .insertArguments(MethodHandles.publicLookup().findStatic(CellOfThread.class, "starting",
                            MethodType.methodType(void.class, Object.class, String.class)), 1, (String) null)
                    .asType(MethodType.methodType(void.class, Thread.class));
            ONE = MethodHandles.lookup().findVirtual(One.class, "get", MethodType.methodType(Object.class));
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private LambdaFactory() {}

    /**
     * The lambda that captures nothing: as the JDK's it is one object for each place in the code, here also for each
     * cell.
     */
    private static final class One {
        private record Made(@Nullable Object ticket, Object lambda) {}

        private final Tasks.Maker maker;
        private final MethodHandle make;
        private volatile @Nullable Made last;

        One(Tasks.Maker maker, MethodHandle make) {
            this.maker = maker;
            this.make = make.asType(MethodType.methodType(Object.class, Object.class));
        }

        Object get() throws Throwable {
            var ticket = maker.ticket();
            var made = last;
            return made != null && made.ticket == ticket ? made.lambda : make(ticket);
        }

        private synchronized Object make(@Nullable Object ticket) throws Throwable {
            if (last == null || last.ticket != ticket) last = new Made(ticket, (Object) make.invokeExact(ticket));
            return last.lambda;
        }
    }

    /**
     * Links a place where a lambda is made. Called by the JVM, for woven code; the arguments up to {@code instantiated}
     * are those of {@code LambdaMetafactory}.
     *
     * @param site where the lambda is handed over at once to be run by others; empty when it is not
     */
    public static CallSite bootstrap(MethodHandles.Lookup caller, String method, MethodType made, MethodType erased,
            MethodHandle body, MethodType instantiated, String site) throws ReflectiveOperationException {
        var captured = made.parameterList();
        var whole = told(body).asFixedArity().asType(instantiated.insertParameterTypes(0, captured))
                .asType(erased.insertParameterTypes(0, captured));
        var type = caller.defineHiddenClassWithClassData(bytes(caller.lookupClass(), method, made, erased), whole,
                true, MethodHandles.Lookup.ClassOption.NESTMATE);
        var constructor = type.findConstructor(type.lookupClass(), made.changeReturnType(void.class));
        var maker = new Tasks.Maker(site);
        var set = type.findSetter(type.lookupClass(), Tasks.TICKET, Object.class);
        var itself = MethodHandles.identity(type.lookupClass());
        if (captured.isEmpty()) {
            var given = MethodHandles.foldArguments(MethodHandles.dropArguments(itself, 1, Object.class), set);
            var one = new One(maker, MethodHandles.collectArguments(given, 0, constructor));
            return new ConstantCallSite(ONE.bindTo(one).asType(made));
        }
        var given = MethodHandles.foldArguments(itself, MethodHandles.collectArguments(set, 1, TICKET.bindTo(maker)));
        return new ConstantCallSite(MethodHandles.filterReturnValue(constructor, given).asType(made));
    }

    /** {@code Thread::start}: whose output that will be is told before it; such a handle is in no stack trace. */
    private static MethodHandle told(MethodHandle body) {
        if (body.describeConstable().filter(START::equals).isEmpty()) return body;
        return MethodHandles.foldArguments(body, STARTING);
    }

    public static boolean isStart(DirectMethodHandleDesc body) {
        return body.equals(START);
    }

    private static byte[] bytes(Class<?> caller, String method, MethodType made, MethodType erased) {
        var type = ClassDesc.ofInternalName(caller.getName().replace('.', '/') + "$$Lambda");
        var captured = made.parameterList().stream().map(LambdaFactory::desc).toList();
        return ClassFile.of().build(type, builder -> {
            builder.withFlags(ClassFile.ACC_FINAL | ClassFile.ACC_SUPER | ClassFile.ACC_SYNTHETIC)
                    .withInterfaceSymbols(desc(made.returnType()));
            for (int i = 0; i < captured.size(); i++) {
                builder.withField("arg$" + (i + 1), captured.get(i), ClassFile.ACC_PRIVATE | ClassFile.ACC_FINAL);
            }
            builder.withField(Tasks.TICKET, ConstantDescs.CD_Object, ClassFile.ACC_PRIVATE | ClassFile.ACC_SYNTHETIC);
            constructor(builder, type, captured);
            builder.withMethodBody(method, erased.describeConstable().orElseThrow(), ClassFile.ACC_PUBLIC,
                    code -> body(code, type, captured, erased));
        });
    }

    private static void constructor(ClassBuilder builder, ClassDesc type, List<ClassDesc> captured) {
        var constructor = MethodTypeDesc.of(ConstantDescs.CD_void, captured);
        builder.withMethodBody(ConstantDescs.INIT_NAME, constructor, ClassFile.ACC_PRIVATE, code -> {
            code.aload(0).invokespecial(ConstantDescs.CD_Object, ConstantDescs.INIT_NAME, ConstantDescs.MTD_void);
            for (int i = 0; i < captured.size(); i++) {
                code.aload(0).loadLocal(TypeKind.from(captured.get(i)), code.parameterSlot(i))
                        .putfield(type, "arg$" + (i + 1), captured.get(i));
            }
            code.return_();
        });
    }

    private static void body(CodeBuilder code, ClassDesc type, List<ClassDesc> captured, MethodType erased) {
        var result = TypeKind.from(desc(erased.returnType()));
        int ticket = code.allocateLocal(TypeKind.REFERENCE);
        int begun = code.allocateLocal(TypeKind.REFERENCE);
        int returned = code.allocateLocal(result == TypeKind.VOID ? TypeKind.INT : result);
        code.aload(0).getfield(type, Tasks.TICKET, ConstantDescs.CD_Object).dup().astore(ticket)
                .invokestatic(TASKS, "begin", MethodTypeDesc.of(ConstantDescs.CD_Object, ConstantDescs.CD_Object))
                .astore(begun);
        code.trying(within -> {
            within.ldc(BODY);
            for (int i = 0; i < captured.size(); i++) within.aload(0).getfield(type, "arg$" + (i + 1), captured.get(i));
            for (int i = 0; i < erased.parameterCount(); i++) {
                within.loadLocal(TypeKind.from(desc(erased.parameterType(i))), within.parameterSlot(i));
            }
            within.invokevirtual(ConstantDescs.CD_MethodHandle, "invokeExact",
                    erased.describeConstable().orElseThrow()
                            .insertParameterTypes(0, captured.toArray(ClassDesc[]::new)));
            if (result != TypeKind.VOID) within.storeLocal(result, returned);
        }, failing -> failing.catchingAll(thrown -> {
            int exception = thrown.allocateLocal(TypeKind.REFERENCE);
            thrown.astore(exception).aload(begun).aload(ticket).aload(exception)
                    .invokestatic(TASKS, "fail", MethodTypeDesc.of(ConstantDescs.CD_void, ConstantDescs.CD_Object,
                            ConstantDescs.CD_Object, ConstantDescs.CD_Throwable))
                    .aload(exception).athrow();
        }));
        code.aload(begun).invokestatic(TASKS, "end", MethodTypeDesc.of(ConstantDescs.CD_void, ConstantDescs.CD_Object));
        if (result != TypeKind.VOID) code.loadLocal(result, returned);
        code.return_(result);
    }

    private static ClassDesc desc(Class<?> type) {
        return type.describeConstable().orElseThrow();
    }
}
