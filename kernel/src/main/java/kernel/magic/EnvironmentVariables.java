package kernel.magic;

import java.util.Map;
import kernel.protocol.Texts;

/** The environment variables of this process, which the children that it starts inherit. */
final class EnvironmentVariables {
    private EnvironmentVariables() { }

    /** The JDK has no method for it: behind the map that cannot be changed is one that can. What is opened for that stands in {@code jvm.options}. */
    @SuppressWarnings("unchecked")
    static void set(String name, String value) throws Failure {
        try {
            var environment = System.getenv();
            var inner = environment.getClass().getDeclaredField("m");
            inner.setAccessible(true);
            ((Map<String, String>) inner.get(environment)).put(name, value);
        } catch (ReflectiveOperationException | RuntimeException e) {
            throw new Failure("NotSet", Texts.of("env.fixed", e), Texts.of("env.fixed.mend"));
        }
    }
}
