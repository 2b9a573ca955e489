/**
 * What a cell can call: {@code display}, {@code Comm}, {@code Progress}, {@code Outcomes}, {@code Chart} … Its public
 * types and the static members of {@link Notebook} have a name in every cell; nothing else of the kernel has.
 *
 * <p>Knows nothing of the engine and of the protocol's sockets. The notebook's threads call it.
 */
@NullMarked
package javakernel.notebook;

import org.jspecify.annotations.NullMarked;
