package javakernel.output;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class TextStreamTest {
    private final StringBuilder text = new StringBuilder();
    private final TextStream stream = new TextStream(text::append);

    @Test void charactersAreWholeWhereverTheirBytesAreCut() {
        var expected = "a中😀é\n";
        var bytes = expected.repeat(3).getBytes(StandardCharsets.UTF_8);
        for (int size = 1; size <= bytes.length; size++) {
            text.setLength(0);
            for (int i = 0; i < bytes.length; i += size) stream.write(bytes, i, Math.min(size, bytes.length - i));
            assertThat(text.toString()).as("pieces of %d bytes", size).isEqualTo(expected.repeat(3));
        }
    }

    @Test void bytesThatAreNoUtf8BecomeReplacementCharacters() {
        stream.write(new byte[] {'a', (byte) 0xff, 'b'}, 0, 3);
        assertThat(text.toString()).isEqualTo("a\ufffdb");
    }

    @Test void aCharacterThatNeverEndsIsShownAtTheEnd() {
        stream.write("中".getBytes(StandardCharsets.UTF_8), 0, 2);
        assertThat(text).isEmpty();
        stream.end();
        assertThat(text.toString()).isEqualTo("\ufffd");
    }
}
