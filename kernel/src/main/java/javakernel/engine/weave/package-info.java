/**
 * What is woven into classes before they are loaded: the notebook's, and a little into those of libraries.
 *
 * <p>Knows nothing of the compiler. It happens on the thread that loads a class.
 */
@NullMarked
package javakernel.engine.weave;

import org.jspecify.annotations.NullMarked;
