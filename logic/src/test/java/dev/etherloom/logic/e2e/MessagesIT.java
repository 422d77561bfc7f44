package dev.etherloom.logic.e2e;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Two stacks, each with its own binder, on the two ends of a veth pair: work, send and ping. */
@SuppressWarnings("NullAway.Init")
class MessagesIT {
  /** Longer than nothing. */
  private static final String SPAN = "(?!0\\.0 )\\d+\\.\\d+ [mu]s";

  Lab lab;
  Stack worker;
  Stack sender;
  Path saved;

  @BeforeEach
  void start() {
    lab = Lab.open();
    var left = lab.namespace();
    var right = lab.namespace();
    lab.veth(left, "lab-left", right, "lab-right");
    saved = lab.sockets("saved");
    worker = new Stack(lab, left, "worker", "--interface lab-left").command("work");
    sender = new Stack(lab, right, "sender", "--interface lab-right");
    var _ = worker.startBinder();
    var _ = sender.startBinder();
  }

  @AfterEach
  void stop() {
    lab.close();
  }

  private void work(String... options) {
    var _ = worker.logicOptions("--save", saved.toString()).logicOptions(options);
    var _ = worker.startLogic();
    worker.awaitReady();
  }

  private Running send(String... options) {
    var _ = sender.command("send").logicOptions("--destination", worker.mac());
    var _ = sender.logicOptions(options);
    return sender.startLogic();
  }

  @Test
  @DisplayName("a worker works on, and takes a message at once")
  void message() {
    work("--work-delay-ms", "100");
    Lab.sleep(1000);
    long iterations =
        Pattern.compile("(?m)^.*\\d+.*$").matcher(worker.logic().output()).results().count();
    assertTrue(iterations > 5, worker.logic().output());
    var send = send("--message", "greetings from the lab");
    assertEquals(0, send.exit(), send.output());
    var _ = worker.logic().await("greetings from the lab.*, " + SPAN + " from frame to handler");
    assertTrue(send.output().matches("(?s).*\\(frame to handler " + SPAN + "\\).*"), send.output());
  }

  @Test
  @DisplayName("both sides can choose another EtherType")
  void otherEtherType() {
    work("--ethertype", "0x88B6");
    var send = send("--ethertype", "0x88B6", "--message", "hello");
    assertEquals(0, send.exit(), send.output());
    var _ = worker.logic().await("hello");
  }

  @Test
  @DisplayName("nobody there: exit 1, with the reason")
  void nobody() {
    var _ = sender.command("send").logicOptions("--destination", "02:00:00:00:00:99");
    var send = sender.logicOptions("--message", "hello").startLogic();
    assertEquals(1, send.exit(), send.output());
    assertNotEquals("", send.output());
  }

  @Test
  @DisplayName("a file of 1 MB arrives whole over a link that loses, doubles and reorders frames")
  void file() throws Exception {
    var content = new byte[1_000_000];
    new Random(7).nextBytes(content);
    var file = Files.write(lab.folder().resolve("cargo.bin"), content);
    work("--impair", "drop=20%,dup=2%,reorder=5%,seed=1");
    var send = send("--impair", "drop=20%,seed=2", "--file", file.toString());
    assertEquals(0, send.exit(), send.output());
    var _ = worker.logic().await("saved ");
    assertArrayEquals(content, Files.readAllBytes(saved.resolve("cargo.bin")));
  }

  @Test
  @DisplayName("logic ping: a stack pings another stack")
  void ping() {
    var _ = worker.command("run").ip("10.77.0.2/24").startLogic();
    worker.awaitReady();
    var _ =
        sender.command("ping").ip("10.77.0.3/24").logicOptions("10.77.0.2", "-c", "5", "-i", "0.1");
    var ping = sender.startLogic();
    assertEquals(0, ping.exit(), ping.output());
    assertTrue(ping.output().contains("5 packets transmitted, 5 received"), ping.output());
  }

  @Test
  @DisplayName("logic ping: no answer, exit 1")
  void pingNobody() {
    var _ =
        sender.command("ping").ip("10.77.0.3/24").logicOptions("10.77.0.9", "-c", "2", "-i", "0.1");
    var ping = sender.startLogic();
    assertEquals(1, ping.exit(), ping.output());
  }
}
