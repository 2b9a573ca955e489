package javakernel.output;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/**
 * UTF-8 bytes, cut anywhere, to text: a character whose bytes arrive in two pieces is one character.
 * Bytes that are no UTF-8 become U+FFFD. Not for several threads at once: the writer holds its cell's lock.
 */
final class TextStream {
    private static final int PIECE = 1 << 16; // bytes that are decoded at once

    private final CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder()
            .onMalformedInput(CodingErrorAction.REPLACE).onUnmappableCharacter(CodingErrorAction.REPLACE);
    private final Consumer<String> sink;
    private byte[] begun = new byte[0]; // the first bytes of a character whose last ones have not come yet

    TextStream(Consumer<String> sink) {
        this.sink = sink;
    }

    void write(byte[] bytes, int offset, int length) {
        for (int end = offset + length; offset < end; offset += PIECE)
            decode(join(bytes, offset, Math.min(PIECE, end - offset)), false);
    }

    /** No more bytes will come: a character that was begun is shown as U+FFFD. */
    void end() {
        decode(ByteBuffer.wrap(begun), true);
        decoder.reset();
    }

    private void decode(ByteBuffer in, boolean last) {
        var out = CharBuffer.allocate(in.remaining() + 1);
        decoder.decode(in, out, last);
        if (last) decoder.flush(out);
        begun = new byte[in.remaining()];
        in.get(begun);
        if (out.flip().hasRemaining()) sink.accept(out.toString());
    }

    private ByteBuffer join(byte[] bytes, int offset, int length) {
        if (begun.length == 0) return ByteBuffer.wrap(bytes, offset, length);
        return ByteBuffer.allocate(begun.length + length).put(begun).put(bytes, offset, length).flip();
    }
}
