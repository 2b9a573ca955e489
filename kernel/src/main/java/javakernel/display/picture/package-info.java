/**
 * What all pictures have in common: fonts, PNG beside SVG, Vega-Lite, boxes and arrows.
 *
 * <p>Knows nothing of what is drawn. Any thread may call it.
 */
@NullMarked
package javakernel.display.picture;

import org.jspecify.annotations.NullMarked;
