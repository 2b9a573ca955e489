package javakernel.base;

import java.util.Locale;
import java.util.MissingResourceException;
import java.util.ResourceBundle;

/**
 * What the reader is told, in one language, his own: by key from {@code texts_zh.properties} where he reads Chinese,
 * else from {@code texts_en.properties}. Those who say something use it from any thread.
 */
public final class Texts {
    /** Read when the first text is asked for; what the notebook makes of the locale afterwards changes nothing. */
    private static final class Bundle {
        static final ResourceBundle TEXTS = ResourceBundle.getBundle(Texts.class.getPackageName() + ".texts",
                Locale.of(language().getLanguage().equals("zh") ? "zh" : "en"), Texts.class.getClassLoader());
    }

    private Texts() {}

    /**
     * The reader's language, as far as it is known: that of the environment, or of the front end as the launcher found
     * it.
     */
    public static Locale language() {
        return Locale.getDefault(Locale.Category.DISPLAY);
    }

    /**
     * @param key       of a text; one that there is not stands for itself
     * @param arguments what takes the places {@code %1$s}, {@code %2$,d} … as of {@link String#format}; without any,
     *                  the text is given as it stands, with its percent signs
     */
    public static String of(String key, Object... arguments) {
        try {
            var text = Bundle.TEXTS.getString(key);
            return arguments.length == 0 ? text : String.format(Locale.ROOT, text, arguments);
        } catch (MissingResourceException e) {
            return key;
        }
    }
}
