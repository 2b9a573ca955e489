package kernel.engine.help;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import kernel.engine.Place;

/**
 * What help has to know of the notebook; the engine supplies it. The thread {@code help} asks, at any time: also while a cell is compiled or
 * runs. So no answer may wait for a compilation or run any of the notebook's code; each is the state after some unit of a cell.
 *
 * <p>Help never evaluates anything: it compiles what is being written together with imports of what it names, against the class files
 * that are here.
 */
public interface Context {
    /** How code is compiled: the kernel's options for javac and the reader's. */
    List<String> compilerOptions();

    /** The import declarations that are in force in each cell, each with its semicolon: the kernel's own and those of cells. */
    List<String> imports();

    /** The package of the notebook's classes, without a name within: {@code REPL}. */
    String packageName();

    /**
     * The names of the notebook's variables, methods and types that are in force, each with the classes that have a static member of this name: more
     * than one where a variable and a method, or overloads, are in several. Classes are named as in an import: {@code REPL.In7}.
     */
    Map<String, List<String>> names();

    /** All of the notebook's classes that are in force or still used by such, nested ones too: class files by binary name, {@code REPL.In7$Seat}. */
    Map<String, byte[]> classFiles();

    /** What cells may use beside the JDK: the folders and jars of the notebook, and the kernel's own, which has the calls of every cell. */
    List<Path> classPath();

    /** What the notebook declares under this name and is in force, the newest first; several where a variable and a method share it, or for overloads. */
    List<Declaration> declarations(String name);

    /**
     * A declaration as a cell has it, doc comment included.
     *
     * @param place where it begins; null where that is not known
     */
    record Declaration(String source, Place place) { }
}
