package kernel;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
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

    @Test void onlyTheEngineKnowsJShell() {
        noClasses().that().resideOutsideOfPackages("kernel.engine", "kernel")
                .should().dependOnClassesThat().resideInAPackage("jdk.jshell..").check(CLASSES);
    }
}
