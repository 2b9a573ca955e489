package kernel.engine;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.stream.Stream;
import jdk.jshell.DeclarationSnippet;
import jdk.jshell.ImportSnippet;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import kernel.engine.help.Context;

/**
 * Tells help what JShell has of the notebook: each declaration is a static member of a class of its own. Waits while a
 * cell is being compiled.
 */
final class ShellContext implements Context {
    private final JShell shell;
    private final ReentrantLock compiler;
    private final Origins origins;
    private final SnippetLoader loader;
    private final List<String> options;
    private final List<Path> classPath;

    /** @param classPath is added to by others */
    ShellContext(JShell shell, ReentrantLock compiler, Origins origins, SnippetLoader loader, List<String> options,
            List<Path> classPath) {
        this.shell = shell;
        this.compiler = compiler;
        this.origins = origins;
        this.loader = loader;
        this.options = options;
        this.classPath = classPath;
    }

    @Override public List<String> compilerOptions() {
        return options;
    }

    @Override public List<String> imports() {
        return snippets(all -> all.filter(ImportSnippet.class::isInstance)
                .map(s -> s.source().strip().replaceFirst(";?$", ";")).toList());
    }

    @Override public String packageName() {
        return "REPL";
    }

    @Override public Map<String, List<String>> names() {
        return snippets(all -> {
            var names = new HashMap<String, List<String>>();
            declarations(all)
                    .forEach(d -> names.merge(d.name(), List.of(shell.sourceCodeAnalysis().wrapper(d).fullClassName()),
                    (a, b) -> Stream.concat(a.stream(), b.stream()).distinct().toList()));
            return names;
        });
    }

    @Override public Map<String, byte[]> classFiles() {
        return loader.compiled();
    }

    @Override public List<Path> classPath() {
        return List.copyOf(classPath);
    }

    @Override public List<Declaration> declarations(String name) {
        return snippets(all -> declarations(all).filter(d -> d.name().equals(name))
                .map(d -> new Declaration(d.source(), origins.place(d).orElse(null))).toList().reversed());
    }

    private static Stream<DeclarationSnippet> declarations(Stream<Snippet> all) {
        return all.filter(DeclarationSnippet.class::isInstance).map(DeclarationSnippet.class::cast)
                .filter(d -> !Parts.isVariable(d));
    }

    private <T> T snippets(Function<Stream<Snippet>, T> question) {
        compiler.lock();
        try {
            return question.apply(shell.snippets().filter(s -> shell.status(s).isActive()));
        } finally {
            compiler.unlock();
        }
    }
}
