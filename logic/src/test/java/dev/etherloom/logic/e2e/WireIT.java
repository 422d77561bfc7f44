package dev.etherloom.logic.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What tcpdump sees on the peer's side is well formed, with right checksums. */
@SuppressWarnings("NullAway.Init")
class WireIT {
  static Lab lab;
  static Namespace client;
  static Stack stack;

  @BeforeAll
  static void start() {
    lab = Lab.open();
    Lab.tool("tcpdump", "tcpdump");
    Lab.tool("tshark", "tshark");
    Lab.tool("ping", "iputils-ping");
    var other = lab.namespace();
    client = lab.client(other, "10.77.0.1/24");
    stack = Stack.ready(lab, other);
  }

  @AfterAll
  static void stop() {
    lab.close();
  }

  /** Records at the client while {@code traffic} runs; then what tshark finds by {@code filter}. */
  private static String recorded(String name, Runnable traffic, String filter) {
    var file = lab.folder().resolve(name + ".pcap").toString();
    try (var tcpdump = lab.tcpdump(client, "-U", "-s", "0", "-w", file)) {
      traffic.run();
      Lab.sleep(300);
      tcpdump.signal("INT");
      assertEquals(0, tcpdump.exit(), tcpdump.output());
    }
    return tshark(file, "eth.src == " + stack.mac() + " && (" + filter + ")");
  }

  private static String tshark(String file, String filter) {
    var checks = "-o ip.check_checksum:TRUE -o udp.check_checksum:TRUE";
    var words = "tshark -n " + checks + " -r " + file + " -Y";
    var command = new java.util.ArrayList<>(List.of(words.split(" ", -1)));
    command.add(filter);
    return Lab.run(command.toArray(String[]::new)).output().replaceAll("Running as user.*\n", "");
  }

  private static long count(String lines, String word) {
    return lines.lines().filter(line -> line.contains(word)).count();
  }

  @Test
  @DisplayName("echo replies, ARP replies and fragments: none malformed, no bad checksum")
  void wellFormed() {
    Runnable traffic =
        () -> {
          lab.ip(client, "neighbor flush dev lab-client");
          for (var options :
              List.of("-c 5 -i 0.02", "-c 5 -i 0.02 -s 1473", "-c 3 -i 0.02 -s 9001")) {
            assertTrue(Ping.run(lab, client, options, "10.77.0.2").whole());
          }
        };
    var all = recorded("well-formed", traffic, "frame");
    assertTrue(count(all, "Echo (ping) reply") >= 13, all);
    assertTrue(count(all, "is at") >= 1, all);
    assertTrue(count(all, "Fragmented IP") >= 3, all);
    var file = lab.folder().resolve("well-formed.pcap").toString();
    var bad = "ip.checksum.status == 0 || icmp.checksum.status == 0 || _ws.malformed";
    assertEquals("", tshark(file, "eth.src == " + stack.mac() + " && (" + bad + ")"));
    assertEquals("", tshark(file, "eth.src == " + stack.mac() + " && frame.len > 1514"));
  }

  @Test
  @DisplayName("1122-4.1.3.1-001 a datagram to a closed port is answered with port unreachable")
  void portUnreachable() {
    var script = "exec 3<>/dev/udp/10.77.0.2/9; echo x >&3; sleep 0.3; echo y >&3";
    var found =
        recorded(
            "port",
            () -> assertTrue(lab.run(client, "bash", "-c", script).output().contains("refused")),
            "icmp.type == 3 && icmp.code == 3");
    assertTrue(count(found, "Port unreachable") >= 1, found);
  }

  @Test
  @DisplayName("1122-3.2.2.1-002 an unknown protocol is answered with protocol unreachable")
  void protocolUnreachable() {
    Lab.tool("perl", "perl-base");
    var script =
        "use Socket; socket(S, PF_INET, SOCK_RAW, 253) or die $!;"
            + " send(S, \"hello\", 0, sockaddr_in(0, inet_aton(\"10.77.0.2\"))) or die $!;";
    var found =
        recorded(
            "protocol",
            () -> lab.run(client, "perl", "-e", script).orFail(),
            "icmp.type == 3 && icmp.code == 2");
    assertEquals(1, count(found, "Protocol unreachable"), found);
  }

  @Test
  @DisplayName("RFC 5227 §2.3 the stack announces its address when it starts")
  void announcement() {
    Runnable restart =
        () -> {
          stack.logic().close();
          var _ = stack.startLogic();
          stack.awaitReady();
          Lab.sleep(500);
        };
    var found =
        recorded("announcement", restart, "arp.isgratuitous == 1 || arp.isannouncement == 1");
    assertTrue(count(found, "10.77.0.2") >= 1, found);
  }
}
