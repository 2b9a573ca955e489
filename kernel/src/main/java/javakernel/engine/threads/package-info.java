/**
 * What the notebook's threads do: which there are, who waits for whom, and how they are stopped.
 *
 * <p>Knows nothing of the compiler. Any thread may ask; {@code control} stops.
 */
@NullMarked
package javakernel.engine.threads;

import org.jspecify.annotations.NullMarked;
