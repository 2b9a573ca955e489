package javakernel.magic.libraries;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import javakernel.base.KernelCode;
import javakernel.base.KernelThread;
import javakernel.base.Texts;
import javakernel.magic.Failure;
import javakernel.output.Cell;
import org.jspecify.annotations.Nullable;

/**
 * Loads artifacts from Maven repositories into the notebook's class path. The resolver and its libraries are loaded
 * when they are first needed, by a class loader of their own. Used by the thread that runs the cells, except
 * {@link #localRepository}.
 */
public final class Maven {
    /** A repository that sends nothing for so long is not waited for. */
    private static final long SILENCE_SECONDS = 20;

    private final ClassPath classPath;
    private static final int TOLD = 8; // of what was added

    private final List<Artifacts.Repository> repositories = new ArrayList<>();
    private @Nullable Artifacts artifacts; // guarded by this

    public Maven(ClassPath classPath) {
        this.classPath = classPath;
    }

    void addRepository(String id, String url) {
        repositories.removeIf(r -> r.id().equals(id));
        repositories.add(new Artifacts.Repository(id, url));
    }

    /** Adds artifacts and all that they need; all or nothing. {@code pom} may be null. */
    void load(Cell cell, List<String> coordinates, @Nullable Path pom, List<String> scopes)
            throws Failure, InterruptedException {
        var loaded = classPath.artifacts();
        var found = resolve(new Artifacts.Request(coordinates, pom, scopes, List.copyOf(repositories), loaded));
        classPath.addArtifacts(found);
        cell.out().println(added(found.stream().filter(a -> !loaded.containsKey(a.key()))
                .map(a -> a.name() + ":" + a.version()).toList()));
        for (var artifact : found) {
            if (loaded.containsKey(artifact.key()) && !artifact.wanted().equals(artifact.version())) {
                cell.err().println(Texts.of("maven.stays", artifact.name(), artifact.version(), artifact.wanted()));
            }
        }
    }

    /** For the reader, who asked for the first ones; what they need may be many. */
    private static String added(List<String> names) {
        if (names.isEmpty()) return Texts.of("maven.nothingNew");
        var told = String.join(", ", names.subList(0, Math.min(names.size(), TOLD)));
        return names.size() <= TOLD ? Texts.of("maven.added", told)
                : Texts.of("maven.addedMore", told, names.size() - TOLD);
    }

    /** Any thread may ask. */
    Path localRepository() {
        return artifacts().localRepository();
    }

    private List<Artifacts.Found> resolve(Artifacts.Request request) throws Failure, InterruptedException {
        var heard = new AtomicLong(System.nanoTime());
        var result = new CompletableFuture<List<Artifacts.Found>>();
        var thread = KernelThread.start("maven", () -> {
            try {
                result.complete(artifacts().resolve(request, () -> heard.set(System.nanoTime())));
            } catch (Throwable e) {
                result.completeExceptionally(e);
            }
        });
        try {
            while (true) {
                long left = SILENCE_SECONDS - TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - heard.get());
                if (left <= 0) {
                    throw new Failure("MavenError", Texts.of("maven.silent", SILENCE_SECONDS),
                            Texts.of("magic.network"));
                }
                try {
                    return result.get(left, TimeUnit.SECONDS);
                } catch (TimeoutException e) {
                    // unless something was heard meanwhile
                }
            }
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Failure failure) throw failure;
            throw new IllegalStateException(e.getCause());
        } finally {
            thread.interrupt();
        }
    }

    private synchronized Artifacts artifacts() {
        if (artifacts == null) artifacts = Libraries.artifacts();
        return artifacts;
    }

    /** The resolver's libraries, of which nobody else sees anything: a notebook may load others of the same names. */
    private static final class Libraries extends URLClassLoader {
        private static final String MAIN = Maven.class.getPackageName() + ".MimaArtifacts";

        private Libraries(URL[] jars) {
            super("maven", jars, ClassLoader.getPlatformClassLoader());
        }

        static Artifacts artifacts() {
            var thread = Thread.currentThread();
            var before = thread.getContextClassLoader();
            var kernel = ClassPath.kernel();
            try (var jars = Files.list(kernel.resolveSibling("maven"))) {
                var loader =
                        new Libraries(Stream.concat(Stream.of(kernel), jars).map(Libraries::url).toArray(URL[]::new));
                thread.setContextClassLoader(loader); // by which the resolver finds its parts
                return (Artifacts) loader.loadClass(MAIN).getConstructor().newInstance();
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(e);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } finally {
                thread.setContextClassLoader(before);
            }
        }

        private static URL url(Path path) {
            try {
                return path.toUri().toURL();
            } catch (MalformedURLException e) {
                throw new IllegalArgumentException(e);
            }
        }

        @Override protected Class<?> findClass(String name) throws ClassNotFoundException {
            return KernelCode.is(name) && !name.startsWith(MAIN) ? Maven.class.getClassLoader().loadClass(name)
                    : super.findClass(name);
        }
    }
}
