package javakernel.engine.javac;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.constantpool.Utf8Entry;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * The notebook's classes, as javac writes them, and as the JVM gets them: without the package that only the compiler
 * needs.
 */
public final class ClassBytes {
    /** For classes that are not loaded: what a stack map needs is not looked for. */
    public static final ClassFile READ = ClassFile.of(ClassFile.ConstantPoolSharingOption.NEW_POOL,
            ClassFile.StackMapsOption.DROP_STACK_MAPS);

    private static final Pattern OWN = Pattern.compile(Pattern.quote(Javac.PACKAGE) + "/([^;<.\\[/(): >]+)");
    private static final int UTF8 = 1;
    // of a constant after its tag (JVM specification, 4.4)
    private static final int[] SIZES = {0, -1, 0, 4, 4, 8, 8, 2, 2, 4, 4, 4, 4, 0, 0, 3, 2, 4, 4, 2, 2};

    private ClassBytes() {}

    /** A class without its package. */
    public static byte[] renamed(byte[] bytes) {
        try {
            var in = new DataInputStream(new ByteArrayInputStream(bytes));
            var result = new ByteArrayOutputStream(bytes.length);
            var out = new DataOutputStream(result);
            out.writeInt(in.readInt());
            out.writeInt(in.readInt());
            int count = in.readUnsignedShort();
            out.writeShort(count);
            for (int i = 1; i < count; i++) {
                int tag = in.readUnsignedByte();
                out.writeByte(tag);
                if (tag == UTF8) out.writeUTF(in.readUTF().replace(Javac.PACKAGE + "/", "")
                        .replace(Javac.PACKAGE + ".", ""));
                else out.write(in.readNBytes(SIZES[tag]));
                if (SIZES[tag] == 8) i++; // a long or double counts twice
            }
            in.transferTo(out);
            return result.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The class of this name, which is one of {@code classes}. */
    public static byte[] of(String name, Map<String, byte[]> classes) {
        return Objects.requireNonNull(classes.get(name), name);
    }

    /** The notebook's classes that a class names, by their names without the package; nested ones too. */
    public static Set<String> references(byte[] bytes) {
        var found = new HashSet<String>();
        for (var constant : READ.parse(bytes).constantPool()) {
            if (!(constant instanceof Utf8Entry text) || !text.stringValue().contains(Javac.PACKAGE)) continue;
            OWN.matcher(text.stringValue()).results().forEach(name -> found.add(name.group(1)));
        }
        return found;
    }

    /** The class that is in no other around the class of this name. */
    public static String outermost(String name, Predicate<String> isClass) {
        for (int dollar = name.indexOf('$'); dollar >= 0; dollar = name.indexOf('$', dollar + 1)) {
            if (isClass.test(name.substring(0, dollar))) return name.substring(0, dollar);
        }
        return name;
    }
}
