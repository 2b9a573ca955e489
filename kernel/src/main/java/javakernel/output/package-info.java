/**
 * Whose output is this? Each run of a cell, which thread or child process works for it, and the way of its text to the
 * front end: in order, together, nothing lost.
 *
 * <p>Knows nothing of the compiler and of what Java means. Any thread writes; {@code publisher} sends, {@code children}
 * reads what child processes write.
 */
@NullMarked
package javakernel.output;

import org.jspecify.annotations.NullMarked;
