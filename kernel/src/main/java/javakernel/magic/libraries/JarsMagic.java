package javakernel.magic.libraries;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javakernel.base.Texts;
import javakernel.magic.Failure;
import javakernel.magic.Folder;
import javakernel.magic.Magic;
import javakernel.magic.MagicCall;
import javakernel.output.Result;

/** {@code %jars lib/*.jar} and {@code %classpath build/classes}: what is on this machine. */
public final class JarsMagic implements Magic {
    private final ClassPath classPath;
    private final Folder folder;

    public JarsMagic(ClassPath classPath, Folder folder) {
        this.classPath = classPath;
        this.folder = folder;
    }

    @Override public List<String> names() {
        return List.of("%jars", "%classpath");
    }

    @Override public String summary() {
        return Texts.of("jars.summary");
    }

    @Override public String usage() {
        return Texts.of("jars.usage");
    }

    @Override public Result run(MagicCall call) throws Failure, IOException {
        boolean jars = call.name().equals("%jars");
        if (call.words().isEmpty()) {
            if (jars) throw Failure.usage(call, Texts.of("jars.needs"), "%jars lib/*.jar");
            call.cell().out()
                    .println(classPath.entries().stream().map(Path::toString).collect(Collectors.joining("\n")));
        }
        var found = new ArrayList<Path>();
        for (var word : call.words()) found.addAll(folder.matching(jars ? word : word.replaceFirst("(?<=.)/$", "")));
        var added = jars ? files(found) : found;
        classPath.add(added);
        return new Result.Done(added.isEmpty() ? null : added.stream().map(Path::toString).toList());
    }

    private static List<Path> files(List<Path> paths) throws IOException {
        var files = new ArrayList<Path>();
        for (var path : paths) {
            try (Stream<Path> inside = Files.isDirectory(path) ? Files.list(path) : Stream.of(path)) {
                inside.filter(Files::isRegularFile).sorted().forEach(files::add);
            }
        }
        return files;
    }

    @Override public List<String> complete(String arguments) {
        return folder.complete(arguments.substring(arguments.lastIndexOf(' ') + 1));
    }
}
