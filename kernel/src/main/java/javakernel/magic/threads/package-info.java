/**
 * Magics about what lives now: {@code %threads}, {@code %stop}, {@code %deadlocks}.
 */
@NullMarked
package javakernel.magic.threads;

import org.jspecify.annotations.NullMarked;
