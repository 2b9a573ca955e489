package javakernel.magic.cells;

import java.util.List;
import java.util.stream.Collectors;
import javakernel.base.Texts;
import javakernel.magic.Magic;
import javakernel.magic.MagicCall;
import javakernel.output.Result;

/** {@code %lsmagic}: the list of all magics. */
final class LsMagicMagic implements Magic {
    private final Magics magics;

    LsMagicMagic(Magics magics) {
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

    @Override public Result run(MagicCall call) {
        call.cell().out().println(magics.all().stream().map(m -> String.join(", ", m.names()) + ": " + m.summary())
                .collect(Collectors.joining("\n")));
        return new Result.Done(null);
    }
}
