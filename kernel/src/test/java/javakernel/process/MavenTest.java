package javakernel.process;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** Libraries from Maven repositories and from files, and what happens when they cannot be had. */
class MavenTest {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    @TempDir static Path folder;
    static TestRepository repository;
    static KernelProcess kernel;

    @BeforeAll static void start() throws Exception {
        repository = new TestRepository(folder);
        repository.add("leaf", "1");
        repository.add("leaf", "2");
        repository.add("tree", "1", "leaf:1");
        repository.add("tree", "2", "leaf:2");
        repository.add("bush", "1", "leaf:2");
        repository.add("broken", "1", "leaf:1", "nowhere:1");
        repository.add("moss", "1");
        repository.add("fern", "1");
        repository.add("ivy", "1");
        repository.add("pine", "1");
        repository.add("birch", "1");
        repository.add("oak", "1");
        repository.add("elm", "1");
        kernel = KernelProcess.start(Files.createDirectory(folder.resolve("notebook")), home(repository));
    }

    @AfterAll static void stop() {
        kernel.close();
    }

    private static Map<String, String> home(TestRepository repository) {
        return Map.of("JAVA_TOOL_OPTIONS", "-Duser.home=" + repository.home);
    }

    @Test void aLibraryOfMavenCentralIsThereForTheNextLine(@TempDir Path own) throws Exception {
        try (var plain = KernelProcess.start(own)) {
            var cell = plain.run(
                    "%maven com.google.code.gson:gson:2.10.1\nimport com.google.gson.Gson;\nnew Gson().toJson(List.of(1, 2))");
            assertThat(cell.error()).isEmpty();
            assertThat(cell.result()).isEqualTo("[1,2]");
        }
    }

    @Test void whatALibraryNeedsComesWithIt() throws Exception {
        var cell = kernel.run("%maven t:tree:1\nt.Tree.version() + \", \" + t.Leaf.version()");
        assertThat(cell.error()).isEmpty();
        assertThat(cell.result()).isEqualTo("tree 1, leaf 1");
        assertThat(cell.stdout()).isEqualTo("added: t:tree:1, t:leaf:1\n");
        assertThat(cell.stderr()).isEmpty();
        assertThat(kernel.run("%maven t:leaf:1").stdout()).isEqualTo("all of that was loaded already\n");
        assertThat(repository.local()).as("the local repository of settings.xml")
                .isDirectoryRecursivelyContaining("glob:**/tree-1.jar");
    }

    @Test void severalLibrariesStandOnALineInAnySpelling() throws Exception {
        assertThat(kernel.run(
                "%addMavenDependencies t:moss:1 t:fern:jar:1\n%addMavenDependency t#ivy;1\nt.Moss.version() + t.Fern.version() + t.Ivy.version()")
                .result())
                .isEqualTo("moss 1fern 1ivy 1");
    }

    @Test void aWrongCoordinateSaysSo() throws Exception {
        var missing = kernel.run("%maven t:moss:1 t:leaf:77");
        assertThat(missing.error()).contains("t:leaf:jar:77 is not in the repository test (file:")
                .contains("Nothing was loaded");
        assertThat(kernel.run("%maven t:leaf").error()).contains("'t:leaf' is no coordinate")
                .contains("group:artifact:version");
        assertThat(kernel.run("%maven").error()).contains("%maven needs group:artifact:version");
    }

    @Test void whenSomethingIsMissingNothingIsLoaded() throws Exception {
        assertThat(kernel.run("%maven t:oak:1 t:broken:1").error())
                .contains("t:nowhere:jar:1 is not in the repository");
        assertThat(kernel.run("t.Oak.version()").error()).contains("cannot find symbol");
        assertThat(kernel.run("t.Broken.version()").error()).contains("cannot find symbol");
    }

    @Test void aSecondVersionIsRefusedAndNothingChanges() throws Exception {
        kernel.run("%maven t:tree:1");
        var second = kernel.run("%maven t:oak:1 t:tree:2");
        assertThat(second.error())
                .contains("VersionConflict: t:tree is loaded already as 1; 2 cannot be loaded beside it")
                .contains("restart the kernel");
        assertThat(kernel.run("t.Tree.version() + \", \" + t.Leaf.version()").result()).isEqualTo("tree 1, leaf 1");
        assertThat(kernel.run("t.Oak.version()").error()).contains("cannot find symbol");
        assertThat(kernel.run("%maven t:pine:1 t:pine:2").error()).contains("VersionConflict");
        assertThat(kernel.run("%maven t:tree:1\nt.Tree.version()").result()).as("the same once more")
                .isEqualTo("tree 1");
    }

    @Test void whatIsLoadedStaysWhenAnotherLibraryAsksForMore() throws Exception {
        kernel.run("%maven t:tree:1");
        var bush = kernel.run("%maven t:bush:1\nt.Bush.version() + \", \" + t.Leaf.version()");
        assertThat(bush.result()).isEqualTo("bush 1, leaf 1");
        assertThat(bush.stderr()).isEqualTo("t:leaf stays at 1, which is loaded already; 2 was asked for\n");
    }

    @Test void piecesOfAPomAreLoaded() throws Exception {
        var cell = kernel
                .run("""
                        %%loadFromPOM
                        <properties><pine>1</pine></properties>
                        <dependency>
                            <groupId>t</groupId>
                            <artifactId>pine</artifactId>
                            <version>${pine}</version>
                        </dependency>
                        <dependencies>
                            <dependency><groupId>t</groupId><artifactId>oak</artifactId><version>1</version><scope>test</scope></dependency>
                        </dependencies>
                        <repository><id>other</id><url>https://repository.invalid</url></repository>
                        """);
        assertThat(cell.error()).isEmpty();
        assertThat(kernel.run("t.Pine.version()").result()).isEqualTo("pine 1");
        assertThat(kernel.run("t.Oak.version()").error()).as("scope test").contains("cannot find symbol");
    }

    @Test void aWholePomIsLoadedFromAFile() throws Exception {
        Files.writeString(kernel.folder().resolve("pom.xml"),
                """
                        <?xml version="1.0" encoding="UTF-8"?>
                        <project xmlns="http://maven.apache.org/POM/4.0.0">
                            <modelVersion>4.0.0</modelVersion><groupId>x</groupId><artifactId>x</artifactId><version>1</version>
                            <dependencyManagement><dependencies>
                                <dependency><groupId>t</groupId><artifactId>birch</artifactId><version>1</version></dependency>
                            </dependencies></dependencyManagement>
                            <dependencies><dependency><groupId>t</groupId><artifactId>birch</artifactId></dependency></dependencies>
                        </project>
                        """);
        assertThat(kernel.run("%loadFromPOM pom.xml\nt.Birch.version()").result()).isEqualTo("birch 1");
        assertThat(kernel.run("%loadFromPOM missing.xml").error()).contains("there is no").contains("missing.xml");
        assertThat(kernel.run("%%loadFromPOM\n<dependency>\n").error()).contains("WrongPOM")
                .contains("Nothing was loaded");
    }

    @Test void jarsAndFoldersAreAddedByPattern() throws Exception {
        var jars = Files.createDirectories(kernel.folder().resolve("jars"));
        TestRepository.jar(jars.resolve("sun-1.0.jar"), "sun", "1.0");
        TestRepository.jar(jars.resolve("moon-1.0.jar"), "moon", "1.0");
        assertThat(kernel.run("%jars jars/*-1.?.jar\nt.Sun.version() + t.Moon.version()").result())
                .isEqualTo("sun 1.0moon 1.0");
        assertThat(kernel.run("%classpath").stdout()).contains("sun-1.0.jar\n");
        assertThat(kernel.run("System.getProperty(\"java.class.path\")").result()).contains("moon-1.0.jar");
        assertThat(kernel.run("%jars none/*.jar").error()).contains("nothing matches none/*.jar");
        TestRepository.jar(jars.resolve("sun-1.1.jar"), "sun", "1.1");
        assertThat(kernel.run("%jars jars/sun-1.1.jar").error())
                .contains("VersionConflict: sun is loaded already as sun-1.0.jar");
        assertThat(kernel.run("t.Sun.version()").result()).isEqualTo("sun 1.0");
        Files.writeString(jars.resolve("broken.jar"), "no zip");
        assertThat(kernel.run("%jars jars/broken.jar").error()).contains("broken.jar is no jar that can be read");
    }

    @Test void programsAndChildrenSeeWhatIsAdded() throws Exception {
        kernel.run("%maven t:moss:1");
        assertThat(kernel.run("%%javac Garden.java\nvoid main() { IO.println(t.Moss.version()); }").error()).isEmpty();
        assertThat(kernel.run("!java Garden").stdout()).isEqualTo("moss 1\n");
        assertThat(kernel.run("new ProcessBuilder(\"java\", \"Garden\").inheritIO().start().waitFor();").stdout())
                .isEqualTo("moss 1\n");
    }

    @Test void jarsAndArtifactsOfOneNameAreVersionsOfOneThing() throws Exception {
        var jars = Files.createDirectories(kernel.folder().resolve("both"));
        TestRepository.jar(jars.resolve("moss-9.jar"), "moss", "9");
        TestRepository.jar(jars.resolve("elm-9.jar"), "elm", "9");
        kernel.run("%maven t:moss:1\n%jars both/elm-9.jar");
        assertThat(kernel.run("%jars both/moss-9.jar").error())
                .contains("VersionConflict: moss is loaded already as moss-1.jar; moss-9.jar cannot");
        assertThat(kernel.run("%maven t:elm:1").error())
                .contains("VersionConflict: elm is loaded already as elm-9.jar; elm-1.jar cannot");
        assertThat(kernel.run("t.Moss.version() + t.Elm.version()").result()).isEqualTo("moss 1elm 9");
    }

    @Test void theKernelsOwnLibrariesAreNotTheNotebooks() throws Exception {
        assertThat(kernel.run("Class.forName(\"org.zeromq.ZContext\")").error()).contains("ClassNotFoundException");
        assertThat(kernel.run("Class.forName(\"tools.jackson.databind.JsonNode\")").error())
                .contains("ClassNotFoundException");
        assertThat(kernel.run("%maven t:moss:1\norg.zeromq.ZContext x;").error())
                .contains("package org.zeromq does not exist");
    }

    @Test void withoutNetworkTheErrorComesSoon(@TempDir Path own) throws Exception {
        var offline = new TestRepository(own);
        offline.add("leaf", "1");
        try (var silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                var notebook = KernelProcess.start(own, home(offline))) {
            offline.mirror("http://127.0.0.1:" + silent.getLocalPort());
            var stopped = notebook.begin("%maven t:leaf:1");
            try (var _ = silent.accept()) {
                notebook.request("control", "interrupt_request", Map.of()).awaitEnd();
                assertThat(stopped.awaitEnd().error()).startsWith("stopped");
            }
            assertThat(soon(notebook, "%maven t:leaf:1").error()).contains("MavenError")
                    .contains("Is the network there?").contains("Nothing was loaded");
        }
        try (var notebook = KernelProcess.start(own, home(offline))) {
            offline.mirror("https://repository.invalid");
            assertThat(soon(notebook, "%maven t:leaf:1").error())
                    .contains(
                            "t:leaf:pom:1 cannot be fetched from the repository test (https://repository.invalid): UnknownHostException")
                    .contains("Is the network there?");
            assertThat(notebook.run("t.Leaf.version()").error()).contains("package t does not exist");
        }
    }

    private static Run soon(KernelProcess kernel, String code) throws InterruptedException {
        long begin = System.nanoTime();
        var run = kernel.run(code);
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(LIMIT);
        return run;
    }
}
