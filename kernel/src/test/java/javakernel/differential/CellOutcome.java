package javakernel.differential;

import java.io.Serializable;
import java.util.List;

/**
 * What running one cell has led to.
 *
 * @param value  of its last expression, as text; null when there is none
 * @param errors what does not compile: {@code line N: message}, the first line of each message, in the lines' order;
 *     where the syntax is wrong only the first {@code line N}, for the messages are about what stands around the cell
 * @param thrown an exception's text, and {@code cell C line N} for each of its frames; empty when none was thrown
 */
record CellOutcome(String value, String stdout, List<String> errors, List<String> thrown) implements Serializable {}
