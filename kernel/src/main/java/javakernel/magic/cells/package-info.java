/**
 * Cells with magics: takes them apart and runs part after part. All magics are listed in {@link Magics}; those about
 * the notebook itself stand here too.
 *
 * <p>The thread that runs the cells runs it; completion asks on {@code helper}.
 */
@NullMarked
package javakernel.magic.cells;

import org.jspecify.annotations.NullMarked;
