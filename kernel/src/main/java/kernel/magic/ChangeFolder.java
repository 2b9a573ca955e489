package kernel.magic;

import java.io.IOException;
import java.util.List;
import kernel.engine.Result;

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
        return "goes to another folder; tells the current one";
    }

    @Override public String usage() {
        return """
                %cd data
                %cd ..
                %cd
                %pwd
                The folder in which !, %%sh, %%writefile, %load, %jars and %loadFromPOM work; without a name it is your home. Java's own paths and the child
                processes that Java code starts stay in the notebook's folder, for a JVM cannot leave the folder it was started in.""";
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
