/**
 * What the JDK has no public way for: the few POSIX calls, descriptors that are set aside, the JDK's insides.
 *
 * <p>Knows nothing of cells. Any thread may call it.
 */
@NullMarked
package javakernel.base.system;

import org.jspecify.annotations.NullMarked;
