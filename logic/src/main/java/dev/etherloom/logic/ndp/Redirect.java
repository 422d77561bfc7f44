package dev.etherloom.logic.ndp;

import dev.etherloom.frames.Slice;
import dev.etherloom.frames.Writer;
import dev.etherloom.logic.icmp.Icmpv6Message;
import dev.etherloom.logic.net.DecodeError;
import dev.etherloom.logic.net.Ipv6Address;
import io.vavr.collection.Vector;
import io.vavr.control.Either;

/**
 * There is a better first hop (type 137, RFC 4861 §4.5).
 *
 * @param reserved 32 bits that should be zero
 * @param target that hop: a router's link-local address, or {@code destination} itself
 */
public record Redirect(
    int reserved, Ipv6Address target, Ipv6Address destination, Vector<NdpOption> options)
    implements NdpMessage {
  public static final int TYPE = 137;

  static Redirect of(Icmpv6Message message, Vector<NdpOption> options) {
    var body = message.body();
    return new Redirect(
        message.word(), Ipv6Address.at(body, 0), Ipv6Address.at(body, Ipv6Address.LENGTH), options);
  }

  @Override
  public Either<DecodeError, NdpMessage> checked(Slice body) {
    if (destination.isMulticast()) {
      return NdpOption.bad(
          body, Ipv6Address.LENGTH, "destination address", body.u8(Ipv6Address.LENGTH), "no group");
    }
    return target.equals(destination) || target.high() >>> 54 == 0x3fa
        ? Either.right(this)
        : NdpOption.bad(body, 0, "target address", body.u8(0), "link-local or the destination");
  }

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
