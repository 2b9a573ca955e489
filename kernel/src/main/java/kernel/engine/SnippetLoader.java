package kernel.engine;

import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassModel;
import java.lang.constant.ClassDesc;
import java.net.JarURLConnection;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.net.URLConnection;
import java.security.CodeSigner;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import jdk.jshell.execution.LoaderDelegate;
import jdk.jshell.spi.ExecutionControl;
import jdk.jshell.spi.ExecutionControl.ClassBytecodes;

/** Loads the classes that JShell compiled from cells, woven and linked, and what the notebook adds to its class path. Thread-safe, as class loaders are. */
final class SnippetLoader implements LoaderDelegate {
    private final Map<String, byte[]> compiled = new ConcurrentHashMap<>();
    private final Origins origins;
    private final Loader loader = new Loader();
    private final Linker linker = new Linker(loader);
    private final List<ClassModel> fresh = new ArrayList<>();       // the evaluating thread's
    private volatile Set<Integer> checkpoints = Set.of();
    private final Weaver weaver = new Weaver(ClassHierarchyResolver.ofResourceParsing(this::classFile).orElse(ClassHierarchyResolver.defaultResolver()), this::model);

    SnippetLoader(Origins origins) {
        this.origins = origins;
    }

    /**
     * The JDK's classes and the kernel's own, which woven code calls. The kernel's libraries are hidden: a notebook may load others of the same names.
     */
    private static final class Visible extends ClassLoader {
        private static final Set<String> PACKAGES = ModuleLayer.boot().modules().stream().flatMap(m -> m.getPackages().stream()).collect(Collectors.toSet());

        Visible() {
            super(getPlatformClassLoader());
        }

        @Override protected Class<?> findClass(String name) throws ClassNotFoundException {
            if (name.startsWith("kernel.") || PACKAGES.contains(name.substring(0, Math.max(0, name.lastIndexOf('.'))))) {
                return SnippetLoader.class.getClassLoader().loadClass(name);
            }
            throw new ClassNotFoundException(name);
        }
    }

    /** The notebook's class loader. */
    final class Loader extends URLClassLoader {
        Loader() {
            super("notebook", new URL[0], new Visible());
        }

        @Override protected Class<?> findClass(String name) throws ClassNotFoundException {
            var bytes = compiled.get(name);
            if (bytes == null) return library(name);
            var model = ClassFile.of().parse(bytes);
            var woven = weaver.weave(model, linker.transform(model), origins.lines(name), checkpoints);
            return defineClass(name, woven, 0, woven.length);
        }

        /** Its calls of {@code System.exit} end the cell, not the kernel. */
        private Class<?> library(String name) throws ClassNotFoundException {
            var resource = findResource(name.replace('.', '/') + ".class");
            if (resource == null) throw new ClassNotFoundException(name);
            try {
                var connection = resource.openConnection();
                // what is kept open for longer than this loader's own jar would be of the jar as it was
                connection.setUseCaches(false);
                try (var in = connection.getInputStream()) {
                    var guarded = Exits.guard(in.readAllBytes(), this::getResourceAsStream);
                    if (guarded == null) return super.findClass(name);
                    if (connection instanceof JarURLConnection jar) definePackage(name, jar);
                    return defineClass(name, guarded, 0, guarded.length, source(connection));
                }
            } catch (IOException e) {
                throw new ClassNotFoundException(name, e);
            }
        }

        private void definePackage(String type, JarURLConnection jar) throws IOException {
            var name = type.substring(0, Math.max(0, type.lastIndexOf('.')));
            if (getDefinedPackage(name) != null || jar.getManifest() == null) return;
            try {
                definePackage(name, jar.getManifest(), jar.getJarFileURL());
            } catch (IllegalArgumentException e) {
                // another thread has defined it meanwhile
            }
        }

        private static CodeSource source(URLConnection connection) {
            return connection instanceof JarURLConnection jar ? new CodeSource(jar.getJarFileURL(), (CodeSigner[]) null) : null;
        }

        @Override protected void addURL(URL url) {
            super.addURL(url);
        }

        Linker linker() {
            return linker;
        }
    }

    Linker linker() {
        return linker;
    }

    /** Lines of the method with the statements that are evaluated next, counted from its first, before which they can be stopped. */
    void setCheckpoints(Set<Integer> lines) {
        checkpoints = lines;
    }

    /** Keeps the classes, to be made when they are used: by then it is known which lines of which cell they are. */
    @Override public void load(ClassBytecodes[] classes) {
        for (var c : classes) {
            compiled.put(c.name(), c.bytecodes());
            origins.loaded(c.name());
        }
        var models = Arrays.stream(classes).map(c -> ClassFile.of().parse(c.bytecodes())).toList();
        linker.declare(models);
        fresh.addAll(models);
    }

    /** Before new classes are used: their methods are called from now on. */
    void link() {
        linker.link(fresh);
        fresh.clear();
    }

    /** Whether these classes are loaded and mean the same as the ones given. */
    boolean has(ClassBytecodes[] classes) {
        return Arrays.stream(classes).allMatch(c -> linker.isSame(compiled.get(c.name()), c.bytecodes()));
    }

    @Override public Class<?> findClass(String name) throws ClassNotFoundException {
        return loader.loadClass(name);
    }

    @Override public void classesRedefined(ClassBytecodes[] classes) { }

    @Override public void addToClasspath(String path) throws ExecutionControl.InternalException {
        try {
            for (var entry : path.split(File.pathSeparator)) loader.addURL(new File(entry).toURI().toURL());
        } catch (MalformedURLException e) {
            throw new ExecutionControl.InternalException(e.toString());
        }
    }

    /** What JShell has compiled of the notebook, by binary name. */
    Map<String, byte[]> compiled() {
        return compiled;
    }

    /** For what asks the current thread for its loader: services, resources. */
    ClassLoader asClassLoader() {
        return loader;
    }

    private Optional<ClassModel> model(String internalName) {
        return Optional.ofNullable(compiled.get(internalName.replace('/', '.'))).map(ClassFile.of()::parse);
    }

    private InputStream classFile(ClassDesc type) {
        var name = type.descriptorString().substring(1, type.descriptorString().length() - 1);
        var bytes = compiled.get(name.replace('/', '.'));
        return bytes == null ? loader.getResourceAsStream(name + ".class") : new ByteArrayInputStream(bytes);
    }
}
