/**
 * The kernel as a process: wires the rooms below together, takes requests and answers them.
 *
 * <p>Knows nothing of Java source and of what a magic does. Threads: {@code main} runs the cells ({@link Runner});
 * {@code helper}, {@code control} and {@code parent} answer what must not wait for them.
 */
@NullMarked
package javakernel;

import org.jspecify.annotations.NullMarked;
