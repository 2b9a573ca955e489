package javakernel.engine.javac;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.util.JavacTask;
import com.sun.tools.javac.api.JavacTaskImpl;
import com.sun.tools.javac.api.JavacTaskPool;
import com.sun.tools.javac.code.ClassFinder;
import com.sun.tools.javac.code.Symtab;
import com.sun.tools.javac.util.Context;
import com.sun.tools.javac.util.Names;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/**
 * The JDK's compiler, which keeps what it has read of the JDK and of the class path from one task to the next. For one
 * thread.
 */
public final class Javac {
    /**
     * All that cells declare is of this package while it is compiled; to the JVM it is of none ({@link
     * ClassBytes#renamed}).
     */
    public static final String PACKAGE = "notebook$";

    // how the codes begin that are about the limits of a class file
    private static final String LIMIT = "compiler.err.limit.";
    private static final int TASKS = 500; // by one context: javac's tables of names and types only grow

    private final JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    private final NotebookFiles files = new NotebookFiles(compiler.getStandardFileManager(null, null, null));
    private final List<String> options;
    private @Nullable Tasks tasks;
    private int left;

    /** @param options as on its command line */
    public Javac(List<String> options) {
        this.options = options;
    }

    /**
     * What came of compiling a text. {@code classes} by their names in {@link #PACKAGE}; none where there are errors.
     */
    public record Compiled(Map<String, byte[]> classes, List<Diagnostic<? extends JavaFileObject>> errors) {}

    /** From the next task on classes are found in these jars and folders. */
    public void setClassPath(Collection<Path> path) {
        files.setClassPath(path);
        tasks = null;
    }

    /** What stands in a text, as far as it is known without knowing what its names mean. */
    public <T> T parse(String text, BiFunction<JavacTask, CompilationUnitTree, T> reader,
            List<Diagnostic<? extends JavaFileObject>> errors) {
        return run(text, errors, task -> reader.apply(task, task.parse().iterator().next()));
    }

    /**
     * What stands in a text and what its names mean.
     *
     * @param known the classes of {@link #PACKAGE} that it may name, and those that these name, by their names
     */
    public <T> T analyze(String text, Map<String, byte[]> known, BiFunction<JavacTask, CompilationUnitTree, T> reader,
            List<Diagnostic<? extends JavaFileObject>> errors) {
        files.show(known);
        return run(text, errors, task -> {
            var unit = task.parse().iterator().next();
            task.analyze();
            return reader.apply(task, unit);
        });
    }

    /** @param known as for {@link #analyze} */
    public Compiled compile(String text, Map<String, byte[]> known) {
        files.show(known);
        var collected = new DiagnosticCollector<JavaFileObject>();
        run(text, collected, JavacTask::generate);
        var errors = errors(collected);
        var classes = new HashMap<String, byte[]>();
        if (errors.isEmpty())
            files.takeWritten().forEach((name, bytes) -> classes.put(name.substring(PACKAGE.length() + 1), bytes));
        return new Compiled(classes, errors);
    }

    private interface Worker<T> {
        T use(JavacTask task) throws IOException;
    }

    private <T> T run(String text, List<Diagnostic<? extends JavaFileObject>> errors, Worker<T> worker) {
        var collected = new DiagnosticCollector<JavaFileObject>();
        var result = run(text, collected, worker);
        errors.addAll(errors(collected));
        return result;
    }

    /**
     * After a failure the next task begins with nothing that this one has left: of a class that was too large its
     * constants.
     */
    private <T> T run(String text, DiagnosticCollector<JavaFileObject> errors, Worker<T> worker) {
        if (tasks == null || left-- == 0) {
            tasks = tasks();
            left = TASKS;
        }
        var used = tasks;
        tasks = null;
        files.takeWritten();
        var result = used.run(new AnyNames(text), errors, task -> {
            try {
                return worker.use(task);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        if (errors.getDiagnostics().stream().noneMatch(d -> d.getCode().startsWith(LIMIT))) tasks = used;
        return result;
    }

    /** A public class in it may have any name. */
    private static final class AnyNames extends Program {
        AnyNames(String text) {
            super("Cell.java", text);
        }

        @Override public boolean isNameCompatible(String simpleName, Kind kind) {
            return true;
        }
    }

    private static List<Diagnostic<? extends JavaFileObject>> errors(DiagnosticCollector<JavaFileObject> collected) {
        return collected.getDiagnostics().stream()
                .filter(d -> d.getKind() == Diagnostic.Kind.ERROR).toList();
    }

    private interface Tasks {
        <T> T run(Program program, DiagnosticCollector<JavaFileObject> errors, Function<JavacTask, T> worker);
    }

    private Tasks tasks() {
        try {
            return new Pooled();
        } catch (LinkageError e) {
            return new Single();
        }
    }

    /** By javac's own pool, which no supported interface of the JDK's has. */
    private final class Pooled implements Tasks {
        private final JavacTaskPool pool = new JavacTaskPool(1);

        @Override public <T> T run(Program program, DiagnosticCollector<JavaFileObject> errors, Function<JavacTask,
                T> worker) {
            return pool.getTask(null, files, errors, options, null, List.of(program), task -> {
                var context = ((JavacTaskImpl) task).getContext(); // which it gives up when it is through
                try {
                    return worker.apply(task);
                } finally {
                    forget(context);
                }
            });
        }

        /** The notebook's classes mean something else in the next task. */
        private static void forget(Context context) {
            var symbols = Symtab.instance(context);
            var own = symbols.getPackage(symbols.unnamedModule, Names.instance(context).fromString(PACKAGE));
            if (own == null) return;
            for (var type : symbols.getAllClasses()) {
                if (type.packge() == own) symbols.removeClass(symbols.unnamedModule, type.flatName());
            }
            own.members_field = null;
            own.completer = ClassFinder.instance(context).getCompleter();
        }
    }

    /** Each by itself, which takes several times as long. */
    private final class Single implements Tasks {
        @Override public <T> T run(Program program, DiagnosticCollector<JavaFileObject> errors, Function<JavacTask,
                T> worker) {
            return worker.apply((JavacTask) compiler.getTask(null, files, errors, options, null, List.of(program)));
        }
    }
}
