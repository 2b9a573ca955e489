package javakernel.magic.files;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javakernel.base.Texts;
import javakernel.magic.EnvironmentVariables;
import javakernel.magic.Failure;
import javakernel.magic.Magic;
import javakernel.magic.MagicCall;
import javakernel.output.Result;

/** {@code %env}: the environment variables of this process and of the children that it starts. */
public final class EnvMagic implements Magic {
    private static final Pattern SETTING = Pattern.compile("(\\w+)(?:\\s*=\\s*|\\s+)(.*)", Pattern.DOTALL);

    @Override public List<String> names() {
        return List.of("%env", "%set_env");
    }

    @Override public String summary() {
        return Texts.of("env.summary");
    }

    @Override public String usage() {
        return Texts.of("env.usage");
    }

    @Override public Result run(MagicCall call) throws Failure {
        var arguments = call.arguments();
        var setting = SETTING.matcher(arguments);
        if (arguments.isEmpty()) {
            call.cell().out().println(System.getenv().entrySet().stream().map(e -> e.getKey() + "=" + e.getValue())
                    .sorted().collect(Collectors.joining("\n")));
        } else if (setting.matches()) {
            EnvironmentVariables.set(setting.group(1), setting.group(2));
            call.cell().out().println("env: " + setting.group(1) + "=" + setting.group(2));
        } else {
            var value = System.getenv(arguments);
            if (value == null)
                throw new Failure("NoVariable", Texts.of("env.none", arguments), Texts.of("env.none.mend"));
            return new Result.Done(value);
        }
        return new Result.Done(null);
    }

    @Override public List<String> complete(String arguments) {
        return System.getenv().keySet().stream().filter(n -> n.startsWith(arguments)).sorted().toList();
    }
}
