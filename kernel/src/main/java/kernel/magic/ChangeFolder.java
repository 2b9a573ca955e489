package kernel.magic;

import java.io.IOException;
import java.util.List;
import kernel.engine.Result;
import kernel.protocol.Texts;

/** {@code %cd folder} and {@code %pwd}. */
final class ChangeFolder implements Magic {
    private final Folder folder;

    ChangeFolder(Folder folder) {
        this.folder = folder;
    }

    @Override public List<String> names() {
        return List.of("%cd", "%pwd");
    }

    @Override public String summary() {
        return Texts.of("cd.summary");
    }

    @Override public String usage() {
        return Texts.of("cd.usage");
    }

    @Override public Result run(Call call) throws Failure, IOException {
        if (call.name().equals("%pwd")) return new Result.Done(folder.current().toString());
        folder.change(call.words().isEmpty() ? "~" : String.join(" ", call.words()));
        call.cell().out().println(folder.current());
        return new Result.Done(null);
    }

    @Override public List<String> complete(String arguments) {
        return folder.complete(arguments).stream().filter(f -> f.endsWith("/")).toList();
    }
}
