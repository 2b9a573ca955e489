package javakernel.process;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** That a loop can be stopped must not change what it sees: the memory model is what plain {@code java} shows. */
class MemoryModelTest {
    @TempDir static Path folder;

    @Test void aHotLoopNeverSeesAWriteToAPlainFieldAndSeesOneToAVolatileField() throws Exception {
        // compiled in the foreground: what is hot is compiled before it goes on
        try (var kernel = KernelProcess.start(folder, Map.of("JDK_JAVA_OPTIONS", "-Xbatch"))) {
            kernel.run(
                    """
                            class Flag {
                                boolean plain;
                                volatile boolean seen;
                                long untilPlain(long most) {
                                    long n = 0;
                                    while (!plain && n < most) n++;
                                    return n;
                                }
                                long untilSeen(long most) {
                                    long n = 0;
                                    while (!seen && n < most) n++;
                                    return n;
                                }
                            }
                            void awaitInside(Thread thread, String method) {
                                while (Arrays.stream(thread.getStackTrace()).noneMatch(f -> f.getMethodName().equals(method))) Thread.onSpinWait();
                            }
                            // compiled before it is used: 20,000 calls and 200 million rounds
                            for (int i = 0; i < 20_000; i++) {
                                new Flag().untilPlain(10_000);
                                new Flag().untilSeen(1_000);
                            }
                            var flag = new Flag();
                            """);
            var cell = kernel.run("""
                    var blind = Thread.ofPlatform().name("看不见").start(() -> flag.untilPlain(Long.MAX_VALUE));
                    awaitInside(blind, "untilPlain");
                    flag.plain = true;
                    var seeing = Thread.ofPlatform().name("看得见").start(() -> flag.untilSeen(Long.MAX_VALUE));
                    awaitInside(seeing, "untilSeen");
                    flag.seen = true;
                    seeing.join();
                    blind.join(Duration.ofSeconds(1)) + " " + flag.plain
                    """);
            assertThat(cell.error()).isEmpty();
            assertThat(cell.result()).isEqualTo("false true");
            kernel.request("control", "interrupt_request", Map.of()).awaitEnd();
            cell.await("what was stopped", () -> cell.stderr().contains("看不见"));
            assertThat(cell.stderr()).isEqualTo("stopped: thread 看不见\n");
        }
    }
}
