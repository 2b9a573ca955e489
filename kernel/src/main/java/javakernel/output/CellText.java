package javakernel.output;

import java.util.Map;
import java.util.UUID;
import javakernel.base.Texts;
import javakernel.protocol.Message;
import org.jspecify.annotations.Nullable;

/**
 * The text of one run of a cell on its way to the reader. What a front end bears is published. What follows goes to a
 * file only, which has all of it from the first character; below what is shown a note tells how much is left out, where
 * all of it is, and the last lines. The note is a display that is updated as long as text comes, also after the cell's
 * end.
 *
 * <p>One thread at a time writes: the one that holds the cell's order, which may have little stack left. The
 * publisher's thread makes the note and writes the file.
 */
final class CellText {
    /** A Jupyter server drops what exceeds 3,000,000 bytes of text in 3 s; so no run does. */
    private static final int BYTES = 2_750_000;
    /** JupyterLab's time is spent on lines: with 350,000 it stands still for several seconds. */
    private static final int LINES = 250_000;
    /** Between stdout and stderr: JupyterLab makes an output of each. */
    private static final int CHANGES = 1_000;
    private static final int BYTES_AROUND = 700; // of a message, beside its text

    private static final int LAST_LINES = 20;
    private static final int LAST_CHARACTERS = 4_000;

    private final Cell cell;
    private final Publisher publisher;
    private final String display = UUID.randomUUID().toString();

    private final Transcript transcript = new Transcript(); // this and all that follows is guarded by this
    private final StringBuilder last = new StringBuilder(); // of what is left out
    private String stream = "";
    private int changes;
    private volatile int bytes;
    private int shownLines;
    private long shownCharacters;
    private long lines;
    private long characters;
    private boolean cut;
    private boolean ended;
    private boolean noted;
    private boolean noteWaits;

    CellText(Cell cell, Publisher publisher) {
        this.cell = cell;
        this.publisher = publisher;
    }

    /** The caller holds the cell's order. */
    void write(String stream, String text) {
        int shown;
        boolean full;
        synchronized (this) {
            shown = count(stream, text);
            full = transcript.add(text);
        }
        if (shown > 0) publisher.addText(cell, stream, text.substring(0, shown));
        if (shown < text.length()) addNote();
        if (full) publisher.addToBeMade(cell, true, this::save);
    }

    /** The cell's own thread is through: from now on the note does not say "so far". */
    void end() {
        if (endsCut()) addNote();
    }

    /** The front end forgets it. */
    synchronized void forget() {
        transcript.forget();
    }

    /** How many bytes of it the front end shows, about; any thread may ask. */
    int shownBytes() {
        return bytes;
    }

    /** Returns how many characters of {@code text} are shown. */
    private int count(String stream, String text) {
        int shown = cut ? 0 : fitting(stream, text);
        if (!cut && shown < text.length()) {
            cut = true;
            shownCharacters = characters + shown;
        }
        characters += text.length();
        lines += lineEnds(text);
        if (cut) {
            last.append(text, Math.max(shown, text.length() - LAST_CHARACTERS), text.length());
            if (last.length() > 4 * LAST_CHARACTERS) last.delete(0, last.length() - LAST_CHARACTERS);
        }
        return shown;
    }

    /** All of {@code text}, or those of its lines that do not exceed what is shown. */
    private int fitting(String stream, String text) {
        int sent = bytes;
        if (!stream.equals(this.stream)) {
            this.stream = stream;
            changes++;
            sent += BYTES_AROUND;
        }
        int fitting = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            sent += bytes(c);
            if (sent > BYTES || shownLines == LINES || changes > CHANGES) return fitting;
            if (c == '\n') {
                shownLines++;
                fitting = i + 1;
            }
        }
        bytes = sent;
        return text.length();
    }

    /** How many bytes it takes in JSON, in UTF-8. */
    private static int bytes(char c) {
        if (c >= 0x80) return c < 0x800 || Character.isSurrogate(c) ? 2 : 3;
        if (c >= ' ') return c == '"' || c == '\\' ? 2 : 1;
        return c == '\n' || c == '\t' || c == '\r' ? 2 : 6;
    }

    private static int lineEnds(String text) {
        int ends = 0;
        for (int i = text.indexOf('\n'); i >= 0; i = text.indexOf('\n', i + 1)) ends++;
        return ends;
    }

    private synchronized boolean endsCut() {
        ended = true;
        return cut;
    }

    private void addNote() {
        boolean first;
        synchronized (this) {
            if (noteWaits) return;
            noteWaits = true;
            first = !noted;
        }
        publisher.addToBeMade(cell, first, this::note);
    }

    /** No message comes of it. */
    private synchronized @Nullable Message save() {
        transcript.write();
        return null;
    }

    private synchronized Message note() {
        noteWaits = false;
        if (!noted) transcript.keepFor(cell);
        transcript.write();
        var type = noted ? "update_display_data" : "display_data";
        noted = true;
        return cell.request().publish(type, Map.of("data", Map.of("text/plain", noteText()), "metadata", Map.of(),
                "transient", Map.of("display_id", display)));
    }

    private String noteText() {
        var end = lastLines();
        long leftOut = lines - shownLines - lineEnds(end);
        var count = leftOut > 0 ? Texts.of(ended ? "output.lines" : "output.linesSoFar", leftOut, lines)
                : Texts.of(ended ? "output.characters" : "output.charactersSoFar",
                        characters - shownCharacters - end.length(), characters);
        var path = transcript.path();
        var fault = transcript.fault();
        var where = path == null ? Texts.of("output.notKept", String.valueOf(fault))
                : fault == null ? Texts.of("output.all", path) : Texts.of("output.first", path, fault);
        return "… " + Texts.of("output.note", count, where) + "\n\n" + end;
    }

    private String lastLines() {
        int earliest = Math.max(0, last.length() - LAST_CHARACTERS);
        int whole = last.indexOf("\n", earliest) + 1;
        if (earliest > 0 && whole > 0 && whole < last.length()) earliest = whole;
        int from = last.length();
        for (int n = 0; n < LAST_LINES && from > earliest; n++)
            from = Math.max(earliest, last.lastIndexOf("\n", from - 2) + 1);
        return last.substring(from);
    }
}
