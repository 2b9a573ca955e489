package kernel.magic;

import kernel.engine.Result;
import kernel.engine.Source;
import kernel.output.Cell;

/** Runs code as if it were the cell, magics in it too: what {@code %load}, {@code %time} and the like are given. */
public interface CellRunner {
    /** Runs a source. */
    Result run(Cell cell, Source source);

    /** Runs what stands from {@code from} to {@code to}. */
    Result run(Cell cell, Source source, int from, int to);
}
