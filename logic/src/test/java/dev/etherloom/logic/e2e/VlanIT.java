package dev.etherloom.logic.e2e;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Frames with IEEE 802.1Q tags, which the kernel strips before a packet socket and the binder puts
 * back: answers carry the same tags. Made by our own sender, since many kernels have no VLAN
 * devices, and by the kernel where it has them.
 */
@SuppressWarnings("NullAway.Init")
class VlanIT {
  Lab lab;
  Namespace client;

  @BeforeEach
  void start() {
    lab = Lab.open();
    var other = lab.namespace();
    client = lab.client(other);
    var _ = Stack.ready(lab, other);
  }

  @AfterEach
  void stop() {
    lab.close();
  }

  @DisplayName("IEEE 802.1Q ARP and echo in tagged frames are answered in frames tagged alike")
  @ParameterizedTest(name = "tags {0}")
  @ValueSource(strings = {"7", "4094", "9,10"})
  void tagged(String tags) {
    var blaster = lab.compile("echoblast.c");
    var found =
        lab.run(
                client,
                blaster,
                "lab-client",
                "-",
                "10.77.0.1",
                "10.77.0.2",
                "--vlan",
                tags,
                "--count",
                "500",
                "--seconds",
                "30",
                "--window",
                "8",
                "--size",
                "1000")
            .orFail();
    assertTrue(found.startsWith("sent 500 received 500 lost 0 bad 0"), found);
  }

  @Test
  @DisplayName("IEEE 802.1Q the kernel's VLAN device pings the stack")
  void kernelVlan() {
    Lab.tool("ping", "iputils-ping");
    var made =
        lab.run(
            client,
            "ip",
            "link",
            "add",
            "link",
            "lab-client",
            "name",
            "lab-tagged",
            "type",
            "vlan",
            "id",
            "7");
    org.junit.jupiter.api.Assumptions.assumeTrue(
        made.exit() == 0, "this kernel has no VLAN devices (module 8021q)");
    lab.ip(client, "address add 10.77.0.1/24 dev lab-tagged");
    lab.ip(client, "link set lab-tagged up");
    for (var options : java.util.List.of("-c 5 -i 0.05", "-c 5 -i 0.05 -s 5000")) {
      var ping = Ping.run(lab, client, options, "10.77.0.2");
      assertTrue(ping.whole(), ping.output());
    }
  }
}
