package javakernel.output;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javakernel.protocol.Json;
import javakernel.protocol.Message;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class PublisherTest {
    private final BlockingQueue<Message> sent = new LinkedBlockingQueue<>();
    private final CountDownLatch gate = new CountDownLatch(1);
    private final Publisher publisher = new Publisher(message -> {
        try {
            gate.await();
        } catch (InterruptedException e) {
            return;
        }
        sent.add(message);
    });

    @Test void whatIsPrintedWhileAMessageLeavesIsOneMessageInOrder() throws Exception {
        var cell = cell();
        publisher.addText(cell, "stdout", "first"); // is being sent, until the gate opens
        var text = IntStream.range(0, 1000).mapToObj(i -> i + "\n").collect(Collectors.joining());
        text.lines().forEach(l -> publisher.addText(cell, "stdout", l + "\n"));
        gate.countDown();
        publisher.add(cell, cell.request().publish("status", Map.of()));
        var texts = new StringBuilder();
        int messages = 0;
        for (Message m; !(m = next()).type().equals("status"); messages++)
            texts.append(m.content().path("text").asString());
        assertThat(texts.toString()).isEqualTo("first" + text);
        assertThat(messages).isLessThanOrEqualTo(3);
    }

    @Test void streamsAndMessagesOfACellKeepTheirOrder() throws Exception {
        gate.countDown();
        var cell = cell();
        publisher.addText(cell, "stdout", "1");
        publisher.addText(cell, "stderr", "2");
        publisher.add(cell, cell.request().publish("display_data", Map.of("text", "3")));
        publisher.addText(cell, "stdout", "4");
        publisher.add(cell, cell.request().publish("status", Map.of("text", "5")));
        for (var expected : List.of("1", "2", "3", "4", "5"))
            assertThat(next().content().path("text").asString()).isEqualTo(expected);
    }

    @Test void ofMessagesOfWhichOnlyTheLatestCountsOneIsSent() throws Exception {
        var cell = cell();
        publisher.addText(cell, "stdout", "1"); // is being sent, until the gate opens
        for (int i = 0; i < 1000; i++) {
            publisher.addLatest(cell, "a", cell.request().publish("update_display_data", Map.of("text", "a" + i)));
            publisher.addLatest(cell, "b", cell.request().publish("update_display_data", Map.of("text", "b" + i)));
        }
        publisher.add(cell, cell.request().publish("status", Map.of()));
        gate.countDown();
        var texts = new ArrayList<String>();
        for (Message m; !(m = next()).type().equals("status");) texts.add(m.content().path("text").asString());
        assertThat(texts).startsWith("1").endsWith("a999", "b999").hasSizeLessThanOrEqualTo(5);
    }

    @Test void aWriterThatIsFarAheadWaitsAndLosesNothing() throws Exception {
        var cell = cell();
        var block = "x".repeat(1 << 16);
        int blocks = 32;
        var writer = Thread.ofPlatform().daemon().start(() -> {
            for (int i = 0; i < blocks; i++) publisher.addText(cell, "stdout", block);
        });
        while (writer.getState() != Thread.State.WAITING) Thread.onSpinWait(); // the gate is shut: it must come to wait
        gate.countDown();
        assertThat(writer.join(Duration.ofSeconds(10))).isTrue();
        int characters = 0;
        while (characters < blocks * block.length()) characters += next().content().path("text").asString().length();
        assertThat(characters).isEqualTo(blocks * block.length());
    }

    @Test void aWriterOfManyMessagesWaitsToo() throws Exception {
        var cell = cell();
        int messages = 1_000;
        var writer = Thread.ofPlatform().daemon().start(() -> {
            for (int i = 0; i < messages; i++)
                publisher.add(cell, cell.request().publish("display_data", Map.of("number", i)));
        });
        while (writer.getState() != Thread.State.WAITING) Thread.onSpinWait();
        gate.countDown();
        for (int i = 0; i < messages; i++) assertThat(next().content().path("number").asInt()).isEqualTo(i);
    }

    @Test void whatIsClearedDoesNotCountAsShown() throws Exception {
        gate.countDown();
        var cell = cell();
        for (int frame = 0; frame < 5; frame++) {
            for (int i = 0; i < 500; i++) (i % 2 == 0 ? cell.out() : cell.err()).println(i);
            cell.publish("clear_output", Map.of("wait", false));
        }
        for (int frame = 0; frame < 5; frame++) {
            for (int i = 0; i < 500; i++) assertThat(next().content().path("text").asString()).isEqualTo(i + "\n");
            assertThat(next().type()).isEqualTo("clear_output");
        }
    }

    private Message next() throws InterruptedException {
        var message = sent.poll(10, TimeUnit.SECONDS);
        assertThat(message).as("the next message").isNotNull();
        return message;
    }

    private Cell cell() {
        return new Cell(1, new Message(List.of(), Json.object(), Json.object(), Json.object(), Json.object()),
                publisher, null);
    }
}
