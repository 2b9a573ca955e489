/**
 * What a magic is: its interface, the call it gets, and what all magics share.
 *
 * <p>Knows no magic. The thread that runs the cells runs magics; completion may ask them on {@code helper}.
 */
@NullMarked
package javakernel.magic;

import org.jspecify.annotations.NullMarked;
