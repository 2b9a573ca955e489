/**
 * Magics that add to the class path: artifacts of Maven repositories, jars, POMs.
 */
package javakernel.magic.libraries;
