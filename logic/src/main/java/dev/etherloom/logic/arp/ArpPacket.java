package dev.etherloom.logic.arp;

import dev.etherloom.frames.Emit;
import dev.etherloom.frames.EtherType;
import dev.etherloom.frames.MacAddress;
import dev.etherloom.frames.Slice;
import dev.etherloom.frames.Writer;
import dev.etherloom.logic.net.DecodeError;
import dev.etherloom.logic.net.Ipv4Address;
import io.vavr.control.Either;

/** An ARP packet for IPv4 on Ethernet (RFC 826 "Packet format"): 28 octets. */
public record ArpPacket(
    int operation,
    MacAddress senderMac,
    Ipv4Address senderIp,
    MacAddress targetMac,
    Ipv4Address targetIp)
    implements Emit {
  public static final int LENGTH = 28;
  public static final int REQUEST = 1;
  public static final int REPLY = 2;

  private static final String LAYER = "arp";
  private static final int ETHERNET = 1;

  /** Who has {@code target}? */
  public static ArpPacket request(MacAddress self, Ipv4Address own, Ipv4Address target) {
    return new ArpPacket(REQUEST, self, own, MacAddress.ZERO, target);
  }

  /** Is {@code wanted} free? Asked without claiming it (RFC 5227 §2.1.1). */
  public static ArpPacket probe(MacAddress self, Ipv4Address wanted) {
    return request(self, Ipv4Address.UNSPECIFIED, wanted);
  }

  /** {@code own} is mine (RFC 5227 §2.3). */
  public static ArpPacket announcement(MacAddress self, Ipv4Address own) {
    return request(self, own, own);
  }

  /** The answer to this request: its target is {@code self}. */
  public ArpPacket reply(MacAddress self) {
    return new ArpPacket(
        REPLY,
        /* senderMac= */ self,
        /* senderIp= */ targetIp,
        /* targetMac= */ senderMac,
        /* targetIp= */ senderIp);
  }

  /** Whether it asks without a sender's address. */
  public boolean isProbe() {
    return operation == REQUEST && senderIp.isUnspecified();
  }

  /** Reads a packet; what follows it is padding. */
  public static Either<DecodeError, ArpPacket> decode(Slice octets) {
    int at = octets.offset();
    if (octets.length() < LENGTH) {
      return Either.left(new DecodeError.TooShort(LAYER, at, LENGTH, octets.length(), "packet"));
    }
    if (octets.u16(0) != ETHERNET) {
      return bad(at, "hardware type", octets.u16(0), "1 (Ethernet)");
    }
    if (octets.u16(2) != EtherType.IPV4.value()) {
      return bad(at + 2, "protocol type", octets.u16(2), "0x0800 (IPv4)");
    }
    if (octets.u8(4) != MacAddress.LENGTH) {
      return bad(at + 4, "hardware address length", octets.u8(4), "6");
    }
    if (octets.u8(5) != Ipv4Address.LENGTH) {
      return bad(at + 5, "protocol address length", octets.u8(5), "4");
    }
    int operation = octets.u16(6);
    if (operation != REQUEST && operation != REPLY) {
      return bad(at + 6, "operation", operation, "1 (request) or 2 (reply)");
    }
    return Either.right(
        new ArpPacket(
            operation,
            MacAddress.at(octets, 8),
            Ipv4Address.at(octets, 14),
            MacAddress.at(octets, 18),
            Ipv4Address.at(octets, 24)));
  }

  private static Either<DecodeError, ArpPacket> bad(
      int offset, String field, long found, String expected) {
    return Either.left(new DecodeError.BadField(LAYER, offset, field, found, expected));
  }

  @Override
  public int length() {
    return LENGTH;
  }

  @Override
  public void emit(Writer out) {
    out.u16(ETHERNET).u16(EtherType.IPV4.value());
    out.u8(MacAddress.LENGTH).u8(Ipv4Address.LENGTH).u16(operation);
    senderMac.emit(out);
    senderIp.emit(out);
    targetMac.emit(out);
    targetIp.emit(out);
  }
}
