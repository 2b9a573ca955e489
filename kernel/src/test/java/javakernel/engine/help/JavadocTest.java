package javakernel.engine.help;

import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import java.net.URI;
import java.util.List;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class JavadocTest {
    private static final String COMMENT = """
             Moves <em>all</em> of {@code a < b} to\s
             {@linkplain List#of the list}, see {@link #next()} &amp; <a href="https://example.org">there</a>.

             <p>In order:
             <ol>
             <li>first, {@systemProperty line.separator}
             <li>second
               <ul><li>nested</li></ul>
             </ol>
             <pre>{@code
                 var x = 1;

                 use(x);
             }</pre>
             {@snippet :
                 foo();  // @link substring="foo" target="#foo()"
             }
             <table><tr><th>a</th><th>b</th></tr><tr><td>1</td><td>2</td></tr></table>

             @param <T> of what
             @param a the one
             @throws java.io.IOException never
             @return nothing
             @since 1
            """;

    @Test void plainTextHasNoMarkup() {
        assertThat(render(COMMENT).text()).isEqualTo("""
                Moves all of a < b to the list, see next() & there.

                In order:

                 1. first, line.separator
                 2. second

                      - nested

                    var x = 1;

                    use(x);

                    foo();

                a | b
                1 | 2

                Type parameters:
                    T – of what

                Parameters:
                    a – the one

                Returns:
                    nothing

                Throws:
                    java.io.IOException – never""");
    }

    @Test void markdownKeepsWhatIsCodeAndWhatIsNot() {
        assertThat(render(COMMENT).markdown())
                .startsWith(
                        "Moves *all* of `a < b` to the list, see `next()` & there.\n\nIn order:\n\n1.  first, `line.separator`\n2.  second\n")
                .contains("\n```\nvar x = 1;\n\nuse(x);\n```\n")
                .endsWith("**Throws**\n\n-   `java.io.IOException` – never");
    }

    @Test void htmlKeepsItsElementsButLinksThatLeadNowhere() {
        var html = render(COMMENT + "<a href=\"#here\">here</a>").html();
        assertThat(html)
                .contains("<em>all</em>", "<code>a &lt; b</code>", "<a href=\"https://example.org\">there</a>",
                        "<pre>foo();</pre>", "<li><code>a</code> – the one")
                .doesNotContain("#here");
    }

    @Test void aBrokenCommentIsShownAsFarAsItGoes() {
        assertThat(render("a {@code b <ul> </nothing> <li {@link").text()).contains("a ");
        assertThat(render("").text()).isEmpty();
    }

    /** @param comment without its stars */
    private static Javadoc.Rendered render(String comment) {
        var trees =
                DocTrees.instance((JavacTask) ToolProvider.getSystemJavaCompiler()
                        .getTask(null, null, null, null, null, null));
        return new Javadoc()
                .render(List.of(trees.getDocCommentTree(new SimpleJavaFileObject(URI.create("string:///comment.html"),
                        JavaFileObject.Kind.HTML) {
                    @Override public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                        return "<body>" + comment + "</body>";
                    }
                })));
    }
}
