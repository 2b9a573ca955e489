package javakernel.differential;

import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.reflect.InvocationTargetException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.tools.ToolProvider;

/**
 * Runs compact source files as {@code java Program.java} does, but many in one JVM: compiles them with the launcher's
 * options, loads each by a loader of its own, which is the main thread's context loader too, and calls {@code main} on
 * a new object by reflection, on the thread {@code main}. A program could tell the difference only by what an earlier
 * one left in the JDK's own static fields and by the numbers in the names of threads and pools; the programs print
 * neither, and one that leaves a thread behind is an error. {@code -g} is added: with it the messages of null pointers
 * name variables, as they do in a cell.
 *
 * <p>{@link #run} starts the JVM, {@link #main} is run in it.
 */
final class PlainPrograms {
    private PlainPrograms() {}

    /** Runs the programs in this order in a JVM of their own; {@code folder} is for its files. */
    static List<Outcome> run(List<Path> programs, Path folder) throws IOException, InterruptedException {
        var compiler = ToolProvider.getSystemJavaCompiler();
        try (var files = compiler.getStandardFileManager(null, null, StandardCharsets.UTF_8)) {
            var messages = new StringWriter();
            var to = folder.toString();
            var options = List.of("--enable-preview", "--source", feature(), "-proc:none", "-g", "-d", to);
            var sources = files.getJavaFileObjectsFromPaths(programs);
            boolean compiled = compiler.getTask(messages, files, null, options, null, sources).call();
            if (!compiled) throw new AssertionError(messages);
        }
        var names = programs.stream().map(PlainPrograms::name).toList();
        var command = new ArrayList<>(List.of("--enable-preview", "-cp", System.getProperty("java.class.path")));
        command.addAll(List.of(PlainPrograms.class.getName(), folder.toString()));
        command.addAll(names);
        java(command, folder.resolve("log"));
        var outcomes = new ArrayList<Outcome>();
        for (var name : names) {
            var out = Files.readString(folder.resolve(name + ".out"));
            outcomes.add(Outcome.plain(name, out, Files.readString(folder.resolve(name + ".thrown"))));
        }
        return outcomes;
    }

    /** Runs one as the launcher itself does it. */
    static Outcome launch(Path program, Path folder) throws IOException, InterruptedException {
        var out = folder.resolve("launched.out");
        java(List.of("--enable-preview", "--source", feature(), program.toString()), out);
        return Outcome.plain(name(program), Files.readString(out), "");
    }

    private static void java(List<String> arguments, Path out) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(arguments);
        var errors = out.resolveSibling("errors");
        var process = new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(errors.toFile()).start();
        if (!process.waitFor(5, TimeUnit.MINUTES)) process.destroyForcibly();
        int exit = process.waitFor();
        if (exit != 0) throw new AssertionError(exit + ": " + Files.readString(errors) + Files.readString(out));
    }

    private static String feature() {
        return String.valueOf(Runtime.version().feature());
    }

    static String name(Path program) {
        return program.getFileName().toString().replace(".java", "");
    }

    // ---- in the JVM of the programs ----

    /** @param args the folder, which has the classes and gets what they print, and the programs' names */
    public static void main(String[] args) throws Exception {
        var folder = Path.of(args[0]);
        for (var name : Arrays.asList(args).subList(1, args.length)) {
            try (var loader = new URLClassLoader(new URL[] {folder.toUri().toURL()});
                    var out = new PrintStream(folder.resolve(name + ".out").toFile(), StandardCharsets.UTF_8);
                    var thrown = new PrintWriter(folder.resolve(name + ".thrown").toFile(), StandardCharsets.UTF_8)) {
                Thread.currentThread().setContextClassLoader(loader);
                System.setOut(out);
                run(loader.loadClass(name), thrown);
                for (var thread : Thread.getAllStackTraces().keySet()) {
                    if (thread.isDaemon() || thread == Thread.currentThread()) continue;
                    if (!thread.join(Duration.ofSeconds(10))) throw new AssertionError(name + " leaves " + thread);
                }
            }
        }
    }

    private static void run(Class<?> program, PrintWriter thrown) throws ReflectiveOperationException {
        var constructor = program.getDeclaredConstructor();
        var main = program.getDeclaredMethod("main");
        constructor.setAccessible(true);
        main.setAccessible(true);
        try {
            main.invoke(constructor.newInstance());
        } catch (InvocationTargetException e) {
            e.getCause().printStackTrace(thrown);
        }
    }
}
