package kernel.magic;

import java.io.File;
import java.io.IOException;
import java.util.List;
import kernel.engine.Result;
import kernel.engine.TimeLimit;
import kernel.output.Processes;

/** {@code !command} and {@code %%sh}: the system's shell, as a child process of the cell. */
final class Shell implements Magic {
    private static final boolean WINDOWS = File.separatorChar == '\\';
    private static final File NOTHING = new File(WINDOWS ? "NUL" : "/dev/null");

    private final Folder folder;
    private final TimeLimit timeLimit;

    Shell(Folder folder, TimeLimit timeLimit) {
        this.folder = folder;
        this.timeLimit = timeLimit;
    }

    @Override public List<String> names() {
        return List.of("!", "%%sh", "%%bash");
    }

    @Override public String summary() {
        return "runs a command, or the cell, in the system's shell";
    }

    @Override public String usage() {
        return """
                !ls -l
                %%sh
                for i in 1 2 3; do echo $i; done
                What it prints appears under the cell; its input is empty; the interrupt ends it. An exit code other than 0 is shown, and is an
                error of a cell of %%sh. It runs in the folder of %cd. A line that is a Java condition, such as !done, stays Java.""";
    }

    @Override public Result run(Call call) throws Failure, IOException, InterruptedException {
        var script = call.isCell() ? call.text() : call.arguments();
        if (script.isBlank()) throw Failure.usage(call, "needs a command", "!ls -l");
        var shell = WINDOWS ? List.of("cmd", "/c") : List.of(call.name().equals("%%bash") ? "bash" : "sh", "-c");
        int code;
        try (var _ = timeLimit.begin()) {
            code = Processes.start(new ProcessBuilder(List.of(shell.get(0), shell.get(1), script)).directory(folder.current().toFile())
                    .inheritIO().redirectInput(NOTHING)).waitFor();
        }
        if (code != 0 && call.isCell()) throw new Failure("ExitCode", shell.getFirst() + " ended with exit code " + code, "What it printed stands above.");
        if (code != 0) call.cell().err().println("exit code " + code);
        return new Result.Done(null);
    }

    @Override public List<String> complete(String arguments) {
        return folder.complete(arguments.substring(arguments.lastIndexOf(' ') + 1));
    }
}
