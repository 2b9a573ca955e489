package kernel.process;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** The commands that a cell may use beside Java. */
class MagicsTest {
    @TempDir static Path folder;
    static KernelProcess kernel;

    @BeforeAll static void start() throws Exception {
        kernel = KernelProcess.start(folder);
    }

    @AfterAll static void stop() {
        kernel.close();
    }

    @Test void aMagicRunsBetweenTheJavaAroundIt() throws Exception {
        var cell = kernel.run("IO.println(\"before\");\n%lsmagic\nIO.println(\"after\");");
        assertThat(cell.stdout()).startsWith("before\n").contains("%%javac: compiles").endsWith("after\n");
        assertThat(cell.error()).isEmpty();
    }

    @Test void theLinesOfErrorsAreThoseOfTheCell() throws Exception {
        assertThat(kernel.run("%lsmagic\nint a = 1;\n%lsmagic\nint b = missing;").error()).contains(", line 4: cannot find symbol");
        assertThat(kernel.run("%lsmagic\nint c = 1;\nIO.println(c / 0);").error()).contains(", line 3\n        IO.println(c / 0);");
    }

    @Test void wrongSyntaxOrAnUnknownMagicRunsNothingOfTheCell() throws Exception {
        var syntax = kernel.run("IO.println(1);\n%lsmagic\nint a = 1 + ;");
        assertThat(syntax.error()).contains(", line 3: ");
        assertThat(syntax.stdout()).isEmpty();
        var magic = kernel.run("IO.println(1);\n%nothing\n");
        assertThat(magic.error()).contains("there is no magic %nothing").contains("%lsmagic");
        assertThat(magic.stdout()).isEmpty();
    }

    @Test void aCellMagicBelowTheFirstLineSaysWhereItBelongs() throws Exception {
        assertThat(kernel.run("int a = 1;\n%%javac A.java\nvoid main() { }").error()).contains("%%javac must stand in the first line");
    }

    @Test void aQuestionMarkShowsHowToUseAMagic() throws Exception {
        assertThat(kernel.run("%%javac?").stdout()).startsWith("%%javac: compiles").contains("%%javac Dance.java");
        assertThat(kernel.run("IO.println(1);\n%lsmagic?").stdout()).startsWith("1\n%lsmagic: lists the magics");
    }
}
