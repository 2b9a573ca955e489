package javakernel.engine.help;

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
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.type.TypeKind;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/** Doc comments as a reader wants to see them. Not for several threads at once. */
public final class Javadoc {
    private record Note(String tag, String title) {}

    private static final List<Note> NOTES = List.of(new Note("apiNote", "API note"),
            new Note("implSpec", "Implementation requirements"), new Note("implNote", "Implementation note"));

    /** In a snippet: a line of its own, or the end of a line. */
    private static final String TAGS = "//\\s*@(?:link|highlight|replace|start|end)\\b.*";
    private static final Pattern MARKUP = Pattern.compile("(?m)^[ \\t]*" + TAGS + "\\n?|[ \\t]*" + TAGS + "$");

    private final DocTrees trees = DocTrees.instance(
            (JavacTask) ToolProvider.getSystemJavaCompiler().getTask(null, null, d -> {}, null, null, null));

    /**
     * A comment in three forms.
     *
     * @param html null for a comment in Markdown
     */
    public record Rendered(@Nullable String html, String markdown, String text) {}

    /** @param comments at least one: what the first leaves out, or inherits, is taken from the next that has it */
    Rendered render(List<DocCommentTree> comments) {
        boolean markdown = comments.stream().anyMatch(Javadoc::isMarkdown);
        var html = markdown ? null : write(comments, new DocWriter.Html());
        return new Rendered(html, write(comments, new DocWriter.Text(true)),
                write(comments, new DocWriter.Text(false)));
    }

    private static boolean isMarkdown(DocCommentTree comment) {
        return comment.getFullBody().stream().anyMatch(RawTextTree.class::isInstance)
                || comment.getBlockTags().stream().anyMatch(t -> Boolean.TRUE.equals(new Finder().scan(t, null)));
    }

    /** Whether a comment says all there is to say of an element, so that it inherits nothing. */
    static boolean isWhole(DocCommentTree comment, Element element) {
        if (!(element instanceof ExecutableElement method)) return true;
        boolean returns = method.getReturnType().getKind() == TypeKind.VOID || RETURNS.in(comment).findAny().isPresent()
                || comment.getFullBody().stream().anyMatch(ReturnTree.class::isInstance);
        return returns && !comment.getFullBody().isEmpty() && !comment.toString().contains("{@inheritDoc}")
                && PARAMETERS.in(comment).count() == method.getParameters().size();
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

    /**
     * Block tags of one kind.
     *
     * @param name     what a tag tells of; empty where that needs no name
     * @param inherits whether what a method's comment leaves out is taken from the one that it overrides
     */
    private record Section<T extends DocTree>(String title, Class<T> type, Predicate<T> filter,
            Function<T, String> name, Function<T, List<? extends DocTree>> content, boolean inherits) {
        Stream<T> in(DocCommentTree comment) {
            return comment.getBlockTags().stream().filter(type::isInstance).map(type::cast).filter(filter);
        }

        /** What a comment says of {@code wanted}. */
        List<? extends DocTree> of(String wanted, DocCommentTree comment) {
            var tag = in(comment).filter(t -> name.apply(t).equals(wanted)).findFirst();
            return tag.isPresent() ? content.apply(tag.get()) : List.of();
        }
    }

    private static final Section<DeprecatedTree> DEPRECATED =
            new Section<>("Deprecated", DeprecatedTree.class, t -> true, t -> "", DeprecatedTree::getBody, false);
    private static final Section<ParamTree> TYPE_PARAMETERS =
            new Section<>("Type parameters", ParamTree.class, ParamTree::isTypeParameter,
                    t -> t.getName().toString(), ParamTree::getDescription, true);
    private static final Section<ParamTree> PARAMETERS =
            new Section<>("Parameters", ParamTree.class, t -> !t.isTypeParameter(),
                    t -> t.getName().toString(), ParamTree::getDescription, true);
    private static final Section<ReturnTree> RETURNS =
            new Section<>("Returns", ReturnTree.class, t -> true, t -> "", ReturnTree::getDescription, true);
    private static final Section<ThrowsTree> THROWS =
            new Section<>("Throws", ThrowsTree.class, t -> true, t -> t.getExceptionName()
                    .getSignature(), ThrowsTree::getDescription, false);

    private String write(List<DocCommentTree> comments, DocWriter page) {
        new Writer(page, comments).write();
        return page.toString();
    }

    private final class Writer extends DocTreeScanner<Void, Void> {
        private final DocWriter page;
        private final List<DocCommentTree> comments;
        private int level; // of the comment that is being written
        private Function<DocCommentTree, List<? extends DocTree>> part = DocCommentTree::getFullBody; // what is written

        Writer(DocWriter page, List<DocCommentTree> comments) {
            this.page = page;
            this.comments = comments;
        }

        void write() {
            section(DEPRECATED);
            inherit(0, DocCommentTree::getFullBody);
            for (var note : NOTES) {
                section(new Section<>(note.title(), UnknownBlockTagTree.class, t -> t.getTagName()
                        .equals(note.tag()), t -> "", UnknownBlockTagTree::getContent, false));
            }
            section(TYPE_PARAMETERS);
            section(PARAMETERS);
            section(RETURNS);
            section(THROWS);
        }

        private <T extends DocTree> void section(Section<T> section) {
            var own = section.in(comments.getFirst()).toList();
            var names = own.stream().map(section.name()).toList();
            var inherited = comments.stream().skip(1).filter(c -> section.inherits()).flatMap(section::in)
                    .map(section.name()).distinct().filter(n -> !names.contains(n)).toList();
            if (own.isEmpty() && inherited.isEmpty()) return;
            page.heading(section.title());
            for (var tag : own) item(section, section.name()
                    .apply(tag), () -> scan(section.content().apply(tag), null));
            for (var name : inherited) item(section, name, () -> inherit(1, part));
        }

        private void item(Section<?> section, String name, Runnable content) {
            page.item(name);
            part = c -> section.of(name, c);
            content.run();
            page.endItem();
        }

        /** Writes a part of the first comment that has it, from the one at {@code from} on. */
        private void inherit(int from, Function<DocCommentTree, List<? extends DocTree>> wanted) {
            int before = level;
            part = wanted;
            for (level = from; level < comments.size(); level++) {
                var content = wanted.apply(comments.get(level));
                if (content.isEmpty()) continue;
                scan(content, null);
                break;
            }
            level = before;
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
            inherit(level + 1, part);
            return null;
        }

        private static String name(ReferenceTree reference) {
            var signature = reference.getSignature().replace('#', '.');
            return signature.startsWith(".") ? signature.substring(1) : signature;
        }
    }
}
