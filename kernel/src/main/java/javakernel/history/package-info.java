/**
 * What was run, in this session and in earlier ones of all the user's Java kernels: one file, whole lines, searched by
 * patterns.
 *
 * <p>Knows nothing of cells. The thread {@code history} writes; any thread adds and asks.
 */
@NullMarked
package javakernel.history;

import org.jspecify.annotations.NullMarked;
