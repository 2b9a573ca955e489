package javakernel.base;

/** How wide text is where every character takes one column or two, as in a terminal and in code. */
public final class TextWidth {
    private TextWidth() {}

    /** In columns. */
    public static int of(String text) {
        return text.codePoints().map(TextWidth::of).sum();
    }

    /** Two for a Chinese, Japanese or Korean character, for full-width punctuation and for an emoji; else one. */
    public static int of(int character) {
        return switch (Character.UnicodeScript.of(character)) {
            case HAN, HIRAGANA, KATAKANA, HANGUL, BOPOMOFO -> 2;
            default -> isFullWidth(character) || Character.isEmojiPresentation(character) ? 2 : 1;
        };
    }

    private static boolean isFullWidth(int character) {
        return character >= 0x3000 && character <= 0x303f || character >= 0xff00 && character <= 0xff60;
    }
}
