package javakernel;

import java.time.Duration;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ParentProcessTest {
    private static final Map<String, String> SERVER = Map.of("JPY_PARENT_PID", "77");

    private final CountDownLatch ended = new CountDownLatch(1);

    /** A system whose answers change when they have been asked for some times. */
    private final class System implements ParentProcess.Processes {
        private final AtomicInteger asked = new AtomicInteger();
        private final CountDownLatch often = new CountDownLatch(20);
        private final OptionalLong parent;
        private final OptionalLong parentLater;
        private final boolean aliveLater;

        System(OptionalLong parent, OptionalLong parentLater, boolean aliveLater) {
            this.parent = parent;
            this.parentLater = parentLater;
            this.aliveLater = aliveLater;
        }

        @Override public OptionalLong parent() {
            often.countDown();
            return asked.getAndIncrement() < 5 ? parent : parentLater;
        }

        @Override public boolean isAlive(long pid) {
            assertThat(pid).isEqualTo(77);
            often.countDown();
            return asked.getAndIncrement() < 5 || aliveLater;
        }
    }

    private void watch(Map<String, String> environment, System system) {
        ParentProcess.watch(environment, system, Duration.ofMillis(1), ended::countDown);
    }

    private void assertEnds() throws InterruptedException {
        assertThat(ended.await(30, TimeUnit.SECONDS)).isTrue();
    }

    @Test void aKernelEndsWhenAnotherProcessHasBecomeItsParent() throws Exception {
        watch(SERVER, new System(OptionalLong.of(77), OptionalLong.of(1), true));
        assertEnds();
    }

    @Test void aKernelThatSomethingBetweenHasStartedEndsWhenTheServerIsGone() throws Exception {
        watch(SERVER, new System(OptionalLong.of(5), OptionalLong.of(5), false));
        assertEnds();
    }

    @Test void whereTheSystemTellsNoParentTheServersPidIsAskedFor() throws Exception {
        watch(SERVER, new System(OptionalLong.empty(), OptionalLong.empty(), false));
        assertEnds();
    }

    @Test void aServerThatLivesEndsNothing() throws Exception {
        var system = new System(OptionalLong.of(77), OptionalLong.of(77), true);
        watch(SERVER, system);
        assertThat(system.often.await(30, TimeUnit.SECONDS)).isTrue();
        assertThat(ended.getCount()).isEqualTo(1);
    }

    @Test void withoutAServerAndWithOneThatIsNoPidNobodyIsWatched() {
        var system = new System(OptionalLong.of(77), OptionalLong.of(1), false);
        watch(Map.of(), system);
        watch(Map.of("JPY_PARENT_PID", ""), system);
        watch(Map.of("JPY_PARENT_PID", "?"), system);
        assertThat(system.asked.get()).isZero();
    }
}
