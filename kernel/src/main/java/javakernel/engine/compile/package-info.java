/**
 * Cells to classes: what is generated and compiled for a cell, what was declared until now, what a redeclaration
 * changes.
 *
 * <p>Knows nothing of running. The thread {@code compiler} runs it; what help asks is answered to any thread.
 */
@NullMarked
package javakernel.engine.compile;

import org.jspecify.annotations.NullMarked;
