package javakernel.magic.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javakernel.base.Reason;
import javakernel.base.Texts;
import javakernel.engine.source.Source;
import javakernel.magic.CellRunner;
import javakernel.magic.Failure;
import javakernel.magic.Folder;
import javakernel.magic.Magic;
import javakernel.magic.MagicCall;
import javakernel.output.Result;
import javakernel.protocol.BadMessageException;
import javakernel.protocol.Json;
import tools.jackson.databind.JsonNode;

/** {@code %load file}: runs what stands in it, as if it stood here. */
public final class LoadMagic implements Magic {
    private static final List<String> ENDINGS = List.of("", ".jshell", ".jsh", ".java", ".ipynb");

    private final CellRunner runner;
    private final Folder folder;
    private final Deque<Path> loading = new ArrayDeque<>();

    public LoadMagic(CellRunner runner, Folder folder) {
        this.runner = runner;
        this.folder = folder;
    }

    @Override public List<String> names() {
        return List.of("%load");
    }

    @Override public String summary() {
        return Texts.of("load.summary");
    }

    @Override public String usage() {
        return Texts.of("load.usage");
    }

    @Override public Result run(MagicCall call) throws Failure, IOException {
        if (call.words().isEmpty()) throw Failure.usage(call, Texts.of("magic.needsFile"), "%load tools.jshell");
        var name = String.join(" ", call.words());
        var file = ENDINGS.stream().map(e -> folder.resolve(name + e)).filter(Files::isRegularFile).findFirst()
                .orElseThrow(() -> new Failure("FileNotFound", Texts.of("load.noFile", folder.resolve(name),
                        ENDINGS.stream().skip(1).collect(Collectors.joining(", "))), Texts.of("magic.pwd")));
        if (loading.contains(file))
            throw new Failure("LoadsItself", Texts.of("load.itself", file), Texts.of("load.itself.mend"));
        loading.push(file);
        try {
            for (var source : sources(file)) {
                if (runner.run(call.cell(), source) instanceof Result.Failed failed) return failed;
            }
            return new Result.Done(null);
        } finally {
            loading.pop();
        }
    }

    private static List<Source> sources(Path file) throws IOException, Failure {
        var name = file.getFileName().toString();
        if (!name.endsWith(".ipynb")) return List.of(new Source(name, Files.readString(file)));
        try {
            var cells = Json.parse(Files.readAllBytes(file)).path("cells").values().stream()
                    .filter(c -> c.path("cell_type").asString("").equals("code")).toList();
            return IntStream.range(0, cells.size())
                    .mapToObj(i -> new Source(Texts.of("load.cell", name, i + 1), text(cells.get(i).path("source"))))
                    .toList();
        } catch (BadMessageException e) {
            throw new Failure("NoNotebook", Texts.of("load.noNotebook", file, Reason.of(e)),
                    Texts.of("load.noNotebook.mend"));
        }
    }

    /** One string, or a list of lines. */
    private static String text(JsonNode node) {
        return node.isArray() ? node.values().stream().map(JsonNode::asString).collect(Collectors.joining())
                : node.asString("");
    }

    @Override public List<String> complete(String arguments) {
        return folder.complete(arguments);
    }
}
