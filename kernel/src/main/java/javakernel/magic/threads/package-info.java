/**
 * Magics about what lives now: {@code %threads}, {@code %stop}, {@code %deadlocks}.
 */
package javakernel.magic.threads;
