package javakernel.base.system;

import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Fields and methods inside the JDK, for what it has no public way. {@code jvm.options} opens their packages. Where a
 * JDK lacks one, what needs it is not had, and the rest works: {@link #missing} tells at the kernel's start. Any thread
 * may call it.
 */
public final class JdkInternals {
    /** Members by class: what would be missed without them. */
    private static final Map<String, List<String>> NEEDED = Map.ofEntries(
            needed("java.lang.Thread", "inheritableThreadLocals", "holder"),
            needed("java.lang.Thread$FieldHolder", "task"),
            needed("java.lang.IO", "br"),
            needed("java.io.FileDescriptor", "fd", "closed", "parent", "otherParents"),
            needed("java.util.Collections$UnmodifiableMap", "m"),
            needed("java.util.TimerThread", "queue", "newTasksMayBeScheduled"),
            needed("java.util.TaskQueue", "clear"),
            needed("java.util.concurrent.ThreadPoolExecutor$Worker", "this$0"),
            needed("java.util.concurrent.locks.ReentrantLock", "sync"),
            needed("java.util.concurrent.locks.AbstractOwnableSynchronizer", "getExclusiveOwnerThread"),
            needed("java.lang.VirtualThread", "state", "compareAndSetState", "setState", "submitRunContinuation"),
            needed("jdk.internal.vm.ThreadSnapshot", "of", "threadState", "stackTrace", "blockedOn"),
            needed("java.lang.ApplicationShutdownHooks", "runHooks"),
            needed("java.io.DeleteOnExitHook", "runHooks"));

    private JdkInternals() {}

    private static Map.Entry<String, List<String>> needed(String type, String... members) {
        return Map.entry(type, List.of(members));
    }

    /**
     * A field of {@code type} or of what it extends, which can be read and written.
     *
     * @throws NoSuchFieldException where this JDK has none of that name
     */
    public static Field field(Class<?> type, String name) throws NoSuchFieldException {
        for (var t = type; t != null; t = t.getSuperclass()) {
            var found = Arrays.stream(t.getDeclaredFields()).filter(f -> f.getName().equals(name)).findFirst();
            if (found.isPresent()) {
                found.get().setAccessible(true);
                return found.get();
            }
        }
        throw new NoSuchFieldException(type.getName() + "." + name);
    }

    /**
     * A method that {@code type} declares, which can be called.
     *
     * @throws NoSuchMethodException where this JDK has none of that name
     */
    public static Method method(Class<?> type, String name, Class<?>... parameters) throws NoSuchMethodException {
        var method = type.getDeclaredMethod(name, parameters);
        method.setAccessible(true);
        return method;
    }

    /** What this JDK lacks of all that the kernel uses, as {@code class.member}; of the JDK it is made for, nothing. */
    public static List<String> missing() {
        var missing = new ArrayList<String>();
        NEEDED.forEach((type, members) -> {
            for (var member : members) if (!has(type, member)) missing.add(type + "." + member);
        });
        return missing.stream().sorted().toList();
    }

    private static boolean has(String type, String member) {
        try {
            var found = Class.forName(type, false, null);
            return Arrays.stream(found.getDeclaredFields()).anyMatch(f -> f.getName().equals(member))
                    || Arrays.stream(found.getDeclaredMethods()).anyMatch(m -> m.getName().equals(member));
        } catch (ClassNotFoundException | LinkageError e) {
            return false;
        }
    }
}
