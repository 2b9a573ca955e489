package javakernel.magic.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.util.List;
import javakernel.base.Texts;
import javakernel.magic.Failure;
import javakernel.magic.Folder;
import javakernel.magic.Magic;
import javakernel.magic.MagicCall;
import javakernel.output.Result;

/** {@code %%writefile name}: the cell's text as a file. */
public final class WriteFileMagic implements Magic {
    private final Folder folder;

    public WriteFileMagic(Folder folder) {
        this.folder = folder;
    }

    @Override public List<String> names() {
        return List.of("%%writefile", "%%file");
    }

    @Override public String summary() {
        return Texts.of("writefile.summary");
    }

    @Override public String usage() {
        return Texts.of("writefile.usage");
    }

    @Override public Result run(MagicCall call) throws Failure, IOException {
        var words = call.words();
        boolean append = words.size() > 1 && List.of("-a", "--append").contains(words.getFirst());
        if (words.size() != (append ? 2 : 1))
            throw Failure.usage(call, Texts.of("magic.needsFile"), "%%writefile notes.txt");
        var file = folder.resolve(words.getLast());
        call.cell().out().println(!Files.exists(file) ? Texts.of("writefile.new", words.getLast())
                : append ? Texts.of("writefile.append", words.getLast()) : Texts.of("writefile.over", words.getLast()));
        var text = call.text().isEmpty() || call.text().endsWith("\n") ? call.text() : call.text() + "\n";
        Files.writeString(file, text, StandardOpenOption.CREATE,
                append ? StandardOpenOption.APPEND : StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE);
        return new Result.Done(null);
    }

    @Override public List<String> complete(String arguments) {
        return folder.complete(arguments.substring(arguments.lastIndexOf(' ') + 1));
    }
}
