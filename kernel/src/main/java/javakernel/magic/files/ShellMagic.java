package javakernel.magic.files;

import java.io.File;
import java.io.IOException;
import java.util.List;
import javakernel.base.Texts;
import javakernel.engine.threads.TimeLimit;
import javakernel.magic.Failure;
import javakernel.magic.Folder;
import javakernel.magic.Magic;
import javakernel.magic.MagicCall;
import javakernel.output.Result;
import javakernel.output.standin.Processes;

/** {@code !command} and {@code %%sh}: the system's shell, as a child process of the cell. */
public final class ShellMagic implements Magic {
    private static final boolean WINDOWS = File.separatorChar == '\\';
    private static final File NOTHING = new File(WINDOWS ? "NUL" : "/dev/null");

    private final Folder folder;
    private final TimeLimit timeLimit;

    public ShellMagic(Folder folder, TimeLimit timeLimit) {
        this.folder = folder;
        this.timeLimit = timeLimit;
    }

    @Override public List<String> names() {
        return List.of("!", "%%sh", "%%bash");
    }

    @Override public String summary() {
        return Texts.of("shell.summary");
    }

    @Override public String usage() {
        return Texts.of("shell.usage");
    }

    @Override public Result run(MagicCall call) throws Failure, IOException, InterruptedException {
        var script = call.isCell() ? call.text() : call.arguments();
        if (script.isBlank()) throw Failure.usage(call, Texts.of("shell.needs"), "!ls -l");
        var shell = WINDOWS ? List.of("cmd", "/c") : List.of(call.name().equals("%%bash") ? "bash" : "sh", "-c");
        int code;
        try (var _ = timeLimit.begin()) {
            code = Processes.start(
                    new ProcessBuilder(List.of(shell.get(0), shell.get(1), script)).directory(folder.current().toFile())
                            .inheritIO().redirectInput(NOTHING))
                    .waitFor();
        }
        if (code != 0 && call.isCell()) throw new Failure("ExitCode", Texts.of("shell.ended", shell.getFirst(), code),
                Texts.of("shell.ended.mend"));
        if (code != 0) call.cell().err().println(Texts.of("shell.code", code));
        return new Result.Done(null);
    }

    @Override public List<String> complete(String arguments) {
        return folder.complete(arguments.substring(arguments.lastIndexOf(' ') + 1));
    }
}
