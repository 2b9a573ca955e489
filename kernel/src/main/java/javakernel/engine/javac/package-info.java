/**
 * The JDK's compiler as the engine needs it: tasks that keep what they have read, files in memory, types as text.
 * {@link Javac} alone knows the compiler's insides.
 *
 * <p>Knows nothing of cells. The thread {@code compiler} runs it.
 */
@NullMarked
package javakernel.engine.javac;

import org.jspecify.annotations.NullMarked;
