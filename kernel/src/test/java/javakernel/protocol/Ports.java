package javakernel.protocol;

import java.io.IOException;
import java.net.BindException;
import java.net.ServerSocket;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * TCP ports that nothing listens on, each given but once. They are below those that operating systems give to
 * connections, for such a one could be taken before it is listened on; and each JVM begins elsewhere, for several may
 * run tests.
 */
public final class Ports {
    private static final int FIRST = 10_000;
    private static final int END = 32_768;
    private static final AtomicInteger NEXT = new AtomicInteger((int) ProcessHandle.current().pid() * 1_000);

    private Ports() {}

    public static int free() throws IOException {
        while (true) {
            int port = FIRST + Math.floorMod(NEXT.getAndIncrement(), END - FIRST);
            try (var socket = new ServerSocket(port)) {
                return socket.getLocalPort();
            } catch (BindException e) {
                // taken
            }
        }
    }
}
