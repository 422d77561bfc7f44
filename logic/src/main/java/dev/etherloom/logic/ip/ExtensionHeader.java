package dev.etherloom.logic.ip;

import dev.etherloom.frames.Emit;
import dev.etherloom.frames.Slice;
import dev.etherloom.frames.Writer;
import dev.etherloom.logic.net.Ipv6Address;
import io.vavr.collection.Vector;
import io.vavr.control.Option;

/** A header between that of IPv6 and what the packet carries (RFC 8200 §4). */
public sealed interface ExtensionHeader extends Emit {
  /** What follows it. */
  IpProtocol nextHeader();

  /** Its own number, as the header before names it. */
  IpProtocol protocol();

  /**
   * Options that every node on the way may look at; only right behind the IPv6 header (RFC 8200
   * §4.3).
   *
   * @param options padding included: they end where the header does, which is seen to here
   */
  record HopByHop(IpProtocol nextHeader, Vector<Ipv6Option> options) implements ExtensionHeader {
    public HopByHop(IpProtocol nextHeader, Vector<Ipv6Option> options) {
      this.nextHeader = nextHeader;
      this.options = Ipv6Option.padded(options);
    }

    @Override
    public IpProtocol protocol() {
      return IpProtocol.HOP_BY_HOP;
    }

    @Override
    public int length() {
      return optionsLength(options);
    }

    @Override
    public void emit(Writer out) {
      emitOptions(out, nextHeader, options);
    }
  }

  /**
   * Options that only the destination looks at (RFC 8200 §4.6).
   *
   * @param options padding included: they end where the header does, which is seen to here
   */
  record DestinationOptions(IpProtocol nextHeader, Vector<Ipv6Option> options)
      implements ExtensionHeader {
    public DestinationOptions(IpProtocol nextHeader, Vector<Ipv6Option> options) {
      this.nextHeader = nextHeader;
      this.options = Ipv6Option.padded(options);
    }

    @Override
    public IpProtocol protocol() {
      return IpProtocol.DESTINATION_OPTIONS;
    }

    @Override
    public int length() {
      return optionsLength(options);
    }

    @Override
    public void emit(Writer out) {
      emitOptions(out, nextHeader, options);
    }
  }

  /**
   * Nodes to be visited (RFC 8200 §4.4).
   *
   * @param type 0 source route (deprecated, RFC 5095), 2 mobile node (RFC 6275), 3 RPL (RFC 6554),
   *     4 segments (RFC 8754)
   * @param segmentsLeft nodes still to be visited, 0…255
   * @param data what the type makes of it: four octets and whole eights
   */
  record Routing(IpProtocol nextHeader, int type, int segmentsLeft, Slice data)
      implements ExtensionHeader {
    public static final int SOURCE_ROUTE = 0;
    public static final int MOBILE_NODE = 2;
    public static final int SEGMENTS = 4;
    private static final int FIRST = 4;

    public Routing {
      requireSize(data, 4, 8);
    }

    @Override
    public IpProtocol protocol() {
      return IpProtocol.ROUTING;
    }

    /** The last of the nodes, which the pseudo header names (RFC 8200 §8.1); none if unclear. */
    public Option<Ipv6Address> finalDestination() {
      int addresses = (data.length() - FIRST) / Ipv6Address.LENGTH;
      if (addresses == 0) {
        return Option.none();
      }
      return switch (type) {
        case SOURCE_ROUTE ->
            Option.some(Ipv6Address.at(data, FIRST + (addresses - 1) * Ipv6Address.LENGTH));
        case MOBILE_NODE, SEGMENTS -> Option.some(Ipv6Address.at(data, FIRST));
        default -> Option.none();
      };
    }

    @Override
    public int length() {
      return 4 + data.length();
    }

    @Override
    public void emit(Writer out) {
      out.u8(nextHeader.number()).u8((length() / 8) - 1).u8(type).u8(segmentsLeft).put(data);
    }
  }

  /**
   * A part of a packet that was split by its source (RFC 8200 §4.5).
   *
   * @param offset octets before it in the fragmentable part, a multiple of eight, 0…65528
   * @param more whether others follow
   * @param reserved the octet that must be zero, carried as it came
   * @param reservedBits the two bits before {@code more}, carried as they came
   * @param identification 32 bits that the fragments of a packet share
   */
  record FragmentHeader(
      IpProtocol nextHeader,
      int offset,
      boolean more,
      int reserved,
      int reservedBits,
      int identification)
      implements ExtensionHeader {
    public FragmentHeader(IpProtocol nextHeader, int offset, boolean more, int identification) {
      this(nextHeader, offset, more, 0, 0, identification);
    }

    @Override
    public IpProtocol protocol() {
      return IpProtocol.FRAGMENT;
    }

    /** Whether the packet is all there, which is an atomic fragment (RFC 6946). */
    public boolean isWhole() {
      return !more && offset == 0;
    }

    @Override
    public int length() {
      return 8;
    }

    @Override
    public void emit(Writer out) {
      out.u8(nextHeader.number()).u8(reserved);
      out.u16(offset | reservedBits << 1 | (more ? 1 : 0)).u32(identification);
    }
  }

  /**
   * The authentication header (RFC 4302), kept as it is.
   *
   * @param content reserved, security parameters index, sequence number and check value: ten octets
   *     and whole fours
   */
  record Authentication(IpProtocol nextHeader, Slice content) implements ExtensionHeader {
    static final int SHORTEST = 12;

    public Authentication {
      requireSize(content, SHORTEST - 2, 4);
    }

    @Override
    public IpProtocol protocol() {
      return IpProtocol.AUTHENTICATION;
    }

    @Override
    public int length() {
      return 2 + content.length();
    }

    @Override
    public void emit(Writer out) {
      out.u8(nextHeader.number()).u8((length() / 4) - 2).put(content);
    }
  }

  private static void requireSize(Slice octets, int least, int step) {
    if (octets.length() < least || (octets.length() - least) % step != 0) {
      throw new IllegalArgumentException("not %d and whole %ds".formatted(least, step));
    }
  }

  private static int optionsLength(Vector<Ipv6Option> options) {
    return 2 + options.map(Emit::length).sum().intValue();
  }

  private static void emitOptions(Writer out, IpProtocol next, Vector<Ipv6Option> options) {
    out.u8(next.number()).u8((optionsLength(options) / 8) - 1);
    for (var option : options) {
      option.emit(out);
    }
  }
}
