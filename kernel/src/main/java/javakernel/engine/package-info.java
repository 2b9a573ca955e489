/**
 * Runs a cell's Java: has it split, compiled, woven and loaded, and tells what came of it.
 *
 * <p>Knows nothing of Jupyter, of magics and of how a value is shown. The thread that runs the cells calls it.
 */
@NullMarked
package javakernel.engine;

import org.jspecify.annotations.NullMarked;
