/**
 * The Jupyter protocol: messages, their signatures, JSON, and the five ZeroMQ sockets.
 *
 * <p>Knows nothing of Java, of cells and of how a request is answered. The thread {@code channels} owns the sockets;
 * what it received is handed on, what is to be sent is handed to it.
 */
@NullMarked
package javakernel.protocol;

import org.jspecify.annotations.NullMarked;
