package javakernel.magic.cells;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import javakernel.engine.Settings;
import javakernel.engine.source.Source;
import javakernel.magic.Failure;
import javakernel.magic.Folder;
import javakernel.magic.libraries.ClassPath;
import javakernel.output.Cell;
import javakernel.output.Result;

/**
 * What environment variables want to have been done before the first cell. What fails is said below that cell, which
 * runs all the same.
 */
final class Startup {
    private final Settings settings;
    private final Magics magics;
    private final ClassPath classPath;
    private final Folder folder;

    Startup(Settings settings, Magics magics, ClassPath classPath, Folder folder) {
        this.settings = settings;
        this.magics = magics;
        this.classPath = classPath;
        this.folder = folder;
    }

    void run(Cell cell) {
        settings.problems().forEach(cell.err()::println);
        for (var pattern : settings.classPath()) {
            try {
                classPath.add(folder.matching(pattern));
            } catch (Failure | IOException e) {
                cell.err().println("CLASSPATH: " + e.getMessage());
            }
        }
        var scripts = new ArrayList<Source>();
        for (var pattern : settings.scripts()) {
            try {
                for (var file : folder.matching(pattern))
                    scripts.add(new Source(file.getFileName().toString(), Files.readString(file)));
            } catch (Failure | IOException e) {
                cell.err().println("STARTUP_SCRIPTS_PATH: " + e.getMessage());
            }
        }
        scripts.add(new Source("STARTUP_SCRIPT", settings.script()));
        for (var script : scripts) {
            if (magics.run(cell, script) instanceof Result.Failed failed)
                failed.traceback().forEach(cell.err()::println);
        }
    }
}
