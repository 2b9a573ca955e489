package kernel.engine;

import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.stream.StreamSupport;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.ForwardingJavaFileObject;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.StandardLocation;
import kernel.protocol.KernelThread;

/**
 * The compiler's files, of which those of the class path are read by a thread of their own. The thread that runs the cells can be interrupted at any time, by
 * the reader and by the notebook, and an interrupt closes the channel that a thread reads from, that of a jar for ever
 * ({@link java.nio.channels.InterruptibleChannel}). The compiler then knows nothing of the classes in it.
 */
final class CompilerFiles extends ForwardingJavaFileManager<StandardJavaFileManager> implements StandardJavaFileManager {
    private final ExecutorService reader = Executors.newSingleThreadExecutor(job -> KernelThread.of("class path", job));

    CompilerFiles(StandardJavaFileManager files) {
        super(files);
    }

    private <T> T apart(Callable<T> reading) throws IOException {
        var read = new FutureTask<>(reading);
        reader.execute(read);
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return read.get();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Error error) throw error;
            throw e.getCause() instanceof IOException own ? own : new IOException(e.getCause());
        } finally {
            if (interrupted) Thread.currentThread().interrupt();
        }
    }

    @Override public Iterable<JavaFileObject> list(Location location, String packageName, Set<JavaFileObject.Kind> kinds, boolean recurse) throws IOException {
        if (location != StandardLocation.CLASS_PATH) return super.list(location, packageName, kinds, recurse);
        return apart(() -> StreamSupport.stream(super.list(location, packageName, kinds, recurse).spliterator(), false).<JavaFileObject>map(OnClassPath::new).toList());
    }

    private final class OnClassPath extends ForwardingJavaFileObject<JavaFileObject> {
        OnClassPath(JavaFileObject file) {
            super(file);
        }

        JavaFileObject file() {
            return fileObject;
        }

        @Override public InputStream openInputStream() throws IOException {
            return apart(() -> {
                try (var in = super.openInputStream()) {
                    return new ByteArrayInputStream(in.readAllBytes());
                }
            });
        }

        @Override public CharSequence getCharContent(boolean ignoreEncodingErrors) throws IOException {
            return apart(() -> super.getCharContent(ignoreEncodingErrors));
        }
    }

    @Override public String inferBinaryName(Location location, JavaFileObject file) {
        return super.inferBinaryName(location, file instanceof OnClassPath own ? own.file() : file);
    }

    // ---- what else a standard file manager is ----

    @Override public Iterable<? extends JavaFileObject> getJavaFileObjectsFromFiles(Iterable<? extends File> files) {
        return fileManager.getJavaFileObjectsFromFiles(files);
    }

    @Override public Iterable<? extends JavaFileObject> getJavaFileObjects(File... files) {
        return fileManager.getJavaFileObjects(files);
    }

    @Override public Iterable<? extends JavaFileObject> getJavaFileObjectsFromStrings(Iterable<String> names) {
        return fileManager.getJavaFileObjectsFromStrings(names);
    }

    @Override public Iterable<? extends JavaFileObject> getJavaFileObjects(String... names) {
        return fileManager.getJavaFileObjects(names);
    }

    @Override public void setLocation(Location location, Iterable<? extends File> files) throws IOException {
        fileManager.setLocation(location, files);
    }

    @Override public Iterable<? extends File> getLocation(Location location) {
        return fileManager.getLocation(location);
    }

    @Override public Iterable<? extends Path> getLocationAsPaths(Location location) {
        return fileManager.getLocationAsPaths(location);
    }
}
