package javakernel.base;

/** The kernel's own classes, which a reader is never told of. Any thread may ask. */
public final class KernelCode {
    private static final String PACKAGES = KernelCode.class.getName().replaceFirst("\\..*", ".");

    private KernelCode() {}

    /** Whether a class of this name is the kernel's. */
    public static boolean is(String className) {
        return className.startsWith(PACKAGES);
    }
}
