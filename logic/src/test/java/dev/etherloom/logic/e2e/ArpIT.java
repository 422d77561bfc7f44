package dev.etherloom.logic.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Address resolution as arping, arp-scan and the kernel's own table see it. */
@SuppressWarnings("NullAway.Init")
class ArpIT {
  static Lab lab;
  static Namespace client;
  static Stack stack;

  @BeforeAll
  static void start() {
    lab = Lab.open();
    var other = lab.namespace();
    client = lab.client(other, "10.77.0.1/24");
    stack = Stack.ready(lab, other);
  }

  @AfterAll
  static void stop() {
    lab.close();
  }

  @Test
  @DisplayName("RFC 826 a request for the stack's address is answered with its MAC, each time")
  void arping() {
    Lab.tool("arping", "arping");
    var output = lab.run(client, "arping", "-c", "3", "-i", "lab-client", "10.77.0.2").output();
    assertTrue(output.contains(stack.mac()), output);
    assertTrue(output.contains("3 packets transmitted, 3 packets received"), output);
  }

  @Test
  @DisplayName("RFC 5227 §2.1.1 a probe (sender address 0.0.0.0) is answered")
  void probe() {
    Lab.tool("arping", "arping");
    var output =
        lab.run(client, "arping", "-0", "-c", "2", "-i", "lab-client", "10.77.0.2").output();
    assertTrue(output.contains("2 packets received"), output);
  }

  @Test
  @DisplayName("RFC 826 no answer for an address that is not the stack's")
  void otherAddress() {
    Lab.tool("arping", "arping");
    var output = lab.run(client, "arping", "-c", "2", "-i", "lab-client", "10.77.0.9").output();
    assertTrue(output.contains(" 0 packets received"), output);
  }

  @Test
  void arpScan() {
    Lab.tool("arp-scan", "arp-scan");
    var output = lab.run(client, "arp-scan", "-I", "lab-client", "10.77.0.0/29").output();
    var hits = output.lines().filter(line -> line.startsWith("10.77.0.")).toList();
    assertEquals(1, hits.size(), output);
    assertTrue(hits.getFirst().startsWith("10.77.0.2\t" + stack.mac()), output);
  }

  @Test
  @DisplayName("the kernel's neighbor table holds the stack's MAC")
  void neighbor() {
    Lab.tool("ping", "iputils-ping");
    lab.ip(client, "neighbor flush dev lab-client");
    assertTrue(Ping.run(lab, client, "-c 1", "10.77.0.2").whole());
    var table = lab.run(client, "ip", "neighbor", "show", "10.77.0.2").orFail();
    assertTrue(table.contains(stack.mac()), table);
    assertFalse(table.contains("FAILED"), table);
  }
}
