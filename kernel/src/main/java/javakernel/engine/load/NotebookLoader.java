package javakernel.engine.load;

import java.io.IOException;
import java.net.JarURLConnection;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.net.URLConnection;
import java.nio.file.Path;
import java.security.CodeSigner;
import java.security.CodeSource;
import java.util.Set;
import java.util.stream.Collectors;
import javakernel.base.KernelCode;
import javakernel.engine.weave.LibraryWeaver;
import org.jspecify.annotations.Nullable;

/**
 * Loads what the notebook adds to its class path; for who asks by name, also the latest classes that cells have
 * declared. Thread-safe, as class loaders are.
 */
public final class NotebookLoader extends URLClassLoader {
    static {
        registerAsParallelCapable();
    }

    private final LoadedUnits units;
    private final Linker linker;

    public NotebookLoader(LoadedUnits units, Linker linker) {
        super("notebook", new URL[0], new Visible());
        this.units = units;
        this.linker = linker;
    }

    public Linker linker() {
        return linker;
    }

    /**
     * The JDK's classes and the kernel's own, which woven code calls. The kernel's libraries are hidden: a notebook may
     * load others of the same names.
     */
    private static final class Visible extends ClassLoader {
        private static final Set<String> PACKAGES = ModuleLayer.boot().modules().stream()
                .flatMap(m -> m.getPackages().stream()).collect(Collectors.toSet());

        Visible() {
            super(getPlatformClassLoader());
        }

        @Override protected Class<?> findClass(String name) throws ClassNotFoundException {
            if (KernelCode.is(name) || PACKAGES.contains(name.substring(0,
                    Math.max(0, name.lastIndexOf('.'))))) {
                return NotebookLoader.class.getClassLoader().loadClass(name);
            }
            throw new ClassNotFoundException(name);
        }
    }

    public void add(Path entry) {
        try {
            addURL(entry.toUri().toURL());
        } catch (MalformedURLException e) {
            throw new IllegalArgumentException(e);
        }
    }

    @Override protected Class<?> findClass(String name) throws ClassNotFoundException {
        var unit = units.find(name);
        return unit == null ? library(name) : unit.loadClass(name);
    }

    /** It is changed by {@link LibraryWeaver}. */
    private Class<?> library(String name) throws ClassNotFoundException {
        var resource = findResource(name.replace('.', '/') + ".class");
        if (resource == null) throw new ClassNotFoundException(name);
        try {
            var connection = resource.openConnection();
            // what is kept open for longer than this loader's own jar would be of the jar as it was
            connection.setUseCaches(false);
            try (var in = connection.getInputStream()) {
                var woven = LibraryWeaver.weave(in.readAllBytes(), this::getResourceAsStream);
                if (woven == null) return super.findClass(name);
                if (connection instanceof JarURLConnection jar) definePackage(name, jar);
                return defineClass(name, woven, 0, woven.length, source(connection));
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

    private static @Nullable CodeSource source(URLConnection connection) {
        return connection instanceof JarURLConnection jar
                ? new CodeSource(jar.getJarFileURL(), (CodeSigner[]) null) : null;
    }
}
