package javakernel.magic.files;

import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongToIntFunction;
import javakernel.base.Texts;
import javakernel.engine.javac.Program;
import javakernel.engine.source.CompileError;
import javakernel.engine.source.Place;
import javakernel.magic.MagicCall;
import javakernel.output.Result;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaFileObject;
import javax.tools.ToolProvider;

/**
 * What came of compiling a program.
 *
 * @param more lines that tell of no place
 */
public record CompiledProgram(boolean done, List<Diagnostic<? extends JavaFileObject>> errors, String more) {
    /** @throws IllegalArgumentException for options that the compiler does not know */
    public static CompiledProgram of(Program program, List<String> options) {
        var found = new DiagnosticCollector<JavaFileObject>();
        var more = new StringWriter();
        boolean done =
                ToolProvider.getSystemJavaCompiler().getTask(more, null, found, options, null, List.of(program)).call();
        return new CompiledProgram(done, found.getDiagnostics().stream()
                .filter(d -> d.getKind() == Diagnostic.Kind.ERROR).toList(),
                more.toString());
    }

    /**
     * As the reader is told.
     *
     * @param position where in the cell's text that stands which is at a position of the program
     * @param hint     what else is to be said, may be empty
     */
    public Result.Failed failed(MagicCall call, LongToIntFunction position, String hint) {
        var lines = new ArrayList<String>();
        for (var error : errors) {
            var place = Place.of(call.source(), call.body() + position.applyAsInt(error.getStartPosition()));
            int length = (int) (error.getEndPosition() - error.getStartPosition());
            lines.addAll(new CompileError(place, length, error.getCode(), error.getMessage(Texts.language())).lines());
        }
        var rest = more + hint;
        if (!rest.isEmpty()) lines.add(rest);
        return new Result.Failed("CompilationError",
                errors.isEmpty() ? rest.lines().findFirst().orElse("") : errors.getFirst().getMessage(Texts.language()),
                lines);
    }
}
