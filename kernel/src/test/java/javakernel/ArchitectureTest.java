package javakernel;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

/** Arrows between the packages point one way, and each knows only what is its business. */
class ArchitectureTest {
    private static final String ROOT = "javakernel";

    /** Each uses none that stands behind it. */
    private static final List<String> PACKAGES = List.of("base", "base.system", "protocol", "output", "output.standin",
            "engine.javac", "engine.source", "engine.woven", "engine.weave", "engine.threads", "engine.load",
            "engine.help", "engine.compile", "engine", "display", "display.render", "display.picture",
            "display.timeline", "notebook", "magic", "magic.libraries", "magic.files", "magic.time", "magic.threads",
            "magic.schedules", "magic.cells", "requests", "history", "");
    private static final int MOST = 14; // classes of a package, beside nested ones

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests()).importPackages(ROOT);

    @Test void arrowsPointOneWay() {
        var wrong = new TreeSet<String>();
        for (var from : CLASSES) {
            for (var dependency : from.getDirectDependenciesFromSelf()) {
                var to = dependency.getTargetClass().getBaseComponentType();
                if (to.getPackageName().startsWith(ROOT) && place(to) > place(from)) {
                    wrong.add(from.getName() + " -> " + to.getName());
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    private static int place(JavaClass type) {
        var name = type.getPackageName().substring(ROOT.length()).replaceFirst("^\\.", "");
        assertThat(PACKAGES).as("the packages that have a place").contains(name);
        return PACKAGES.indexOf(name);
    }

    @Test void aPackageIsSmallAndSaysWhatItIsFor() {
        assertThat(PACKAGES).allSatisfy(name -> {
            var folder = Path.of("src/main/java", ROOT).resolve(name.replace('.', '/'));
            try (var files = Files.list(folder)) {
                var sources = files.map(f -> f.getFileName().toString()).filter(f -> f.endsWith(".java")).toList();
                assertThat(sources).as(name).contains("package-info.java").hasSizeBetween(3, MOST + 1);
            }
        });
    }

    /**
     * What stands in for the JDK's parts knows the JDK; who prints, starts and waits there need not know the engine.
     */
    @Test void theOutputKnowsNoEngine() {
        noClasses().that().resideInAnyPackage(ROOT + ".output..", ROOT + ".display..", ROOT + ".notebook")
                .should().dependOnClassesThat().resideInAPackage(ROOT + ".engine..").check(CLASSES);
    }

    @Test void onlyTheProtocolKnowsZeroMq() {
        classes().that().resideOutsideOfPackage(ROOT + ".protocol")
                .should().onlyDependOnClassesThat().resideOutsideOfPackage("org.zeromq..").check(CLASSES);
    }

    /**
     * The machine's clock may be set while a kernel runs: only dates that are told are taken from it, never how long
     * something takes or may take.
     */
    @Test void nothingWaitsByTheMachinesClock() {
        noClasses().that().doNotHaveFullyQualifiedName(ROOT + ".protocol.Message")
                .and().resideOutsideOfPackage(ROOT + ".display.timeline..")
                .should().callMethod(System.class, "currentTimeMillis").orShould().callMethod(Instant.class, "now")
                .check(CLASSES);
    }

    @Test void nobodyNeedsJShell() {
        noClasses().should().dependOnClassesThat().resideInAPackage("jdk.jshell..").check(CLASSES);
    }

    @Test void onlyOneClassKnowsTheInsidesOfTheCompiler() {
        noClasses().that().haveNameNotMatching(ROOT + "\\.engine\\.javac\\.Javac(\\$.*)?")
                .should().dependOnClassesThat().resideInAPackage("com.sun.tools.javac..").check(CLASSES);
    }
}
