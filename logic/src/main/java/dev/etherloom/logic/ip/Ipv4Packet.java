package dev.etherloom.logic.ip;

import dev.etherloom.frames.InternetChecksum;
import dev.etherloom.frames.Slice;
import dev.etherloom.frames.Writer;
import dev.etherloom.logic.net.Ipv4Address;

/** A whole IPv4 packet (RFC 791): a header and what it carries, without link padding. */
public record Ipv4Packet(Ipv4Header header, Slice payload) implements IpPacket {
  @Override
  public Ipv4Address source() {
    return header.source();
  }

  @Override
  public Ipv4Address destination() {
    return header.destination();
  }

  @Override
  public IpProtocol protocol() {
    return header.protocol();
  }

  @Override
  public int hopLimit() {
    return header.timeToLive();
  }

  @Override
  public int trafficClass() {
    return header.typeOfService();
  }

  @Override
  public InternetChecksum pseudoHeader() {
    return InternetChecksum.ZERO
        .plus(source().bits() & 0xffff_ffffL)
        .plus(destination().bits() & 0xffff_ffffL)
        .plus(protocol().number());
  }

  @Override
  public int length() {
    return header.length() + payload.length();
  }

  @Override
  public void emit(Writer out) {
    header.emit(out, payload.length());
    out.put(payload);
  }
}
