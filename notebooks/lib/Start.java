interface Work { void run() throws Exception; }

Thread start(String name, Work work) {
    return Thread.ofPlatform().name(name).start(() -> {
        try {
            work.run();
        } catch (InterruptedException e) {
            IO.println(name + "被叫停了");
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    });
}
