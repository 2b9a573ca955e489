/**
 * What stands where the JDK's own part would, for the notebook's code: {@code System.in}, {@code out} and {@code err},
 * the start of child processes, tasks handed to other threads.
 *
 * <p>Knows nothing of the compiler. It is called by the notebook's threads, most of it from woven code.
 */
@NullMarked
package javakernel.output.standin;

import org.jspecify.annotations.NullMarked;
