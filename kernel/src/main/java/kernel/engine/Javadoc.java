package kernel.engine;

import com.sun.source.doctree.DeprecatedTree;
import com.sun.source.doctree.DocCommentTree;
import com.sun.source.doctree.DocTree;
import com.sun.source.doctree.EndElementTree;
import com.sun.source.doctree.EntityTree;
import com.sun.source.doctree.ErroneousTree;
import com.sun.source.doctree.EscapeTree;
import com.sun.source.doctree.IndexTree;
import com.sun.source.doctree.InheritDocTree;
import com.sun.source.doctree.LinkTree;
import com.sun.source.doctree.LiteralTree;
import com.sun.source.doctree.ParamTree;
import com.sun.source.doctree.RawTextTree;
import com.sun.source.doctree.ReferenceTree;
import com.sun.source.doctree.ReturnTree;
import com.sun.source.doctree.SnippetTree;
import com.sun.source.doctree.StartElementTree;
import com.sun.source.doctree.SystemPropertyTree;
import com.sun.source.doctree.TextTree;
import com.sun.source.doctree.ThrowsTree;
import com.sun.source.doctree.UnknownBlockTagTree;
import com.sun.source.doctree.ValueTree;
import com.sun.source.util.DocTreeScanner;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import java.net.URI;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** Doc comments as a reader wants to see them. Not for several threads at once. */
public final class Javadoc {
    private record Note(String tag, String title) { }

    private static final List<Note> NOTES = List.of(new Note("apiNote", "API note"), new Note("implSpec", "Implementation requirements"),
            new Note("implNote", "Implementation note"));

    /** In a snippet: a line of its own, or the end of a line. */
    private static final Pattern MARKUP = Pattern.compile("(?m)^[ \\t]*//\\s*@(?:link|highlight|replace|start|end)\\b.*\\n?|[ \\t]*//\\s*@(?:link|highlight|replace|start|end)\\b.*$");

    private final DocTrees trees;

    Javadoc() {
        this((JavacTask) ToolProvider.getSystemJavaCompiler().getTask(null, null, d -> { }, null, null, null));
    }

    /** @param task what parsed the comments to be rendered */
    Javadoc(JavacTask task) {
        trees = DocTrees.instance(task);
    }

    /**
     * A comment in three forms.
     *
     * @param html null for a comment in Markdown
     */
    public record Rendered(String html, String markdown, String text) { }

    /** @param comment without its stars */
    Rendered render(String comment) {
        return render(trees.getDocCommentTree(new SimpleJavaFileObject(URI.create("string:///comment.html"), JavaFileObject.Kind.HTML) {
            @Override public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                return "<body>" + comment + "</body>";
            }
        }));
    }

    Rendered render(DocCommentTree comment) {
        boolean markdown = comment.getFullBody().stream().anyMatch(RawTextTree.class::isInstance)
                || comment.getBlockTags().stream().anyMatch(t -> Boolean.TRUE.equals(new Finder().scan(t, null)));
        return new Rendered(markdown ? null : write(comment, new Page.Html()), write(comment, new Page.Text(true)), write(comment, new Page.Text(false)));
    }

    /** Whether there is Markdown in it. */
    private static final class Finder extends DocTreeScanner<Boolean, Void> {
        @Override public Boolean visitRawText(RawTextTree node, Void nothing) {
            return true;
        }

        @Override public Boolean reduce(Boolean a, Boolean b) {
            return Boolean.TRUE.equals(a) || Boolean.TRUE.equals(b);
        }
    }

    private String write(DocCommentTree comment, Page page) {
        new Writer(page).scan(comment, null);
        return page.toString();
    }

    private final class Writer extends DocTreeScanner<Void, Void> {
        private final Page page;

        Writer(Page page) {
            this.page = page;
        }

        @Override public Void visitDocComment(DocCommentTree node, Void nothing) {
            section("Deprecated", node, DeprecatedTree.class, t -> true, t -> "", DeprecatedTree::getBody);
            scan(node.getFullBody(), null);
            for (var note : NOTES) section(note.title(), node, UnknownBlockTagTree.class, t -> t.getTagName().equals(note.tag()), t -> "", UnknownBlockTagTree::getContent);
            section("Type parameters", node, ParamTree.class, ParamTree::isTypeParameter, t -> t.getName().toString(), ParamTree::getDescription);
            section("Parameters", node, ParamTree.class, t -> !t.isTypeParameter(), t -> t.getName().toString(), ParamTree::getDescription);
            section("Returns", node, ReturnTree.class, t -> true, t -> "", ReturnTree::getDescription);
            section("Throws", node, ThrowsTree.class, t -> true, t -> t.getExceptionName().getSignature(), ThrowsTree::getDescription);
            return null;
        }

        private <T extends DocTree> void section(String title, DocCommentTree comment, Class<T> type, Predicate<T> filter,
                Function<T, String> name, Function<T, List<? extends DocTree>> content) {
            var tags = comment.getBlockTags().stream().filter(type::isInstance).map(type::cast).filter(filter).toList();
            if (tags.isEmpty()) return;
            page.heading(title);
            for (var tag : tags) {
                page.item(name.apply(tag));
                scan(content.apply(tag), null);
                page.endItem();
            }
        }

        @Override public Void visitText(TextTree node, Void nothing) {
            page.text(node.getBody());
            return null;
        }

        @Override public Void visitRawText(RawTextTree node, Void nothing) {
            page.markdown(node.getContent());
            return null;
        }

        @Override public Void visitEntity(EntityTree node, Void nothing) {
            var characters = trees.getCharacters(node);
            page.text(characters == null ? node.toString() : characters);
            return null;
        }

        @Override public Void visitEscape(EscapeTree node, Void nothing) {
            page.text(node.getBody());
            return null;
        }

        @Override public Void visitErroneous(ErroneousTree node, Void nothing) {
            page.text(node.getBody());
            return null;
        }

        @Override public Void visitStartElement(StartElementTree node, Void nothing) {
            page.start(node);
            return null;
        }

        @Override public Void visitEndElement(EndElementTree node, Void nothing) {
            page.end(node.getName().toString());
            return null;
        }

        @Override public Void visitLiteral(LiteralTree node, Void nothing) {
            if (node.getKind() == DocTree.Kind.CODE) page.code(node.getBody().getBody());
            else page.text(node.getBody().getBody());
            return null;
        }

        @Override public Void visitLink(LinkTree node, Void nothing) {
            if (node.getLabel().isEmpty()) page.code(name(node.getReference()));
            else scan(node.getLabel(), null);
            return null;
        }

        @Override public Void visitValue(ValueTree node, Void nothing) {
            page.code(node.getReference() == null ? "its value" : name(node.getReference()));
            return null;
        }

        @Override public Void visitSystemProperty(SystemPropertyTree node, Void nothing) {
            page.code(node.getPropertyName().toString());
            return null;
        }

        @Override public Void visitIndex(IndexTree node, Void nothing) {
            return scan(node.getSearchTerm(), null);
        }

        @Override public Void visitSnippet(SnippetTree node, Void nothing) {
            if (node.getBody() != null) page.block(MARKUP.matcher(node.getBody().getBody()).replaceAll(""));
            return null;
        }

        @Override public Void visitReturn(ReturnTree node, Void nothing) {
            page.text("Returns ");
            scan(node.getDescription(), null);
            page.text(".");
            return null;
        }

        @Override public Void visitInheritDoc(InheritDocTree node, Void nothing) {
            return null;
        }

        private static String name(ReferenceTree reference) {
            var signature = reference.getSignature().replace('#', '.');
            return signature.startsWith(".") ? signature.substring(1) : signature;
        }
    }
}
