package javakernel.engine.source;

import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a cell consists of: an import, a declaration, a statement. Numbers are positions in its source.
 */
public sealed interface Snippet {
    Source source();

    int from();

    int to();

    /** Any snippet's own text. */
    default String text() {
        return source().text().substring(from(), to());
    }

    /** The names that occur in it. */
    default Set<String> names() {
        return names(text());
    }

    /** @param name the simple name that it is about, {@code *} for all of a package, class or module */
    record Import(Source source, int from, int to, boolean isStatic, boolean isModule, String qualifier, String name)
            implements
                Snippet {
        public boolean onDemand() {
            return name.equals("*");
        }
    }

    /** Something that has a name and lasts. */
    sealed interface Declaration extends Snippet {
        String name();

        /** Where its doc comment begins, or itself where it has none. */
        default int commentFrom() {
            var text = source().text();
            int from = from();
            int end = text.substring(0, from).stripTrailing().length();
            if (text.startsWith("*/", end - 2)) {
                int comment = text.lastIndexOf("/*", end - 4);
                return text.startsWith("/**", comment) ? comment : from;
            }
            while (end > 0) { // Markdown: lines of their own
                int line = text.lastIndexOf('\n', end - 1) + 1;
                int start = line + text.substring(line).length() - text.substring(line).stripLeading().length();
                if (!text.startsWith("///", start)) break;
                from = start;
                end = text.substring(0, line).stripTrailing().length();
            }
            return from;
        }
    }

    /** From {@code from} to {@code to}: the code between the braces of a method, constructor or initialiser. */
    record Body(int from, int to, boolean isConstructor) {}

    /**
     * @param modifiers where words stand that are left out, for it is no member of a class any more
     * @param bodies    the methods', outermost only
     */
    record Type(Source source, int from, int to, String name, List<Span> modifiers, List<Body> bodies)
            implements
                Declaration {}

    record Span(int from, int to) {}

    /**
     * @param parameters the types of its parameters, as written
     * @param body       null where there is none
     */
    record Method(Source source, int from, int to, String name, String parameters, List<Span> modifiers,
            @Nullable Body body)
            implements
                Declaration {}

    /**
     * One variable; {@code from} and {@code to} are those of its own declarator.
     *
     * @param type        where its type stands, null for {@code var}
     * @param dimensions  {@code []} for each pair that stands after the type or the name and not in {@code type}
     * @param initialiser null for none
     * @param isArray     whether it begins with an array's elements in braces
     * @param isConstant  whether it is final and begins with literals only
     */
    record Variable(Source source, int from, int to, String name, @Nullable Span type, String dimensions,
            @Nullable Span initialiser,
            boolean isArray, boolean isVolatile, boolean isFinal, boolean isConstant)
            implements
                Declaration {
        public String typeText() {
            var written = Objects.requireNonNull(type, "it is declared by var");
            return source.text().substring(written.from(), written.to()) + dimensions;
        }

        @Override public Set<String> names() {
            var names = new HashSet<>(Snippet.names(text()));
            if (type != null) names.addAll(Snippet.names(typeText()));
            return names;
        }
    }

    /**
     * A statement, or an expression.
     *
     * @param kind what becomes of it
     */
    record Statement(Source source, int from, int to, Kind kind) implements Snippet {}

    enum Kind {
        /**
         * Ends as it may: it is put into a block, so that what follows can be reached and its pattern variables end
         * with it.
         */
        CONTROL,
        /** The same, and pattern variables of its condition may be known behind it: it is put into no block. */
        BINDING,
        /** An expression that Java has as a statement. */
        EXPRESSION,
        /** An expression that Java has not as a statement: it is evaluated. */
        VALUE,
        /** The cell's last expression, whose value is shown. */
        SHOWN,
        /** The same, and a method's call: it may have no value. */
        SHOWN_CALL
    }

    Pattern WORD = Pattern.compile("\\p{javaJavaIdentifierStart}\\p{javaJavaIdentifierPart}*");
    Pattern ESCAPE = Pattern.compile("\\\\u+([0-9a-fA-F]{4})");

    static Set<String> names(String text) {
        var names = new HashSet<String>();
        var code = Lexed.of(text).code();
        if (code.contains("\\u")) code = ESCAPE.matcher(code)
                .replaceAll(e -> Matcher.quoteReplacement(Character.toString(Integer.parseInt(e.group(1), 16))));
        for (var word = WORD.matcher(code); word.find();) names.add(word.group());
        return names;
    }
}
