package kernel.engine;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import jdk.jshell.JShell;
import jdk.jshell.SourceCodeAnalysis.Documentation;

/**
 * The documentation of the JDK, from its {@code src.zip} where that is installed. Reading it takes a while, so it is asked of a JShell of its own,
 * which knows nothing of the notebook but its imports and runs nothing; no cell waits for it.
 */
final class Reference {
    private final JShell shell = JShell.builder().executionEngine("local").compilerOptions(Engine.COMPILER_OPTIONS).build();
    private final Set<String> imports = new HashSet<>();

    /** Takes some tenths of a second; what follows is quick then. */
    Reference() {
        javadoc(Signature.of("long Math.max(long a, long b)"), List.of(Engine.IMPORTS));
        shell.sourceCodeAnalysis().completionSuggestions("S", 1, new int[1]);
    }

    /** The doc comment of {@code wanted}, inherited parts included; empty where there is none or it is not the JDK's. */
    synchronized Optional<String> javadoc(Signature wanted, List<String> imported) {
        for (var i : imported) if (imports.add(i)) shell.eval(i);
        return wanted.uses().flatMap(use -> shell.sourceCodeAnalysis().documentation(use, use.length(), true).stream())
                .filter(d -> d.javadoc() != null && Signature.of(d.signature()).text().equals(wanted.text()))
                .map(Documentation::javadoc).findFirst();
    }
}
