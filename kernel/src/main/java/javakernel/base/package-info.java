/**
 * What every room needs and what is no room's own: the log, the reader's language, memory that is set aside, the
 * kernel's threads, how names and texts are written.
 *
 * <p>Knows nothing of any other package of the kernel. Any thread may call it.
 */
@NullMarked
package javakernel.base;

import org.jspecify.annotations.NullMarked;
