/**
 * What woven code calls: stop checks, locks' events, exits, sockets, lambdas that know their cell. None of it may be
 * seen by the notebook's code, and it costs nothing until something is stopped or recorded.
 *
 * <p>Knows nothing of how code is woven. The notebook's threads call it.
 */
@NullMarked
package javakernel.engine.woven;

import org.jspecify.annotations.NullMarked;
