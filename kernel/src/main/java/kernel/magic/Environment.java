package kernel.magic;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import kernel.engine.Result;

/** {@code %env}: the environment variables of this process and of the children that it starts. */
final class Environment implements Magic {
    private static final Pattern SETTING = Pattern.compile("(\\w+)(?:\\s*=\\s*|\\s+)(.*)", Pattern.DOTALL);

    @Override public List<String> names() {
        return List.of("%env", "%set_env");
    }

    @Override public String summary() {
        return "shows and sets environment variables";
    }

    @Override public String usage() {
        return """
                %env
                %env PATH
                %env GREETING=你好
                What is set holds for System.getenv and for the child processes started from then on.""";
    }

    @Override public Result run(Call call) throws Failure {
        var arguments = call.arguments();
        var setting = SETTING.matcher(arguments);
        if (arguments.isEmpty()) {
            call.cell().out().println(System.getenv().entrySet().stream().map(e -> e.getKey() + "=" + e.getValue()).sorted().collect(Collectors.joining("\n")));
        } else if (setting.matches()) {
            set(setting.group(1), setting.group(2));
            call.cell().out().println("env: " + setting.group(1) + "=" + setting.group(2));
        } else {
            var value = System.getenv(arguments);
            if (value == null) throw new Failure("NoVariable", "there is no environment variable " + arguments, "%env NAME=value sets one; %env lists all.");
            return new Result.Done(value);
        }
        return new Result.Done(null);
    }

    /** The JDK has no method for it: behind the map that cannot be changed is one that can. What is opened for that stands in {@code jvm.options}. */
    @SuppressWarnings("unchecked")
    static void set(String name, String value) throws Failure {
        try {
            var environment = System.getenv();
            var inner = environment.getClass().getDeclaredField("m");
            inner.setAccessible(true);
            ((Map<String, String>) inner.get(environment)).put(name, value);
        } catch (ReflectiveOperationException | RuntimeException e) {
            throw new Failure("NotSet", "this JVM does not let its environment be changed: " + e, "Set it before JupyterLab is started.");
        }
    }

    @Override public List<String> complete(String arguments) {
        return System.getenv().keySet().stream().filter(n -> n.startsWith(arguments)).sorted().toList();
    }
}
