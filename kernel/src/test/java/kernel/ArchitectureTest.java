package kernel;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.time.Instant;
import org.junit.jupiter.api.Test;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static org.assertj.core.api.Assertions.assertThat;

/** Arrows between the packages point one way, and each knows only what is its business. */
class ArchitectureTest {
    private static final JavaClasses CLASSES = new ClassFileImporter().withImportOption(new ImportOption.DoNotIncludeTests()).importPackages("kernel");

    @Test void arrowsPointOneWay() {
        assertThat(CLASSES).hasSizeGreaterThan(20);
        layeredArchitecture().consideringOnlyDependenciesInLayers()
                .layer("root").definedBy("kernel")
                .layer("magic").definedBy("kernel.magic")
                .layer("display").definedBy("kernel.display..")
                .layer("engine").definedBy("kernel.engine..")
                .layer("output").definedBy("kernel.output")
                .layer("protocol").definedBy("kernel.protocol")
                .whereLayer("root").mayNotBeAccessedByAnyLayer()
                .whereLayer("magic").mayOnlyBeAccessedByLayers("root")
                .whereLayer("display").mayOnlyBeAccessedByLayers("root", "magic")
                .whereLayer("engine").mayOnlyBeAccessedByLayers("root", "magic")
                .whereLayer("output").mayOnlyBeAccessedByLayers("root", "magic", "display", "engine")
                .check(CLASSES);
    }

    @Test void onlyTheProtocolKnowsZeroMq() {
        classes().that().resideOutsideOfPackage("kernel.protocol")
                .should().onlyDependOnClassesThat().resideOutsideOfPackage("org.zeromq..").check(CLASSES);
    }

    /**
     * The machine's clock may be set while a kernel runs: only dates that are told are taken from it, never how long
     * something takes or may take.
     */
    @Test void nothingWaitsByTheMachinesClock() {
        noClasses().that().doNotHaveFullyQualifiedName("kernel.protocol.Message").and().resideOutsideOfPackage("kernel.display.timeline..")
                .should().callMethod(System.class, "currentTimeMillis").orShould().callMethod(Instant.class, "now").check(CLASSES);
    }

    @Test void nobodyNeedsJShell() {
        noClasses().should().dependOnClassesThat().resideInAPackage("jdk.jshell..").check(CLASSES);
    }

    @Test void onlyOneClassKnowsTheInsidesOfTheCompiler() {
        noClasses().that().haveNameNotMatching("kernel\\.engine\\.Javac(\\$.*)?")
                .should().dependOnClassesThat().resideInAPackage("com.sun.tools.javac..").check(CLASSES);
    }
}
