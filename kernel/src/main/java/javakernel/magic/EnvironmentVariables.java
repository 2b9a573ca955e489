package javakernel.magic;

import java.util.Map;
import javakernel.base.Texts;
import javakernel.base.system.JdkInternals;

/** The environment variables of this process, which the children that it starts inherit. */
public final class EnvironmentVariables {
    private EnvironmentVariables() {}

    /**
     * The JDK has no method for it: behind the map that cannot be changed is one that can. What is opened for that
     * stands in {@code jvm.options}.
     */
    @SuppressWarnings("unchecked") public static void set(String name, String value) throws Failure {
        try {
            var environment = System.getenv();
            ((Map<String, String>) JdkInternals.field(environment.getClass(), "m").get(environment)).put(name, value);
        } catch (ReflectiveOperationException | RuntimeException e) {
            throw new Failure("NotSet", Texts.of("env.fixed", e), Texts.of("env.fixed.mend"));
        }
    }
}
