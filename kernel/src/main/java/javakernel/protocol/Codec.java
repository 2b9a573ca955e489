package javakernel.protocol;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * Messages to ZeroMQ frames and back, signed with the connection's key and verified. The frames are: identities,
 * {@code <IDS|MSG>}, signature in hex, header, parent header, metadata, content.
 *
 * <p>Not for use by several threads at once: the channels' thread owns it.
 */
final class Codec {
    private static final byte[] DELIMITER = "<IDS|MSG>".getBytes(StandardCharsets.US_ASCII);

    private static final int REMEMBERED = 1 << 14; // signatures

    private final @Nullable Mac mac;
    /** Of the latest messages, oldest first: nobody who has listened can have a request carried out again. */
    private final SequencedSet<String> signatures = new LinkedHashSet<>();

    /**
     * @param scheme {@code hmac-sha256} or another HMAC that the JDK has
     * @param key    empty: messages are neither signed nor verified
     * @throws IllegalArgumentException for an unknown scheme
     */
    Codec(String scheme, String key) {
        if (key.isEmpty()) {
            mac = null;
            return;
        }
        try {
            var algorithm = scheme.replace("-", "");
            mac = Mac.getInstance(algorithm);
            mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), algorithm));
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("unknown signature_scheme: " + scheme, e);
        }
    }

    List<byte[]> encode(Message message) {
        var parts = List.of(Json.bytes(message.header()), Json.bytes(message.parentHeader()),
                Json.bytes(message.metadata()), Json.bytes(message.content()));
        var frames = new ArrayList<>(message.identities());
        frames.add(DELIMITER);
        frames.add(signature(parts));
        frames.addAll(parts);
        return frames;
    }

    /**
     * @throws BadMessageException for a wrong signature or one that has come before, missing parts, parts that are not
     * JSON objects, or a header that says not what it is
     */
    Message decode(List<byte[]> frames) throws BadMessageException {
        int delimiter = 0;
        while (delimiter < frames.size() && !Arrays.equals(frames.get(delimiter), DELIMITER)) delimiter++;
        if (frames.size() < delimiter + 6) throw new BadMessageException("parts are missing");
        var parts = frames.subList(delimiter + 2, delimiter + 6);
        var signature = signature(parts);
        if (!MessageDigest.isEqual(frames.get(delimiter + 1), signature))
            throw new BadMessageException("wrong signature");
        var signed = new String(signature, StandardCharsets.US_ASCII);
        if (signatures.contains(signed)) throw new BadMessageException("has come before");
        var objects = new ArrayList<ObjectNode>();
        for (var part : parts) objects.add(Json.parse(part));
        var message = new Message(List.copyOf(frames.subList(0, delimiter)), objects.get(0), objects.get(1),
                objects.get(2), objects.get(3));
        if (message.id().isEmpty() || message.type().isEmpty())
            throw new BadMessageException("the header has no msg_id or no msg_type");
        if (mac != null) remember(signed);
        return message;
    }

    private void remember(String signed) {
        if (signatures.size() == REMEMBERED) signatures.removeFirst();
        signatures.add(signed);
    }

    private byte[] signature(List<byte[]> parts) {
        if (mac == null) return new byte[0];
        mac.reset(); // of what was begun when the memory gave out
        parts.forEach(mac::update);
        return HexFormat.of().formatHex(mac.doFinal()).getBytes(StandardCharsets.US_ASCII);
    }
}
