package javakernel.process;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/**
 * A user's home with a Maven repository that is this machine's own: its {@code settings.xml} has a mirror of everything
 * and a local repository. Each artifact {@code t:name:version} has one class {@code t.Name} with
 * {@code static String version()}.
 */
final class TestRepository {
    final Path home;
    private final Path remote;

    TestRepository(Path folder) throws IOException {
        home = Files.createDirectories(folder.resolve("home"));
        remote = Files.createDirectories(folder.resolve("remote"));
        mirror(url());
    }

    String url() {
        return remote.toUri().toString();
    }

    /** From now on everything is fetched from there. */
    void mirror(String url) throws IOException {
        Files.createDirectories(home.resolve(".m2"));
        Files.writeString(home.resolve(".m2/settings.xml"), """
                <settings>
                  <localRepository>%s</localRepository>
                  <mirrors><mirror><id>test</id><mirrorOf>*</mirrorOf><url>%s</url></mirror></mirrors>
                </settings>
                """.formatted(local(), url));
    }

    Path local() {
        return home.resolve("downloaded");
    }

    /** Adds an artifact that needs {@code others}: {@code name:version} each. */
    void add(String name, String version, String... others) throws IOException {
        var folder = Files.createDirectories(remote.resolve("t").resolve(name).resolve(version));
        var dependencies = new StringBuilder();
        for (var other : others) dependencies
                .append("<dependency><groupId>t</groupId><artifactId>%s</artifactId><version>%s</version></dependency>"
                        .formatted((Object[]) other.split(":")));
        Files.writeString(folder.resolve(name + "-" + version + ".pom"),
                """
                        <project><modelVersion>4.0.0</modelVersion><groupId>t</groupId><artifactId>%s</artifactId><version>%s</version>
                        <dependencies>%s</dependencies></project>"""
                        .formatted(name, version, dependencies));
        jar(folder.resolve(name + "-" + version + ".jar"), name, version);
    }

    /** Writes a jar with the class of such an artifact. */
    static void jar(Path jar, String name, String version) throws IOException {
        var type = name.substring(0, 1).toUpperCase() + name.substring(1);
        var classes = Files.createTempDirectory(jar.getParent(), "classes");
        var source = new SimpleJavaFileObject(URI.create("string:///t/" + type + ".java"),
                SimpleJavaFileObject.Kind.SOURCE) {
            @Override public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                return "package t; public class %s { public static String version() { return \"%s %s\"; } }"
                        .formatted(type, name, version);
            }
        };
        var options = new ArrayList<>(List.of("-proc:none", "-d", classes.toString()));
        if (!ToolProvider.getSystemJavaCompiler().getTask(null, null, null, options, null, List.of(source)).call())
            throw new AssertionError();
        try (var out = new JarOutputStream(Files.newOutputStream(jar))) {
            out.putNextEntry(new JarEntry("t/" + type + ".class"));
            Files.copy(classes.resolve("t/" + type + ".class"), out);
        }
    }
}
