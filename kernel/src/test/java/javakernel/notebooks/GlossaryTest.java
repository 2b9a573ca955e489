package javakernel.notebooks;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * One word for one thing: what the notebooks teach stands in the glossary, and what stands there is taught where it
 * says.
 */
class GlossaryTest {
    private static final String GLOSSARY = "06-glossary.ipynb";
    private static final Pattern WORD = Pattern.compile(
            "^\\| \\*\\*(.+?)\\*\\* \\| (.+?) \\| .+? \\| (\\[.+?]\\(.+?\\)) \\| .+ \\|$", Pattern.MULTILINE);
    private static final Pattern LEARNED = Pattern.compile("^\\| \\[[^|]*\\) \\| ([^|]+) \\|$", Pattern.MULTILINE);

    /** @param link where in the notebooks it happens */
    private record Word(String chinese, String english, LinksTest.Link link) {}

    private static final Map<String, Word> words = new LinkedHashMap<>();

    @BeforeAll static void read() throws IOException {
        for (var text : new Notebook(GLOSSARY).texts().values()) {
            WORD.matcher(text).results()
                    .map(m -> new Word(m.group(1), m.group(2), LinksTest.links(GLOSSARY, m.group(3)).getFirst()))
                    .forEach(
                            word -> assertThat(words.put(word.chinese(), word)).as(word.chinese() + " stands once")
                                    .isNull());
        }
        assertThat(words).hasSizeGreaterThan(40);
    }

    @Test void eachWordIsUsedByBothItsNamesWhereItSaysThatItHappens() throws IOException {
        for (var word : words.values()) {
            var notebook =
                    String.join("\n", new Notebook(word.link().target().replaceFirst("#.*", "")).texts().values());
            assertThat(notebook).as(word.toString()).contains(word.chinese(), word.english());
        }
    }

    @Test void everyWordThatANotebookTeachesStandsHereUnderTheSameNames() throws IOException {
        for (var file : Notebook.files()) {
            var summary = new Notebook(file).texts().get("summary");
            if (summary == null) continue;
            var learned =
                    LEARNED.matcher(summary).results().flatMap(row -> Stream.of(row.group(1).split("，"))).toList();
            assertThat(learned).as(file).isNotEmpty().allSatisfy(both -> {
                var chinese = both.substring(0, both.indexOf(' '));
                assertThat(words).as(both).containsKey(chinese);
                assertThat(words.get(chinese).english()).isEqualTo(both.substring(chinese.length() + 1));
            });
        }
    }
}
