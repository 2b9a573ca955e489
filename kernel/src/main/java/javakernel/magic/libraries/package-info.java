/**
 * Magics that add to the class path: artifacts of Maven repositories, jars, POMs.
 */
@NullMarked
package javakernel.magic.libraries;

import org.jspecify.annotations.NullMarked;
