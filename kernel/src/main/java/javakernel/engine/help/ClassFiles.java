package javakernel.engine.help;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.StandardLocation;
import javax.tools.ToolProvider;

/**
 * The classes that code being written can name: the JDK's, those of the class path, and the notebook's own from memory.
 * For one thread.
 */
final class ClassFiles extends ForwardingJavaFileManager<StandardJavaFileManager> {
    private final NotebookView context;
    private List<Path> classPath = List.of();

    ClassFiles(NotebookView context) {
        super(ToolProvider.getSystemJavaCompiler().getStandardFileManager(null, null, null));
        this.context = context;
    }

    /** Before each request: the notebook may have more jars by now. */
    void refresh() throws IOException {
        var now = context.classPath();
        if (now.equals(classPath)) return;
        fileManager.setLocationFromPaths(StandardLocation.CLASS_PATH, now);
        classPath = List.copyOf(now);
    }

    List<Path> classPath() {
        return classPath;
    }

    @Override public Iterable<JavaFileObject> list(Location location, String packageName,
            Set<JavaFileObject.Kind> kinds, boolean recurse) throws IOException {
        var found = super.list(location, packageName, kinds, recurse);
        if (location != StandardLocation.CLASS_PATH || !packageName.equals(context.packageName())
                || !kinds.contains(JavaFileObject.Kind.CLASS))
            return found;
        var all = new ArrayList<JavaFileObject>();
        found.forEach(all::add);
        context.classFiles().forEach((name, bytes) -> all.add(new InMemory(name, bytes)));
        return all;
    }

    @Override public String inferBinaryName(Location location, JavaFileObject file) {
        return file instanceof InMemory own ? own.name : super.inferBinaryName(location, file);
    }

    private static final class InMemory extends SimpleJavaFileObject {
        private final String name;
        private final byte[] bytes;

        InMemory(String name, byte[] bytes) {
            super(URI.create("memory:///" + name.replace('.', '/').replaceAll("[^\\w/$.]", "_") + Kind.CLASS.extension),
                    Kind.CLASS);
            this.name = name;
            this.bytes = bytes;
        }

        @Override public InputStream openInputStream() {
            return new ByteArrayInputStream(bytes);
        }
    }
}
