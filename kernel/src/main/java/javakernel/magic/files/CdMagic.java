package javakernel.magic.files;

import java.io.IOException;
import java.util.List;
import javakernel.base.Texts;
import javakernel.magic.Failure;
import javakernel.magic.Folder;
import javakernel.magic.Magic;
import javakernel.magic.MagicCall;
import javakernel.output.Result;

/** {@code %cd folder} and {@code %pwd}. */
public final class CdMagic implements Magic {
    private final Folder folder;

    public CdMagic(Folder folder) {
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

    @Override public Result run(MagicCall call) throws Failure, IOException {
        if (call.name().equals("%pwd")) return new Result.Done(folder.current().toString());
        folder.change(call.words().isEmpty() ? "~" : String.join(" ", call.words()));
        call.cell().out().println(folder.current());
        return new Result.Done(null);
    }

    @Override public List<String> complete(String arguments) {
        return folder.complete(arguments).stream().filter(f -> f.endsWith("/")).toList();
    }
}
