package kernel.engine;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import jdk.jshell.DeclarationSnippet;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import jdk.jshell.Snippet.Status;
import jdk.jshell.SnippetEvent;
import jdk.jshell.VarSnippet;
import kernel.output.Cell;
import kernel.protocol.Texts;

/**
 * What a cell does to older declarations: variables are kept where that is possible; where it is not, and where something cannot be used any more,
 * the reader is told at the cell's end. One for each run; used by the thread that holds the compiler's lock.
 */
final class Aftermath {
    private final JShell shell;
    private final Linker linker;
    private final Execution execution;
    private final Origins origins;
    private final Errors errors;
    private final Map<String, Changed> changes = new TreeMap<>();       // by the variable's name
    private final Set<DeclarationSnippet> unusable = new LinkedHashSet<>();

    private record Changed(String name, String type, Linker.Change change, String cell) {
        String message() {
            return switch (change) {
                case LOST -> Texts.of("redefinition.lost", name, type, cell);
                case OF_OLD_CLASS -> Texts.of("redefinition.oldClass", name, cell);
            };
        }
    }

    Aftermath(JShell shell, Linker linker, Execution execution, Origins origins, Errors errors) {
        this.shell = shell;
        this.linker = linker;
        this.execution = execution;
        this.origins = origins;
        this.errors = errors;
    }

    /** These are all events of one evaluation, since {@link Linker#begin}. */
    void add(List<SnippetEvent> events) {
        var variables = new HashMap<String, VarSnippet>();
        for (var event : events) {
            if (event.causeSnippet() == null || !event.status().isActive()) continue;
            if (event.snippet() instanceof VarSnippet variable) {
                variables.put(variable.name(), variable);
                if (!event.status().isDefined()) redeclare(variable);
            } else if (event.snippet() instanceof DeclarationSnippet declaration && event.previousStatus() == Status.VALID) {
                unusable.add(declaration);
            }
        }
        linker.changes().forEach((name, change) -> {
            if (variables.containsKey(name)) changes.put(name, new Changed(name, linker.type(name), change, origins.place(variables.get(name)).map(Place::source).orElseGet(() -> Texts.of("redefinition.itsCell"))));
        });
        for (var event : events) if (event.causeSnippet() == null && event.snippet() instanceof VarSnippet variable) changes.remove(variable.name());
    }

    /** What a variable began with does not compile any more; the variable has its type all the same. */
    private void redeclare(VarSnippet variable) {
        redeclare(variable, linker.type(variable.name()) + " " + variable.name() + ";");
    }

    /** What {@code older} declared is declared again, by {@code source}; a variable keeps its value. */
    List<SnippetEvent> redeclare(Snippet older, String source) {
        var events = execution.declaring(() -> shell.eval(source));
        for (var event : events) if (event.causeSnippet() == null) origins.replace(older, event.snippet());
        return events;
    }

    void tell(Cell cell) {
        unusable.stream().filter(d -> shell.status(d).isActive() && shell.status(d) != Status.VALID).forEach(d -> cell.err().println(errors.unresolved(d)));
        changes.values().stream().filter(c -> c.change() == Linker.Change.OF_OLD_CLASS || !linker.holds(c.name())).forEach(c -> cell.err().println(c.message()));
    }
}
