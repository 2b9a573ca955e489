package javakernel.engine.compile;

import java.util.Map;
import javakernel.engine.Engine;
import javakernel.engine.javac.Javac;
import javakernel.engine.source.Snippet;
import javakernel.engine.source.Source;
import javakernel.engine.source.Splitter;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** The reader is told which variables a redeclaration has made others. */
class RedeclarationReportTest {
    private static final String CODE = "Account account = new Account();";

    private final Snippet.Variable variable = (Snippet.Variable) Splitter.split(new Javac(Engine.COMPILER_OPTIONS),
            new Source("In[2]", CODE), 0, CODE.length()).snippets().getFirst();

    @Test void aLostValueIsToldWithItsClassAndTheCellThatMakesItAnew() {
        assertThat(new RedeclarationReport(variable, "java.util.List<Account>", true).message(_ -> null))
                .startsWith("account is null now: ").contains("List<Account>", "Run In[2] again")
                .doesNotContain("java.util");
    }

    @Test void whereTheVariableHasAValueAgainNothingIsSaid() {
        assertThat(new RedeclarationReport(variable, "Account", true).message(Map.of("account", 1)::get)).isEmpty();
    }

    @Test void aVariableThatIsKeptStillHoldsOldObjects() {
        assertThat(new RedeclarationReport(variable, "java.util.List<Account>", false)
                .message(Map.of("account", 1)::get)).startsWith("account still holds objects").contains("Run In[2]");
    }
}
