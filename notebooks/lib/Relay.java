void transfer(SocketChannel from, SocketChannel to) throws IOException {
    var bytes = ByteBuffer.allocate(1024);
    while (from.read(bytes.clear()) >= 0) {
        try { to.write(bytes.flip()); } catch (IOException e) { }   // 那头已经走了
    }
}

class Relay implements AutoCloseable {
    final Path file;
    final ServerSocketChannel door;
    final Map<Process, SocketChannel> ends = new HashMap<>();

    Relay(String name) throws IOException {
        file = Path.of("programs", name);
        Files.deleteIfExists(file);
        door = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        door.bind(UnixDomainSocketAddress.of(file));
    }

    Process start(String program) throws IOException {
        var java = new ProcessBuilder("java", program, file.toString()).inheritIO();
        var process = java.start();
        ends.put(process, door.accept());           // 等它接上来
        return process;
    }

    void carry(Process from, Process to) throws IOException {
        transfer(ends.get(from), ends.get(to));
    }

    @Override public void close() throws IOException {
        for (var end : ends.values()) end.close();
        door.close();
        Files.delete(file);
    }
}
