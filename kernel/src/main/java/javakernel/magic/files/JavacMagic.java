package javakernel.magic.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import javakernel.base.Reason;
import javakernel.base.Texts;
import javakernel.engine.javac.Program;
import javakernel.magic.Failure;
import javakernel.magic.Magic;
import javakernel.magic.MagicCall;
import javakernel.magic.libraries.ClassPath;
import javakernel.output.Result;

/**
 * {@code %%javac [options] Dance.java}: the cell's text is a program of its own. Writes it to the folder
 * {@code programs} beside the notebook and compiles it there, so that a child process (or a terminal in that folder)
 * runs it by {@code java Dance}. A program that does not compile leaves the one before as it was.
 */
public final class JavacMagic implements Magic {
    private static final Path PROGRAMS = Path.of("programs");
    private static final Pattern FILE = Pattern.compile("(\\w+)\\.java", Pattern.UNICODE_CHARACTER_CLASS);

    private final ClassPath classPath;

    public JavacMagic(ClassPath classPath) {
        this.classPath = classPath;
    }

    @Override public List<String> names() {
        return List.of("%%javac");
    }

    @Override public String summary() {
        return Texts.of("javac.summary");
    }

    @Override public String usage() {
        return Texts.of("javac.usage");
    }

    @Override public Result run(MagicCall call) throws IOException, Failure {
        var options = new ArrayList<>(List.of(call.arguments().split("\\s+")));
        var file = options.removeLast();
        if (!FILE.matcher(file).matches()) {
            throw Failure.usage(call, Texts.of("javac.needs", file), "%%javac Dance.java");
        }
        try {
            return compile(call, file, options);
        } catch (IllegalArgumentException e) {
            throw new Failure(e.getClass().getName(), Reason.of(e), Texts.of("javac.nothing"));
        }
    }

    private Result compile(MagicCall call, String file, List<String> options) throws IOException {
        Files.createDirectories(PROGRAMS);
        var fresh = Files.createTempDirectory(PROGRAMS, "javac");
        try {
            var all = new ArrayList<>(List.of("-d", fresh.toString(), "-cp", classPath.after(PROGRAMS), "-proc:none"));
            all.addAll(options);
            var compiled = CompiledProgram.of(new Program(file, call.text()), all);
            if (!compiled.done()) return compiled.failed(call, Math::toIntExact, "");
            Files.writeString(fresh.resolve(file), call.text());
            moveAll(fresh);
            return new Result.Done(null);
        } finally {
            deleteAll(fresh);
        }
    }

    private static void moveAll(Path from) throws IOException {
        try (var files = Files.walk(from)) {
            for (var f : files.filter(Files::isRegularFile).toList()) {
                var target = PROGRAMS.resolve(from.relativize(f));
                Files.createDirectories(target.getParent());
                Files.move(f, target, StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }

    public static void deleteAll(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            for (var f : files.sorted(Comparator.reverseOrder()).toList()) Files.delete(f);
        }
    }
}
