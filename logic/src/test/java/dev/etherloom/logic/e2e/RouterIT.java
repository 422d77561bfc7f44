package dev.etherloom.logic.e2e;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The stack follows radvd at the other end of a veth pair. */
class RouterIT {
  private static final String PREFIX =
      "prefix 2001:db8:%d::/64 { AdvValidLifetime %d; AdvPreferredLifetime %d; };";
  private Lab lab;
  private Namespace client;
  private Stack stack;
  private Running radvd;

  @BeforeEach
  void start() {
    lab = Lab.open();
    Lab.tool("radvd", "radvd");
    Lab.tool("ping", "iputils-ping");
    var other = lab.namespace();
    client = lab.client(other, "2001:db8:1::1/64", "fe80::1/64");
    var _ = lab.run(client, "sysctl", "-qw", "net.ipv6.conf.all.forwarding=1").orFail();
    stack = new Stack(lab, other).logicOptions("--ip6", "auto");
  }

  @AfterEach
  void stop() {
    lab.close();
  }

  private void advertise(String... prefixes) throws IOException {
    var file = lab.folder().resolve("radvd.conf");
    var _ =
        Files.writeString(
            file,
            "interface lab-client { AdvSendAdvert on; MinRtrAdvInterval 3; MaxRtrAdvInterval 4; "
                + String.join(" ", prefixes)
                + " };");
    if (radvd == null) {
      var pid = lab.folder().resolve("radvd.pid").toString();
      radvd =
          lab.start(
              client, "radvd", List.of("radvd", "-n", "-m", "stderr", "-C", "" + file, "-p", pid));
    } else {
      radvd.signal("HUP");
    }
  }

  @Test
  @DisplayName("4862 prefix taken, renumbered, and expired; the router gone with its last word")
  void follows() throws Exception {
    advertise(PREFIX.formatted(1, 40, 20));
    stack.startBinder();
    stack.startLogic();
    var logic = stack.logic();
    var first = logic.await("(2001:db8:1:\\S+) is usable").group(1);
    assertTrue(logic.output().contains("is a default router"), logic.output());
    assertTrue(Ping.run(lab, client, "-6 -c 3 -i 0.2", first).whole());
    advertise(PREFIX.formatted(1, 20, 0), PREFIX.formatted(2, 3600, 1800));
    var _ = logic.await("2001:db8:2:\\S+ is usable");
    assertTrue(logic.output().contains(first + " is deprecated"), logic.output());
    radvd.signal("TERM");
    var _ = logic.await("is no default router any longer");
    var _ = logic.await(first + " is no longer valid");
    assertFalse(logic.output().contains("Exception"), logic.output());
  }
}
