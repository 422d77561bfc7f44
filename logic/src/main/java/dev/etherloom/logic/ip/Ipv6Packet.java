package dev.etherloom.logic.ip;

import dev.etherloom.frames.InternetChecksum;
import dev.etherloom.frames.Slice;
import dev.etherloom.frames.Writer;
import dev.etherloom.logic.net.Ipv6Address;

/**
 * A whole IPv6 packet (RFC 8200), without link padding.
 *
 * @param header its payload length is made what it has to be
 * @param extensions the extension headers as they stand, for {@link #chain}
 * @param protocol what the last of the headers says comes next
 * @param payload what stands behind them; of a fragment, its part of it
 */
public record Ipv6Packet(Ipv6Header header, Slice extensions, IpProtocol protocol, Slice payload)
    implements IpPacket {
  public Ipv6Packet(Ipv6Header header, Slice extensions, IpProtocol protocol, Slice payload) {
    int behind = extensions.length() + payload.length();
    this.header = header.withPayloadLength(behind > 0xffff ? 0 : behind);
    this.extensions = extensions;
    this.protocol = protocol;
    this.payload = payload;
  }

  /** A packet without extension headers, carrying what its header says. */
  public Ipv6Packet(Ipv6Header header, Slice payload) {
    this(header, Slice.EMPTY, header.nextHeader(), payload);
  }

  /** The extension headers with their places. */
  public ExtensionChain chain() {
    return ExtensionChain.walk(header.nextHeader(), extensions);
  }

  @Override
  public Ipv6Address source() {
    return header.source();
  }

  @Override
  public Ipv6Address destination() {
    return header.destination();
  }

  @Override
  public int hopLimit() {
    return header.hopLimit();
  }

  @Override
  public int trafficClass() {
    return header.trafficClass();
  }

  @Override
  public InternetChecksum pseudoHeader() {
    var destination =
        extensions.isEmpty() ? destination() : chain().finalDestination(destination());
    return pseudoHeader(source(), destination, protocol);
  }

  /**
   * The sum over addresses and protocol (RFC 8200 §8.1); whoever stands above adds the length.
   *
   * @param destination where the packet goes in the end
   */
  public static InternetChecksum pseudoHeader(
      Ipv6Address source, Ipv6Address destination, IpProtocol protocol) {
    return sum(source).plus(sum(destination)).plus(protocol.number());
  }

  private static InternetChecksum sum(Ipv6Address address) {
    return InternetChecksum.ZERO
        .plus(address.high() >>> 32)
        .plus(address.high() & 0xffff_ffffL)
        .plus(address.low() >>> 32)
        .plus(address.low() & 0xffff_ffffL);
  }

  @Override
  public int length() {
    return Ipv6Header.LENGTH + extensions.length() + payload.length();
  }

  @Override
  public void emit(Writer out) {
    out.put(header).put(extensions).put(payload);
  }
}
