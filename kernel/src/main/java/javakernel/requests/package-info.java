/**
 * Answers to requests other than those that run something: completion, documentation, what the kernel is, the next
 * line's indentation.
 *
 * <p>Runs nothing of the notebook's. The thread {@code helper} calls it.
 */
@NullMarked
package javakernel.requests;

import org.jspecify.annotations.NullMarked;
