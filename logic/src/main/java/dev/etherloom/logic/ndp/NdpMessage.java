package dev.etherloom.logic.ndp;

import dev.etherloom.frames.Emit;
import dev.etherloom.frames.Slice;
import dev.etherloom.frames.Writer;
import dev.etherloom.logic.icmp.Icmpv6Message;
import dev.etherloom.logic.ip.Walk;
import dev.etherloom.logic.net.DecodeError;
import dev.etherloom.logic.net.Ipv6Address;
import io.vavr.collection.Vector;
import io.vavr.control.Either;

/** A message of neighbor discovery (RFC 4861 §4), read out of ICMPv6 and put back into it. */
public sealed interface NdpMessage {
  /** The ICMPv6 type, 133…137. */
  int type();

  /** The second word of the ICMPv6 header. */
  int word();

  Vector<NdpOption> options();

  /** Writes what stands between that word and the options. */
  void emitFixed(Writer out);

  /**
   * Asks for router advertisements (type 133, §4.1).
   *
   * @param reserved 32 bits that should be zero
   */
  record RouterSolicitation(int reserved, Vector<NdpOption> options) implements NdpMessage {
    public static final int TYPE = 133;

    @Override
    public int type() {
      return TYPE;
    }

    @Override
    public int word() {
      return reserved;
    }

    @Override
    public void emitFixed(Writer out) {}
  }

  /**
   * What a router says of itself and the link (type 134, §4.2).
   *
   * @param hopLimit for packets of hosts, 1…255; 0: it says none
   * @param flags the octet with managed, other and the preference (RFC 4191 §2.2)
   * @param lifetime seconds as a default router, 0…65535
   * @param reachable milliseconds a neighbor is reachable after a sign of it; 0: it says none
   * @param retransmit milliseconds between solicitations; 0: it says none
   */
  record RouterAdvertisement(
      int hopLimit,
      int flags,
      int lifetime,
      long reachable,
      long retransmit,
      Vector<NdpOption> options)
      implements NdpMessage {
    public static final int TYPE = 134;
    public static final int MANAGED = 0x80;
    public static final int OTHER = 0x40;
    public static final int HOME_AGENT = 0x20;

    /** Addresses by DHCPv6. */
    public boolean isManaged() {
      return (flags & MANAGED) != 0;
    }

    /** Other things by DHCPv6. */
    public boolean isOther() {
      return (flags & OTHER) != 0;
    }

    public Preference preference() {
      return Preference.in(flags);
    }

    @Override
    public int type() {
      return TYPE;
    }

    @Override
    public int word() {
      return hopLimit << 24 | flags << 16 | lifetime;
    }

    @Override
    public void emitFixed(Writer out) {
      out.u32(reachable).u32(retransmit);
    }
  }

  /**
   * Asks for a neighbor's link-layer address, or whether it is there (type 135, §4.3).
   *
   * @param reserved 32 bits that should be zero
   * @param target the neighbor
   */
  record NeighborSolicitation(int reserved, Ipv6Address target, Vector<NdpOption> options)
      implements NdpMessage {
    public static final int TYPE = 135;

    @Override
    public int type() {
      return TYPE;
    }

    @Override
    public int word() {
      return reserved;
    }

    @Override
    public void emitFixed(Writer out) {
      target.emit(out);
    }
  }

  /**
   * The answer, or news (type 136, §4.4).
   *
   * @param flags router, solicited and override in front of 29 bits that should be zero
   * @param target whose link-layer address it is
   */
  record NeighborAdvertisement(int flags, Ipv6Address target, Vector<NdpOption> options)
      implements NdpMessage {
    public static final int TYPE = 136;
    public static final int ROUTER = 0x8000_0000;
    public static final int SOLICITED = 0x4000_0000;
    public static final int OVERRIDE = 0x2000_0000;

    public boolean isRouter() {
      return (flags & ROUTER) != 0;
    }

    public boolean isSolicited() {
      return (flags & SOLICITED) != 0;
    }

    public boolean isOverride() {
      return (flags & OVERRIDE) != 0;
    }

    @Override
    public int type() {
      return TYPE;
    }

    @Override
    public int word() {
      return flags;
    }

    @Override
    public void emitFixed(Writer out) {
      target.emit(out);
    }
  }

  /**
   * There is a better first hop (type 137, §4.5).
   *
   * @param reserved 32 bits that should be zero
   * @param target that hop: a router's link-local address, or {@code destination} itself
   */
  record Redirect(
      int reserved, Ipv6Address target, Ipv6Address destination, Vector<NdpOption> options)
      implements NdpMessage {
    public static final int TYPE = 137;

    @Override
    public int type() {
      return TYPE;
    }

    @Override
    public int word() {
      return reserved;
    }

    @Override
    public void emitFixed(Writer out) {
      target.emit(out);
      destination.emit(out);
    }
  }

  /** Whether messages of that ICMPv6 type are read here. */
  static boolean isType(int type) {
    return type >= RouterSolicitation.TYPE && type <= Redirect.TYPE;
  }

  /**
   * Reads a message that has to be valid as far as it alone can tell (§6.1, §7.1, §8.1): its code,
   * its addresses, all of its options.
   */
  static Either<DecodeError, NdpMessage> decode(Icmpv6Message message) {
    return walk(message)
        .flatMap(
            walk ->
                walk.error().isDefined()
                    ? Either.left(walk.error().get())
                    : checked(of(message, walk.values()), message));
  }

  /** Reads a message whatever its code and addresses, with the options before a damaged one. */
  static Either<DecodeError, NdpMessage> read(Icmpv6Message message) {
    return walk(message).map(walk -> of(message, walk.values()));
  }

  /** The options of a message with their places, and what is wrong with the first damaged one. */
  static Walk<NdpOption> options(Icmpv6Message message) {
    return walk(message).getOrElse(Walk.nothing());
  }

  private static Either<DecodeError, Walk<NdpOption>> walk(Icmpv6Message message) {
    var body = message.body();
    int at = body.offset() - Icmpv6Message.HEADER;
    if (!isType(message.type())) {
      return Either.left(
          new DecodeError.BadField(NdpOption.LAYER, at, "type", message.type(), "133…137"));
    }
    int fixed =
        switch (message.type()) {
          case RouterSolicitation.TYPE -> 0;
          case RouterAdvertisement.TYPE -> 8;
          case Redirect.TYPE -> 2 * Ipv6Address.LENGTH;
          default -> Ipv6Address.LENGTH;
        };
    return body.length() < fixed
        ? Either.left(
            new DecodeError.TooShort(
                NdpOption.LAYER, body.offset(), fixed, body.length(), "message"))
        : Either.right(NdpOption.walk(body.from(fixed)));
  }

  private static NdpMessage of(Icmpv6Message message, Vector<NdpOption> options) {
    int word = message.word();
    var body = message.body();
    return switch (message.type()) {
      case RouterSolicitation.TYPE -> new RouterSolicitation(word, options);
      case RouterAdvertisement.TYPE ->
          new RouterAdvertisement(
              word >>> 24, word >>> 16 & 0xff, word & 0xffff, body.u32(0), body.u32(4), options);
      case NeighborSolicitation.TYPE ->
          new NeighborSolicitation(word, Ipv6Address.at(body, 0), options);
      case NeighborAdvertisement.TYPE ->
          new NeighborAdvertisement(word, Ipv6Address.at(body, 0), options);
      default ->
          new Redirect(
              word, Ipv6Address.at(body, 0), Ipv6Address.at(body, Ipv6Address.LENGTH), options);
    };
  }

  private static Either<DecodeError, NdpMessage> checked(NdpMessage it, Icmpv6Message message) {
    var body = message.body();
    if (message.code() != 0) {
      return NdpOption.bad(body, 1 - Icmpv6Message.HEADER, "code", message.code(), "0");
    }
    return switch (it) {
      case RouterSolicitation _, RouterAdvertisement _ -> Either.right(it);
      case NeighborSolicitation(_, var target, _) when target.isMulticast() -> group(body, 0);
      case NeighborAdvertisement(_, var target, _) when target.isMulticast() -> group(body, 0);
      case NeighborSolicitation _, NeighborAdvertisement _ -> Either.right(it);
      case Redirect(_, _, var destination, _) when destination.isMulticast() ->
          group(body, Ipv6Address.LENGTH);
      case Redirect(_, var target, var destination, _) ->
          target.equals(destination) || target.high() >>> 54 == 0x3fa
              ? Either.right(it)
              : NdpOption.bad(
                  body, 0, "target address", body.u8(0), "link-local or the destination");
    };
  }

  private static Either<DecodeError, NdpMessage> group(Slice body, int at) {
    var field = at == 0 ? "target address" : "destination address";
    return NdpOption.bad(body, at, field, body.u8(at), "no group");
  }

  /** The message as ICMPv6 carries it. */
  default Icmpv6Message toIcmp() {
    return new Icmpv6Message.Other(type(), 0, word(), body());
  }

  private Slice body() {
    var out =
        Writer.allocate(2 * Ipv6Address.LENGTH + options().map(Emit::length).sum().intValue());
    emitFixed(out);
    options().forEach(out::put);
    return out.written();
  }
}
