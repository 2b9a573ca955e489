package javakernel.engine.javac;

import java.net.URI;
import javax.tools.SimpleJavaFileObject;

/** Java source in memory, as the compiler reads it. */
public class Program extends SimpleJavaFileObject {
    private final String text;

    /** @param file its name, such as {@code Dance.java} */
    public Program(String file, String text) {
        super(URI.create("string:///" + file), Kind.SOURCE);
        this.text = text;
    }

    @Override public CharSequence getCharContent(boolean ignoreEncodingErrors) {
        return text;
    }
}
