import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import jdk.jshell.JShell;
import jdk.jshell.SourceCodeAnalysis;
import jdk.jshell.execution.LocalExecutionControlProvider;

/** JShell without any kernel: each line of input is evaluated, or completed where it begins with `?`; its value, or how many ways there are, is a line of output. */
public class BareJShell {
    public static void main(String[] arguments) throws IOException {
        var in = new BufferedReader(new InputStreamReader(System.in));
        var builder = JShell.builder().executionEngine(new LocalExecutionControlProvider(), null)
                .compilerOptions("--enable-preview", "--source", String.valueOf(Runtime.version().feature()), "-proc:none", "-g");
        try (var shell = builder.build()) {
            shell.eval("import module java.base;");
            for (String line; (line = in.readLine()) != null;) {
                System.out.println(line.startsWith("?") ? completions(shell, line.substring(1)) : value(shell, line));
            }
        }
    }

    private static int completions(JShell shell, String code) {
        return shell.sourceCodeAnalysis().completionSuggestions(code, code.length(), new int[1]).size();
    }

    private static String value(JShell shell, String code) {
        String value = null;
        for (var rest = code; !rest.isBlank();) {
            SourceCodeAnalysis.CompletionInfo next = shell.sourceCodeAnalysis().analyzeCompletion(rest);
            var event = shell.eval(next.source()).getLast();
            if (event.exception() != null || event.status().name().equals("REJECTED")) throw new IllegalArgumentException(code);
            value = event.value();
            rest = next.remaining();
        }
        return value;
    }
}
