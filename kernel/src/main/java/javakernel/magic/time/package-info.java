/**
 * Magics that measure or draw time: {@code %time}, {@code %timeit}, {@code %%timeline}.
 */
package javakernel.magic.time;
