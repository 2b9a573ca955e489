/**
 * Magics that measure or draw time: {@code %time}, {@code %timeit}, {@code %%timeline}.
 */
@NullMarked
package javakernel.magic.time;

import org.jspecify.annotations.NullMarked;
