/**
 * Magics about files, folders, environment and programs: {@code %cd}, {@code %env}, {@code %load}, {@code %%javac},
 * {@code %%writefile}, {@code !}.
 */
package javakernel.magic.files;
