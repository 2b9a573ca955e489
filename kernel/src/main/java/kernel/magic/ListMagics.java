package kernel.magic;

import java.util.List;
import java.util.stream.Collectors;
import kernel.engine.Result;

/** {@code %lsmagic}: the list of all magics. */
final class ListMagics implements Magic {
    private final Magics magics;

    ListMagics(Magics magics) {
        this.magics = magics;
    }

    @Override public List<String> names() {
        return List.of("%lsmagic");
    }

    @Override public String summary() {
        return "lists the magics";
    }

    @Override public String usage() {
        return "%lsmagic\nEach has its own help: %name?";
    }

    @Override public Result run(Call call) {
        call.cell().out().println(magics.all().stream().map(m -> String.join(", ", m.names()) + ": " + m.summary())
                .collect(Collectors.joining("\n")));
        return new Result.Done(null);
    }
}
