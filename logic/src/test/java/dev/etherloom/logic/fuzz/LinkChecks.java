package dev.etherloom.logic.fuzz;

import dev.etherloom.frames.Slice;
import dev.etherloom.logic.arp.ArpPacket;
import dev.etherloom.logic.ethernet.EthernetFrame;
import dev.etherloom.logic.llc.LlcFrame;
import dev.etherloom.logic.llc.Snap;
import dev.etherloom.logic.lldp.LldpUnit;
import dev.etherloom.logic.lldp.LldpWalk;
import dev.etherloom.logic.message.Envelope;
import dev.etherloom.logic.stp.Bpdu;
import dev.etherloom.logic.testkit.Damage;
import java.util.zip.CRC32C;

/** What stands in an Ethernet frame, and the frame itself. */
final class LinkChecks {
  private LinkChecks() {}

  static void ethernet(Slice input) {
    Law.holds(input, EthernetFrame::decode);
  }

  static void llc(Slice input) {
    Law.holds(input, LlcFrame::decode);
    Law.holds(input, Snap::decode);
  }

  static void stp(Slice input) {
    Law.holds(input, Bpdu::decode);
  }

  static void lldp(Slice input) {
    Law.holds(input, LldpUnit::decode);
    var octets = Damage.framed(input);
    LldpWalk.of(octets).damage().forEach(error -> Law.within(octets, error));
  }

  static void arp(Slice input) {
    Law.holds(input, ArpPacket::decode);
  }

  static void message(Slice input) {
    Law.holds(input, Envelope::decode);
    Law.holds(summed(input), Envelope::decode);
  }

  /** With the right checksum, which would hide most of the codec. */
  private static Slice summed(Slice input) {
    if (input.length() < Envelope.HEADER) {
      return input;
    }
    int length = Math.min(input.length(), Envelope.HEADER + input.u8(7) + input.u16(36));
    var empty = Law.with(Law.with(input, 32, 0), 34, 0).toBytes();
    var crc = new CRC32C();
    crc.update(empty, 0, length);
    int sum = (int) crc.getValue();
    return Law.with(Law.with(input, 32, sum >>> 16), 34, sum);
  }
}
