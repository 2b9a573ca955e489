/**
 * {@code %%schedules}: a cell's own code under a model checker, in a JVM of its own, and its report as a picture.
 *
 * <p>{@link ScheduleChecker} and {@link ScheduleClasses} run in that other JVM.
 */
@NullMarked
package javakernel.magic.schedules;

import org.jspecify.annotations.NullMarked;
