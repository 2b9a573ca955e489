package javakernel.engine.help;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javakernel.engine.source.Place;
import org.jspecify.annotations.Nullable;

/**
 * What help has to know of the notebook; the engine supplies it. The thread {@code help} asks, at any time: also
 * while a cell is compiled or runs. So no answer should wait for a compilation, and none runs any of the notebook's
 * code; each is the state before or after some part of a cell, and may be read while the next is under way.
 *
 * <p>Help never evaluates anything: it compiles what is being written, with imports of the names that occur in it,
 * against the class files that are here.
 */
public interface NotebookView {
    /** How code is compiled: the kernel's options for javac and the reader's. */
    List<String> compilerOptions();

    /**
     * The import declarations that are in force in each cell, each with its semicolon: the kernel's own and those of
     * cells.
     */
    List<String> imports();

    /** The package of the notebook's classes, without a name within: {@code notebook$}. */
    String packageName();

    /**
     * The names of the notebook's variables, methods and types that are in force, each with the classes that have a
     * static member of this name, named as in an import: {@code notebook$.$In7}; of a type the package. There is more
     * than one class where a variable and a method, or overloads, are in several. Asked for with each question: it
     * should be at hand.
     */
    Map<String, List<String>> names();

    /**
     * All of the notebook's classes that are in force or still used by such, nested ones too: class files by binary
     * name, {@code notebook$.$In7$Seat}.
     */
    Map<String, byte[]> classFiles();

    /**
     * What cells may use beside the JDK: the folders and jars of the notebook, and the kernel's own, which has the
     * calls of every cell.
     */
    List<Path> classPath();

    /**
     * What the notebook declares under this name and is in force, the newest first; several where a variable and a
     * method share it, or for overloads.
     */
    List<Declaration> declarations(String name);

    /**
     * A declaration as a cell has it, doc comment included.
     *
     * @param place where it begins; null where that is not known
     */
    record Declaration(String source, @Nullable Place place) {}
}
