package javakernel.engine.javac;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.StandardLocation;
import org.jspecify.annotations.Nullable;

/**
 * What the compiler reads and writes: the notebook's classes in memory, those of the JDK and of the class path in their
 * files.
 */
final class NotebookFiles extends ForwardingJavaFileManager<JavaFileManager> {
    private final StandardJavaFileManager standard;
    private Map<String, byte[]> known = Map.of();
    private Map<String, byte[]> written = new HashMap<>();

    NotebookFiles(StandardJavaFileManager standard) {
        super(standard);
        this.standard = standard;
    }

    void setClassPath(Collection<Path> path) {
        try {
            standard.setLocationFromPaths(StandardLocation.CLASS_PATH, path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The notebook's classes that there are from now on, by their names. */
    void show(Map<String, byte[]> classes) {
        known = classes;
    }

    /** The classes that were written, by their names; forgotten here. */
    Map<String, byte[]> takeWritten() {
        var taken = written;
        written = new HashMap<>();
        return taken;
    }

    /** Sources on the class path are no part of the notebook. */
    @Override public Iterable<JavaFileObject> list(Location location, String packageName,
            Set<JavaFileObject.Kind> kinds, boolean recurse) throws IOException {
        if (location != StandardLocation.CLASS_PATH) return super.list(location, packageName, kinds, recurse);
        if (packageName.equals(Javac.PACKAGE)) return new ArrayList<>(known.entrySet().stream()
                .map(e -> new InMemory(e.getKey(), e.getValue())).toList());
        return super.list(location, packageName, kinds.contains(JavaFileObject.Kind.CLASS)
                ? EnumSet.of(JavaFileObject.Kind.CLASS) : Set.of(), recurse);
    }

    @Override public String inferBinaryName(Location location, JavaFileObject file) {
        return file instanceof InMemory own ? own.name : super.inferBinaryName(location, file);
    }

    @Override public boolean isSameFile(FileObject a, FileObject b) {
        return a instanceof InMemory || b instanceof InMemory ? a == b : super.isSameFile(a, b);
    }

    @Override public JavaFileObject getJavaFileForOutput(Location location, String className, JavaFileObject.Kind kind,
            FileObject sibling) {
        return new InMemory(className, null);
    }

    private final class InMemory extends SimpleJavaFileObject {
        private final String name;
        private final byte @Nullable [] bytes;

        /** @param bytes null for what is to be written */
        InMemory(String name, byte @Nullable [] bytes) {
            super(URI.create("mem:///" + name.replace('.', '/') + Kind.CLASS.extension), Kind.CLASS);
            this.name = name;
            this.bytes = bytes;
        }

        @Override public InputStream openInputStream() {
            return new ByteArrayInputStream(bytes);
        }

        @Override public OutputStream openOutputStream() {
            return new ByteArrayOutputStream() {
                @Override public void close() {
                    written.put(name, toByteArray());
                }
            };
        }
    }
}
