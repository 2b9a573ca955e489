/**
 * Compiled classes in the JVM: loaded unit by unit, linked so that older code calls the latest, and let go when nothing
 * uses them. Stack frames are read back into places of cells here.
 *
 * <p>Knows nothing of the compiler. Threads of the notebook load and link; any may ask.
 */
@NullMarked
package javakernel.engine.load;

import org.jspecify.annotations.NullMarked;
