package dev.etherloom.logic.udp;

import static dev.etherloom.logic.testkit.Stacks.ip;
import static dev.etherloom.logic.testkit.Stacks.packet;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.etherloom.frames.Slice;
import dev.etherloom.logic.icmp.IcmpMessage.Failure;
import dev.etherloom.logic.ip.IpProtocol;
import dev.etherloom.logic.ip.Ipv4Header.Fragment;
import dev.etherloom.logic.testkit.OldHost;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** RFC 1122 §4.1. */
class UdpTest {
  private final OldHost host = new OldHost();

  private static Slice datagram() {
    var pseudo = packet(ip(9), ip(1), IpProtocol.UDP, Fragment.WHOLE, Slice.EMPTY).pseudoHeader();
    return new UdpDatagram(1000, 53, pseudo, Slice.utf8("question")).toSlice();
  }

  @Test
  @DisplayName("1122-4.1.5-001: who asks a port where nobody is gets port unreachable")
  void unreachable() {
    var asked = packet(ip(9), ip(1), IpProtocol.UDP, Fragment.WHOLE, datagram());
    host.hears(asked);
    assertEquals(
        new Failure(3, Failure.PORT_UNREACHABLE, 0, asked.toSlice()), OldHost.icmp(host.answer()));
  }

  @Test
  @DisplayName(
      "1122-4.1.5-006, 1122-4.1.5-009: a checksum is made, and checked; 1122-4.1.5-007: where it"
          + " is wrong there is silence")
  void checksum() {
    assertTrue(datagram().u16(6) != 0);
    for (int bit = 0; bit < datagram().length() * 8; bit++) {
      if (bit / 8 != 4 && bit / 8 != 5) { // the length has checks of its own
        var octets = datagram().toBytes();
        octets[bit / 8] ^= (byte) (1 << (bit % 8));
        host.hears(packet(ip(9), ip(1), IpProtocol.UDP, Fragment.WHOLE, Slice.owning(octets)));
      }
    }
    assertEquals(List.of(), host.frames());
  }
}
