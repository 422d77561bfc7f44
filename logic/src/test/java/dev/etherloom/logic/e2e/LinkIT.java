package dev.etherloom.logic.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What happens to the binder's link, and to its sockets' paths. */
@SuppressWarnings("NullAway.Init")
class LinkIT {
  Lab lab;
  Namespace client;
  Namespace other;

  @BeforeEach
  void start() {
    lab = Lab.open();
    Lab.tool("ping", "iputils-ping");
    other = lab.namespace();
    client = lab.client(other, "10.77.0.1/24");
  }

  @AfterEach
  void stop() {
    lab.close();
  }

  private void answers() {
    var ping = Ping.run(lab, client, "-c 10 -i 0.05", "10.77.0.2");
    assertTrue(ping.whole(), ping.output());
  }

  @Test
  @DisplayName("a link that goes down and up again is served again, whichever end it was")
  void downAndUp() {
    var stack = Stack.ready(lab, other);
    answers();
    for (int i = 0; i < 2; i++) {
      lab.ip(other, "link set lab-stack down");
      Lab.sleep(300);
      lab.ip(other, "link set lab-stack up");
      Lab.sleep(500);
      answers();
      lab.ip(client, "link set lab-client down");
      Lab.sleep(300);
      lab.ip(client, "link set lab-client up");
      Lab.sleep(500);
      answers();
    }
    assertTrue(stack.binder().alive() && stack.logic().alive());
  }

  @Test
  @DisplayName("an interface that is removed ends the binder, which says so")
  void removed() {
    var stack = Stack.ready(lab, other);
    answers();
    lab.ip(client, "link delete lab-client");
    assertEquals(1, stack.binder().exit(), stack.binder().output());
    assertTrue(stack.binder().output().contains("lab-stack"), stack.binder().output());
    assertTrue(stack.logic().alive());
  }

  @Test
  @DisplayName("an interface that is not there: exit 1 or 2, naming it")
  void absentInterface() {
    var stack = new Stack(lab, other, "sockets", "--interface lab-absent");
    var binder = stack.startBinder();
    assertNotEquals(0, binder.exit());
    assertTrue(binder.output().contains("lab-absent"), binder.output());
  }

  @Test
  @DisplayName("a path that is no socket is left alone")
  void notSocket() throws Exception {
    var stack = new Stack(lab, other);
    var _ = Files.writeString(stack.logicToRaw(), "precious");
    var binder = stack.startBinder();
    assertNotEquals(0, binder.exit(), binder.output());
    assertEquals("precious", Files.readString(stack.logicToRaw()));
    assertTrue(binder.output().contains(stack.logicToRaw().toString()), binder.output());
  }

  @Test
  @DisplayName("wrong arguments: exit 2, naming the option")
  void wrongArguments() {
    var stack = new Stack(lab, other).binderOptions("--frobnicate");
    var binder = stack.startBinder();
    assertEquals(2, binder.exit(), binder.output());
    assertTrue(binder.output().contains("--frobnicate"), binder.output());
    var wrong =
        new Stack(lab, other, "more", "--interface lab-stack")
            .logicOptions("--ip", "10.77.0.999/24");
    var logic = wrong.startLogic();
    assertEquals(2, logic.exit(), logic.output());
    assertTrue(
        logic.output().contains("--ip") || logic.output().contains("10.77.0.999"), logic.output());
  }
}
