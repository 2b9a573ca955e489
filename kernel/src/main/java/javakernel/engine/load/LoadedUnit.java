package javakernel.engine.load;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassModel;
import java.lang.constant.ClassDesc;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.invoke.MutableCallSite;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import javakernel.engine.javac.ClassBytes;
import javakernel.engine.source.Holder;
import javakernel.engine.source.LineTable;
import javakernel.engine.weave.Weaver;
import org.jspecify.annotations.Nullable;

/**
 * The classes of one compilation, loaded: woven and linked when they are used. Of the notebook's other classes it sees
 * those that were the latest when it was compiled, so that they can be collected once no such unit, thread or object is
 * left. One loader for all units would make one package of them to the JVM too, but a loader's classes are collected
 * together or not at all (hidden classes go one by one, but no other class can name them). Thread-safe, as class
 * loaders are.
 */
public final class LoadedUnit extends ClassLoader {
    static {
        registerAsParallelCapable();
    }

    private final String holder;
    private final NotebookLoader notebook;
    private final Map<String, byte[]> classes;
    private final Map<String, LoadedUnit> others;
    private final Map<String, String> moved;
    private final Map<String, LineTable> lines;
    private final Set<Integer> checkpoints;
    private final Map<String, MutableCallSite> calls = new ConcurrentHashMap<>();
    private final Map<String, Set<String>> references = new ConcurrentHashMap<>();
    private final Map<String, ClassModel> models = new ConcurrentHashMap<>(); // while classes are woven
    private final Weaver weaver;

    /**
     * @param holder      the class with the variables, methods and statements
     * @param classes     as javac has written them, by the names they have to the JVM
     * @param others      the units of all other classes of the notebook that these name, by their names
     * @param moved       the classes that hold its variables, by the variable's name, where it does not hold them
     *                    itself
     * @param lines       by the names of the classes that are in no other
     * @param checkpoints the lines before which statements can be stopped
     */
    public LoadedUnit(String holder, NotebookLoader notebook, Map<String, byte[]> classes,
            Map<String, LoadedUnit> others, Map<String,
                    String> moved,
            Map<String, LineTable> lines, Set<Integer> checkpoints) {
        super(notebook);
        this.holder = holder;
        this.notebook = notebook;
        this.classes = Map.copyOf(classes);
        this.others = Map.copyOf(others);
        this.moved = Map.copyOf(moved);
        this.lines = new ConcurrentHashMap<>(lines);
        this.checkpoints = Set.copyOf(checkpoints);
        weaver = new Weaver(ClassHierarchyResolver.ofResourceParsing(this::classFile)
                .orElse(ClassHierarchyResolver.defaultResolver()), this::model);
    }

    public String holder() {
        return holder;
    }

    NotebookLoader notebook() {
        return notebook;
    }

    /** As javac has written them. */
    public Map<String, byte[]> classes() {
        return classes;
    }

    /** The unit whose class of this name is meant here, null for none. */
    public @Nullable LoadedUnit unitOf(String name) {
        return classes.containsKey(name) ? this : others.get(name);
    }

    public Map<String, String> moved() {
        return moved;
    }

    /** The lines of a class. */
    public @Nullable LineTable lines(String className) {
        return lines.get(outermost(className));
    }

    /** A class stays as it is, but its text stands elsewhere now. */
    public void moveLines(String className, UnaryOperator<LineTable> moved) {
        lines.computeIfPresent(className, (name, table) -> moved.apply(table));
    }

    /**
     * The notebook's classes that a type of this unit names, and the classes in it. They stay: there may be many to
     * ask.
     */
    public Set<String> references(String type) {
        return references.computeIfAbsent(type,
                t -> classes.entrySet().stream().filter(c -> outermost(c.getKey()).equals(t))
                        .flatMap(c -> ClassBytes.references(c.getValue()).stream())
                        .collect(Collectors.toUnmodifiableSet()));
    }

    /** The class around a class of this unit. */
    public String outermost(String name) {
        return ClassBytes.outermost(name, classes::containsKey);
    }

    /** The calls of other declarations' methods, by their name and type. */
    Map<String, MutableCallSite> calls() {
        return calls;
    }

    @Override protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (!classes.containsKey(name)) return others.get(name) instanceof LoadedUnit other ? other.loadClass(name)
                : super.loadClass(name, resolve);
        synchronized (getClassLoadingLock(name)) {
            var loaded = findLoadedClass(name);
            return loaded == null ? define(name) : loaded;
        }
    }

    private Class<?> define(String name) {
        var model = ClassFile.of().parse(ClassBytes.renamed(ClassBytes.of(name, classes)));
        var woven = weaver.weave(model, Linker.transform(model, this), lines(name), checkpoints);
        models.clear();
        return defineClass(name, woven, 0, woven.length);
    }

    /** A class of the notebook's; empty for others. */
    private Optional<ClassModel> model(String internalName) {
        if (!Linker.isNotebooks(internalName)) return Optional.empty();
        return Optional.ofNullable(models.computeIfAbsent(internalName, name -> {
            var unit = unitOf(name);
            return unit == null ? null : ClassFile.of().parse(ClassBytes.renamed(ClassBytes.of(name, unit.classes)));
        }));
    }

    private @Nullable InputStream classFile(ClassDesc type) {
        var name = type.descriptorString().substring(1, type.descriptorString().length() - 1);
        var unit = unitOf(name.replace('/', '.'));
        return unit == null ? notebook.getResourceAsStream(name + ".class")
                : new ByteArrayInputStream(ClassBytes.renamed(ClassBytes.of(name, unit.classes)));
    }

    /** The methods with its statements, in their order. */
    public List<MethodHandle> code(int count) {
        var code = new ArrayList<MethodHandle>();
        for (int i = 0; i < count; i++) code.add(method(holder, Holder.RUN + i,
                MethodType.methodType(Object.class)));
        return code;
    }

    /** A static method of one of its classes. */
    public MethodHandle method(String owner, String name, MethodType type) {
        try {
            var found = loadClass(owner);
            return MethodHandles.privateLookupIn(found, MethodHandles.lookup()).findStatic(found, name, type);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * A method of this type among those of the cell; null where the types of its parameters are others than those of
     * {@code type}, of the same names.
     */
    @Nullable MethodHandle find(String name, MethodType type) {
        try {
            var found = loadClass(holder);
            return MethodHandles.privateLookupIn(found, MethodHandles.lookup()).findStatic(found, name, type);
        } catch (ReflectiveOperationException | LinkageError e) {
            return null;
        }
    }

    /** The field of a variable that this unit holds itself. */
    public Field field(String variable) {
        try {
            var field = loadClass(holder).getDeclaredField(variable);
            field.setAccessible(true);
            return field;
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
