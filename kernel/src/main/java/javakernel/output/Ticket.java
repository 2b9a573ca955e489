package javakernel.output;

import org.jspecify.annotations.Nullable;

/**
 * For which cell a task works.
 *
 * @param site  where it was handed over to be run by whoever has a thread for it; null when that has not been seen
 * @param alone whether it was made for that alone: then no code of the notebook can call it by itself
 */
public record Ticket(Cell cell, @Nullable String site, boolean alone) {}
