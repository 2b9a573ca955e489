package javakernel.base;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class TextsTest {
    private static final Path SOURCES = Path.of("src/main/java");
    private static final Path BUNDLES = Path.of("src/main/resources/javakernel/base");
    private static final Pattern USE = Pattern.compile("Texts\\.of\\(\\s*\"([^\"]+)\"");
    private static final Pattern LITERAL = Pattern.compile("\"([\\w.]+)\"");
    private static final Pattern PLACE = Pattern.compile("%(\\d+\\$)?[-,.\\d]*[a-zA-Z%]");
    private static final Pattern CHINESE = Pattern.compile("\\p{IsHan}");

    @Test void bothLanguagesHaveTheSameTexts() throws Exception {
        assertThat(texts("en").keySet()).isEqualTo(texts("zh").keySet()).isNotEmpty();
    }

    @Test void aTextTakesTheSameArgumentsInBothLanguages() throws Exception {
        var chinese = texts("zh");
        texts("en").forEach((key, text) -> assertThat(places(text)).as(key).isEqualTo(places(chinese.get(key))));
    }

    @Test void everyTextThatIsAskedForIsThere() throws Exception {
        assertThat(texts("en").keySet()).containsAll(matches(USE));
    }

    @Test void everyTextIsAskedFor() throws Exception {
        assertThat(matches(LITERAL)).containsAll(texts("en").keySet());
    }

    /** One language at a time. */
    @Test void noEnglishTextHoldsChinese() throws Exception {
        assertThat(texts("en").entrySet())
                .noneMatch(t -> !t.getKey().endsWith(".usage") && CHINESE.matcher(t.getValue()).find());
    }

    @Test void whatIsNotThereStandsForItself() {
        assertThat(Texts.of("no.such.text", 1)).isEqualTo("no.such.text");
    }

    /** Where text is given its arguments, none is left, and a percent sign is one. */
    @Test void everyTextCanBeFilledIn() throws Exception {
        for (var language : Set.of("en", "zh")) {
            texts(language).forEach((key, text) -> {
                if (places(text).stream().anyMatch(p -> p.contains("$"))) {
                    assertThat(places(text)).as(key).allMatch(p -> p.contains("$") || p.equals("%%"));
                    assertThat(String.format(Locale.ROOT, text.replaceAll("%(\\d+)\\$[-,.\\d]*[a-zA-Z]", "%$1\\$s"), 1,
                            2, 3, 4, 5, 6)).as(key).doesNotContain("$s");
                }
            });
        }
    }

    private static TreeMap<String, String> texts(String language) throws IOException {
        var texts = new TreeMap<String, String>();
        try (var file = Files.newBufferedReader(BUNDLES.resolve("texts_" + language + ".properties"))) {
            var all = new Properties() {
                @Override public synchronized Object put(Object key, Object value) {
                    assertThat(containsKey(key)).as(key + " stands once in the file").isFalse();
                    return super.put(key, value);
                }
            };
            all.load(file);
            all.stringPropertyNames().forEach(key -> texts.put(key, all.getProperty(key)));
        }
        return texts;
    }

    private static Set<String> places(String text) {
        return PLACE.matcher(text).results().map(m -> m.group()).filter(p -> p.contains("$") || p.equals("%%"))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> matches(Pattern pattern) throws IOException {
        try (var files = Files.walk(SOURCES)) {
            var found = new TreeSet<String>();
            for (var file : files.filter(f -> f.toString().endsWith(".java")).toList()) {
                pattern.matcher(Files.readString(file)).results().forEach(m -> found.add(m.group(1)));
            }
            return found;
        }
    }
}
