/**
 * {@code %%schedules}: a cell's own code under a model checker, in a JVM of its own, and its report as a picture.
 *
 * <p>{@link ScheduleChecker} and {@link ScheduleClasses} run in that other JVM.
 */
package javakernel.magic.schedules;
