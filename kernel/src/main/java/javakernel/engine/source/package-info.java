/**
 * A cell's text: its pieces, their places, and the map from generated source and compiled lines back to it.
 *
 * <p>Knows nothing of classes that are loaded or run. The thread {@code compiler} splits; places are asked by any.
 */
@NullMarked
package javakernel.engine.source;

import org.jspecify.annotations.NullMarked;
