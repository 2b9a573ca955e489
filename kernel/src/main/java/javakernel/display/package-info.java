/**
 * What is said between values and those who show them: {@link Displayable}, {@link DisplayData}, MIME types.
 *
 * <p>Knows nothing of how anything is drawn. Any thread may call it.
 */
@NullMarked
package javakernel.display;

import org.jspecify.annotations.NullMarked;
