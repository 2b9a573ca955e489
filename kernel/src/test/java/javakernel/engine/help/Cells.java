package javakernel.engine.help;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import javakernel.engine.javac.Program;
import javakernel.engine.source.Place;
import javakernel.notebook.Notebook;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** A notebook as help sees it: cells that were compiled, each into a class with static members. Nothing is run. */
final class Cells implements NotebookView {
    private static final String PACKAGE = "cells";
    private static final Pattern NAME =
            Pattern.compile("(?:class|record|interface|enum)\\s+(\\w+)|(\\w+)\\s*(?:=|;|\\((?!.*=))",
                    Pattern.UNICODE_CHARACTER_CLASS);

    private final Map<String, byte[]> classFiles = new HashMap<>();
    private final Map<String, List<String>> names = new HashMap<>();
    private final Map<String, List<Declaration>> declarations = new HashMap<>();
    private final List<Path> classPath =
            new ArrayList<>(List.of(Path.of(URI.create(Notebook.class.getProtectionDomain().getCodeSource()
                    .getLocation().toString()))));
    private int cells;

    /** A cell of one declaration, a variable's, a method's or a type's, named {@code In1} and so on. */
    Cells declare(String declaration) {
        var cell = "In" + ++cells;
        var code = declaration.replaceAll("(?s)/\\*\\*.*?\\*/", "").strip();
        var found = NAME.matcher(code);
        if (!found.find()) throw new IllegalArgumentException(declaration);
        var name = found.group(1) == null ? found.group(2) : found.group(1);
        var imports = new StringBuilder();
        imports().forEach(imports::append);
        names.forEach((n, owners) -> owners
                .forEach(o -> imports.append("import static ").append(o).append('.').append(n).append(";")));
        var program =
                new Program(cell + ".java", "package " + PACKAGE + ";" + imports + "public class " + cell
                        + " { public static " + declaration + "\n}");
        var compiler = ToolProvider.getSystemJavaCompiler();
        var files = new Memory(new ClassFiles(this));
        if (!compiler.getTask(null, files, null, compilerOptions(), null, List.of(program))
                .call())
            throw new IllegalArgumentException(declaration);
        names.put(name, List.of(PACKAGE + "." + cell));
        declarations.put(name,
                List.of(new Declaration(declaration, new Place("In[" + cells + "]", 1, 0, declaration))));
        return this;
    }

    private final class Memory extends ForwardingJavaFileManager<JavaFileManager> {
        Memory(JavaFileManager files) {
            super(files);
        }

        @Override public JavaFileObject getJavaFileForOutput(Location location, String className,
                JavaFileObject.Kind kind, FileObject sibling) throws IOException {
            return new SimpleJavaFileObject(URI.create("memory:///" + className + ".class"), kind) {
                @Override public OutputStream openOutputStream() {
                    return new ByteArrayOutputStream() {
                        @Override public void close() {
                            classFiles.put(className, toByteArray());
                        }
                    };
                }
            };
        }
    }

    @Override public List<String> compilerOptions() {
        return List.of("--enable-preview", "--source", String.valueOf(Runtime.version().feature()), "-proc:none", "-g");
    }

    @Override public List<String> imports() {
        return List.of("import module java.base;", "import javakernel.display.*;",
                "import static javakernel.notebook.Notebook.*;");
    }

    @Override public String packageName() {
        return PACKAGE;
    }

    @Override public Map<String, List<String>> names() {
        return names;
    }

    @Override public Map<String, byte[]> classFiles() {
        return classFiles;
    }

    @Override public List<Path> classPath() {
        return classPath;
    }

    @Override public List<Declaration> declarations(String name) {
        return declarations.getOrDefault(name, List.of());
    }
}
