package dev.etherloom.logic.dhcp;

import com.google.errorprone.annotations.Var;
import dev.etherloom.frames.Emit;
import dev.etherloom.frames.Slice;
import dev.etherloom.frames.Writer;
import dev.etherloom.logic.net.DecodeError;
import dev.etherloom.logic.net.Ipv4Address;
import dev.etherloom.logic.net.Prefix;
import io.vavr.collection.Vector;
import io.vavr.control.Either;

/**
 * A route of the classless static route option (RFC 3442).
 *
 * @param width bits of the network, 0…32
 * @param network of which the octets that {@code width} touches are on the wire; the others zero
 * @param router unspecified where the network is on the link itself
 */
public record ClasslessRoute(int width, Ipv4Address network, Ipv4Address router) implements Emit {

  /** The destination, with host bits cleared as a client must. */
  public Prefix destination() {
    return Prefix.around(network, width);
  }

  /** Reads a whole option: one route at least. */
  static Either<DecodeError, Vector<ClasslessRoute>> decode(RawOption raw) {
    var content = raw.content();
    @Var Vector<ClasslessRoute> routes = Vector.empty();
    @Var int at = 0;
    do {
      int offset = raw.offset() + RawOption.HEADER + at;
      int left = content.length() - at;
      int width = left > 0 ? content.u8(at) : 0;
      if (width > 32) {
        return Either.left(
            new DecodeError.BadField(DhcpMessage.LAYER, offset, "route width", width, "0…32"));
      }
      int size = 1 + significant(width) + Ipv4Address.LENGTH;
      if (size > left) {
        return Either.left(
            new DecodeError.TooShort(DhcpMessage.LAYER, offset, size, left, "route width"));
      }
      routes = routes.append(read(content.slice(at, size), width));
      at += size;
    } while (at < content.length());
    return Either.right(routes);
  }

  private static ClasslessRoute read(Slice octets, int width) {
    int size = significant(width);
    @Var int bits = 0;
    for (int i = 0; i < size; i++) {
      bits |= octets.u8(1 + i) << (24 - (8 * i));
    }
    return new ClasslessRoute(width, new Ipv4Address(bits), Ipv4Address.at(octets, 1 + size));
  }

  private static int significant(int width) {
    return (width + 7) / 8;
  }

  @Override
  public int length() {
    return 1 + significant(width) + Ipv4Address.LENGTH;
  }

  @Override
  public void emit(Writer out) {
    out.u8(width);
    for (int i = 0; i < significant(width); i++) {
      out.u8(network.bits() >>> (24 - (8 * i)));
    }
    router.emit(out);
  }
}
