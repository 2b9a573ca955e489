/**
 * Magics about files, folders, environment and programs: {@code %cd}, {@code %env}, {@code %load}, {@code %%javac},
 * {@code %%writefile}, {@code !}.
 */
@NullMarked
package javakernel.magic.files;

import org.jspecify.annotations.NullMarked;
