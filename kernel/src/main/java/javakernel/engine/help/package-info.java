/**
 * Help in writing: completion, documentation, whether code is complete. It is compiled up to the cursor, never run.
 *
 * <p>Knows nothing of running and of how the engine keeps what it knows ({@link NotebookView}). One thread at a time,
 * most often {@code helper}.
 */
@NullMarked
package javakernel.engine.help;

import org.jspecify.annotations.NullMarked;
