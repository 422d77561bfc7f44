package dev.etherloom.logic.ndp;

import dev.etherloom.frames.Slice;
import dev.etherloom.frames.Writer;
import dev.etherloom.logic.net.DecodeError;
import dev.etherloom.logic.net.Ipv6Address;
import io.vavr.control.Either;

/**
 * A prefix of the link (type 3, RFC 4861 §4.6.2).
 *
 * @param prefixLength 0…128
 * @param flags the octet with on-link, autonomous and router address
 * @param reserved 32 bits that should be zero
 * @param prefix as it came; bits behind the length mean nothing
 */
public record PrefixInformation(
    int prefixLength,
    int flags,
    long validLifetime,
    long preferredLifetime,
    int reserved,
    Ipv6Address prefix)
    implements RouterOption {
  public static final int TYPE = 3;
  public static final int ON_LINK = 0x80;
  public static final int AUTONOMOUS = 0x40;

  /** The prefix is a router's whole address (RFC 6275 §7.2). */
  public static final int ROUTER_ADDRESS = 0x20;

  public boolean isOnLink() {
    return (flags & ON_LINK) != 0;
  }

  public boolean isAutonomous() {
    return (flags & AUTONOMOUS) != 0;
  }

  static Either<DecodeError, NdpOption> decode(Slice option) {
    if (option.length() != 4 * UNIT) {
      return RouterOption.badLength(option, "4");
    }
    int bits = option.u8(2);
    return bits > 128
        ? NdpOption.bad(option, 2, "prefix length", bits, "0…128")
        : Either.right(
            new PrefixInformation(
                bits,
                option.u8(3),
                option.u32(4),
                option.u32(8),
                option.i32(12),
                Ipv6Address.at(option, 16)));
  }

  @Override
  public int type() {
    return TYPE;
  }

  @Override
  public int length() {
    return 4 * UNIT;
  }

  @Override
  public void emitContent(Writer out) {
    out.u8(prefixLength).u8(flags).u32(validLifetime).u32(preferredLifetime).u32(reserved);
    prefix.emit(out);
  }
}
