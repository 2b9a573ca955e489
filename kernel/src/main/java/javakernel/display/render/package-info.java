/**
 * Values in the forms that front ends show: text, HTML tables, images, what a value says of itself.
 *
 * <p>Knows nothing of charts, timelines and magics. Any thread may call it.
 */
@NullMarked
package javakernel.display.render;

import org.jspecify.annotations.NullMarked;
