/**
 * Who did what when: from Flight Recorder's events to lanes, and from lanes to a picture.
 *
 * <p>Knows nothing of magics and of the engine; the events' names stand in {@link javakernel.output.EventNames}. A
 * thread for each timeline records and draws.
 */
@NullMarked
package javakernel.display.timeline;

import org.jspecify.annotations.NullMarked;
