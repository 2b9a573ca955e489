package kernel.engine;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import jdk.jshell.JShell;
import jdk.jshell.SourceCodeAnalysis.Documentation;

/**
 * The documentation of the JDK, from its {@code src.zip} where that is installed. Reading it takes a while, so it is asked of a JShell of its own,
 * which knows nothing of the notebook but its imports and runs nothing; no cell waits for it.
 */
final class Reference {
    private static final int MANY = 100;

    private final JShell shell = JShell.builder().executionEngine("local").compilerOptions(Engine.COMPILER_OPTIONS).build();
    private final Set<String> imports = new HashSet<>();
    private final SequencedMap<String, List<Documentation>> known = new LinkedHashMap<>();      // by the code that was asked for; overloads are asked for together

    /** Takes some tenths of a second; what follows is quick then. */
    Reference() {
        javadoc(Signature.of("long Math.max(long a, long b)"), List.of(Engine.IMPORTS));
        shell.sourceCodeAnalysis().completionSuggestions("S", 1, new int[1]);
    }

    /** The doc comment of {@code wanted}, inherited parts included; empty where there is none or it is not the JDK's. */
    synchronized Optional<String> javadoc(Signature wanted, List<String> imported) {
        for (var i : imported) {
            if (!imports.add(i)) continue;
            shell.eval(i);
            known.clear();
        }
        return wanted.uses().flatMap(use -> documentation(use).stream())
                .filter(d -> d.javadoc() != null && Signature.of(d.signature()).text().equals(wanted.text()))
                .map(Documentation::javadoc).findFirst();
    }

    private List<Documentation> documentation(String use) {
        if (known.size() > MANY) known.pollFirstEntry();
        return known.computeIfAbsent(use, u -> shell.sourceCodeAnalysis().documentation(u, u.length(), true));
    }
}
