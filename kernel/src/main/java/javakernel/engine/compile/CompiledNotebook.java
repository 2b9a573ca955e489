package javakernel.engine.compile;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javakernel.engine.help.NotebookView;
import javakernel.engine.javac.Javac;
import javakernel.engine.source.Place;

/** Tells help what is in force. The thread that helps asks, while another compiles. */
public final class CompiledNotebook implements NotebookView {
    private final List<String> options;
    private final Declarations declarations;
    private final Imports imports;
    private final List<Class<?>> types;
    private final List<String> given;
    private final List<Path> classPath;

    /** @param classPath is added to by others */
    public CompiledNotebook(List<String> options, Declarations declarations, Imports imports, GivenNames names,
            List<Path> classPath) {
        this.options = options;
        this.declarations = declarations;
        this.imports = imports;
        this.classPath = classPath;
        types = names.types();
        given = List.of("import module java.base;", "import java.util.prefs.*;",
                "import static " + names.members().getName() + ".*;");
    }

    @Override public List<String> compilerOptions() {
        return options;
    }

    @Override public List<String> imports() {
        var all = new ArrayList<>(given);
        var names = types.stream().map(Class::getSimpleName).filter(name -> declarations.type(name) == null);
        imports.given(names.collect(Collectors.toSet()), imports.own()).lines().forEach(all::add);
        Imports.text(imports.own()).lines().forEach(all::add);
        return all;
    }

    @Override public String packageName() {
        return Javac.PACKAGE;
    }

    @Override public Map<String, List<String>> names() {
        return declarations.owners();
    }

    @Override public Map<String, byte[]> classFiles() {
        return declarations.classes();
    }

    @Override public List<Path> classPath() {
        return List.copyOf(classPath);
    }

    @Override public List<Declaration> declarations(String name) {
        return declarations.named(name).stream()
                .map(d -> new Declaration(d.source().text().substring(d.commentFrom(), d.to()),
                        Place.of(d.source(), d.commentFrom())))
                .toList();
    }
}
