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
public sealed interface NdpMessage
    permits RouterSolicitation,
        RouterAdvertisement,
        NeighborSolicitation,
        NeighborAdvertisement,
        Redirect {
  /** The ICMPv6 type, 133…137. */
  int type();

  /** The second word of the ICMPv6 header. */
  int word();

  Vector<NdpOption> options();

  /** Writes what stands between that word and the options. */
  void emitFixed(Writer out);

  /**
   * The message, or what is wrong with its addresses.
   *
   * @param body what it was read from, behind the word
   */
  default Either<DecodeError, NdpMessage> checked(Slice body) {
    return Either.right(this);
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
                    : checked(message, walk.values()));
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

  private static Either<DecodeError, NdpMessage> checked(
      Icmpv6Message message, Vector<NdpOption> options) {
    var body = message.body();
    return message.code() == 0
        ? of(message, options).checked(body)
        : NdpOption.bad(body, 1 - Icmpv6Message.HEADER, "code", message.code(), "0");
  }

  private static NdpMessage of(Icmpv6Message message, Vector<NdpOption> options) {
    return switch (message.type()) {
      case RouterSolicitation.TYPE -> RouterSolicitation.of(message, options);
      case RouterAdvertisement.TYPE -> RouterAdvertisement.of(message, options);
      case NeighborSolicitation.TYPE -> NeighborSolicitation.of(message, options);
      case NeighborAdvertisement.TYPE -> NeighborAdvertisement.of(message, options);
      default -> Redirect.of(message, options);
    };
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
