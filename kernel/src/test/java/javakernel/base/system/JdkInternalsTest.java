package javakernel.base.system;

import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What the kernel uses inside the JDK is there in the one it is tested with. */
class JdkInternalsTest {
    private static class Base {
        private final int hidden = 7;
    }

    private static final class Derived extends Base {}

    @Test void thisJdkLacksNothing() {
        assertThat(JdkInternals.missing()).isEmpty();
    }

    @Test void aFieldIsAlsoFoundWhereItIsInherited() throws ReflectiveOperationException {
        assertThat(JdkInternals.field(Derived.class, "hidden").get(new Derived())).isEqualTo(7);
    }

    @Test void whatIsNotThereIsNamed() {
        assertThatThrownBy(() -> JdkInternals.field(ReentrantLock.class, "nowhere"))
                .isInstanceOf(NoSuchFieldException.class).hasMessageContaining("ReentrantLock.nowhere");
        assertThatThrownBy(() -> JdkInternals.method(ReentrantLock.class, "nowhere"))
                .isInstanceOf(NoSuchMethodException.class);
    }
}
