package kernel;

import java.util.List;
import java.util.Map;
import kernel.display.MimeType;
import kernel.engine.help.Help.Described;
import kernel.magic.Documentation;
import kernel.magic.Magic;
import kernel.magic.Magics;

/** The documentation of what stands at the cursor, as an inspect_reply. */
final class Inspection {
    private Inspection() { }

    static Map<String, Object> content(Magic magic) {
        return content(Map.of(MimeType.PLAIN, Magics.help(magic)));
    }

    /** @param detail from 1 on the source of what the notebook declares is told, too */
    static Map<String, Object> content(List<Described> found, int detail) {
        return content(Documentation.data(found, detail > 0));
    }

    private static Map<String, Object> content(Map<String, Object> data) {
        return Map.of("status", "ok", "found", !data.isEmpty(), "metadata", Map.of(), "data", data);
    }
}
