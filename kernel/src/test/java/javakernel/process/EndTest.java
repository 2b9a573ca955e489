package javakernel.process;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** When the kernel ends, nothing that its cells started goes on, however it is asked to end. */
class EndTest {
    private static final String STARTS_CHILDREN =
            """
                    void spin() {
                        while (true) Thread.onSpinWait();
                    }
                    Thread.ofPlatform().start(() -> spin());
                    var children = List.of(
                            new ProcessBuilder("sleep", "1000").start(),
                            new ProcessBuilder("sh", "-c", "trap '' TERM; echo ready; while :; do sleep 0.1; done").start(),
                            new ProcessBuilder("sh", "-c", "sleep 1000; true").start());
                    children.get(1).inputReader().readLine();
                    var grandchild = Stream.generate(() -> children.get(2).descendants().findFirst()).flatMap(Optional::stream).findFirst().get();
                    IO.println(Stream.concat(children.stream().map(Process::pid), Stream.of(grandchild.pid())).map(String::valueOf).collect(Collectors.joining(" ")));
                    """;

    @TempDir Path folder;

    @Test void shutdownEndsThreadsAndChildrenAndTheirs() throws Exception {
        var kernel = KernelProcess.start(folder);
        var children = children(kernel);
        kernel.close();
        assertGone(children);
    }

    @Test void restartEndsThreadsAndChildrenAndTheirs() throws Exception {
        var kernel = KernelProcess.start(folder);
        var children = children(kernel);
        assertThat(kernel.request("control", "shutdown_request", Map.of("restart", true)).awaitEnd().reply()
                .path("restart").asBoolean()).isTrue();
        kernel.process().onExit().get(10, TimeUnit.SECONDS);
        kernel.close();
        assertGone(children);
    }

    @Test void theSignalToTerminateEndsThreadsAndChildrenAndTheirs() throws Exception {
        var kernel = KernelProcess.start(folder);
        var children = children(kernel);
        kernel.process().destroy();
        kernel.process().onExit().get(10, TimeUnit.SECONDS);
        kernel.close();
        assertGone(children);
    }

    @Test void aCellThatRunsDoesNotHoldUpTheEnd() throws Exception {
        var kernel = KernelProcess.start(folder);
        var children = children(kernel);
        kernel.begin("IO.println(\"begun\"); spin();").awaitStdout("begun");
        kernel.close();
        assertGone(children);
    }

    private static List<ProcessHandle> children(KernelProcess kernel) throws InterruptedException {
        var cell = kernel.run(STARTS_CHILDREN);
        assertThat(cell.error()).isEmpty();
        return Stream.of(cell.stdout().strip().split(" ")).map(Long::parseLong)
                .flatMap(pid -> ProcessHandle.of(pid).stream()).toList();
    }

    private static void assertGone(List<ProcessHandle> children) throws Exception {
        assertThat(children).hasSize(4);
        for (var child : children) child.onExit().get(10, TimeUnit.SECONDS);
    }
}
