package javakernel.requests;

import java.util.List;
import java.util.Map;
import javakernel.display.MimeType;
import javakernel.engine.help.Help.Described;
import javakernel.magic.Magic;
import javakernel.magic.cells.DocumentationMagic;
import javakernel.magic.cells.Magics;

/** The documentation of what stands at the cursor, as an inspect_reply. */
public final class InspectReply {
    private InspectReply() {}

    public static Map<String, Object> content(Magic magic) {
        return content(Map.of(MimeType.PLAIN, Magics.help(magic)));
    }

    /** @param detail from 1 on the source of what the notebook declares is told, too */
    public static Map<String, Object> content(List<Described> found, int detail) {
        return content(DocumentationMagic.data(found, detail > 0));
    }

    private static Map<String, Object> content(Map<String, Object> data) {
        return Map.of("status", "ok", "found", !data.isEmpty(), "metadata", Map.of(), "data", data);
    }
}
