package javakernel.requests;

import java.util.List;
import java.util.Map;
import javakernel.protocol.Message;

/** What the kernel says of itself. */
public final class KernelInfoReply {
    private KernelInfoReply() {}

    public static Map<String, Object> content() {
        var version = KernelInfoReply.class.getPackage().getImplementationVersion(); // in the jar only
        var java = Runtime.version().toString();
        return Map.of(
                "status", "ok",
                "protocol_version", Message.PROTOCOL_VERSION,
                "implementation", "java-notebook-kernel",
                "implementation_version", version == null ? "unpacked" : version,
                "language_info", Map.of(
                        "name", "java",
                        "version", java,
                        "mimetype", "text/x-java",
                        "file_extension", ".java",
                        "pygments_lexer", "java",
                        "codemirror_mode", "text/x-java"),
                "banner", "Java " + java,
                "debugger", false,
                "help_links", List.of(Map.of(
                        "text", "Java API",
                        "url",
                        "https://docs.oracle.com/en/java/javase/" + Runtime.version().feature() + "/docs/api/")));
    }
}
