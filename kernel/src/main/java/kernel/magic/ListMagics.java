package kernel.magic;

import java.util.List;
import java.util.stream.Collectors;
import kernel.engine.Result;
import kernel.protocol.Texts;

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
        return Texts.of("lsmagic.summary");
    }

    @Override public String usage() {
        return Texts.of("lsmagic.usage");
    }

    @Override public Result run(Call call) {
        call.cell().out().println(magics.all().stream().map(m -> String.join(", ", m.names()) + ": " + m.summary())
                .collect(Collectors.joining("\n")));
        return new Result.Done(null);
    }
}
