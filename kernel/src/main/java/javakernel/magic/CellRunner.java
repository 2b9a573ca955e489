package javakernel.magic;

import javakernel.engine.source.Source;
import javakernel.output.Cell;
import javakernel.output.Result;

/** Runs code as if it were the cell, magics in it too: what {@code %load}, {@code %time} and the like are given. */
public interface CellRunner {
    /** Runs a source. */
    Result run(Cell cell, Source source);

    /** Runs what stands from {@code from} to {@code to}. */
    Result run(Cell cell, Source source, int from, int to);
}
