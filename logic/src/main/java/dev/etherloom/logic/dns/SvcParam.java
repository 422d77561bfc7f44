package dev.etherloom.logic.dns;

import com.google.errorprone.annotations.Var;
import dev.etherloom.frames.Emit;
import dev.etherloom.frames.Slice;
import dev.etherloom.frames.Writer;
import dev.etherloom.logic.net.DecodeError;
import dev.etherloom.logic.net.Ipv4Address;
import dev.etherloom.logic.net.Ipv6Address;
import io.vavr.collection.Vector;
import io.vavr.control.Either;
import java.util.function.IntFunction;

/** A parameter of a service binding (RFC 9460 §7 and §8). Lists have at least one element. */
public sealed interface SvcParam extends Emit {
  int MANDATORY = 0;
  int ALPN = 1;
  int NO_DEFAULT_ALPN = 2;
  int PORT = 3;
  int IPV4_HINT = 4;
  int ECH = 5;
  int IPV6_HINT = 6;

  /**
   * Keys without which the record means nothing (§8).
   *
   * @param keys 1…65535, rising
   */
  record Mandatory(Vector<Integer> keys) implements SvcParam {}

  /**
   * Application protocols (§7.1).
   *
   * @param protocols each of 1…255 octets
   */
  record Alpn(Vector<Slice> protocols) implements SvcParam {}

  /** No other application protocols than those listed (§7.1). */
  record NoDefaultAlpn() implements SvcParam {}

  /**
   * Another port than the service's own (§7.2).
   *
   * @param port 0…65535
   */
  record Port(int port) implements SvcParam {}

  /** Addresses to try before the target's are known (§7.3). */
  record Ipv4Hint(Vector<Ipv4Address> addresses) implements SvcParam {}

  /** Encrypted ClientHello (RFC 9848), as it stands. */
  record Ech(Slice configurations) implements SvcParam {}

  /** As {@link Ipv4Hint}. */
  record Ipv6Hint(Vector<Ipv6Address> addresses) implements SvcParam {}

  /**
   * Any other, kept as it is.
   *
   * @param other 7…65535
   */
  record Unknown(int other, Slice value) implements SvcParam {}

  default int key() {
    return switch (this) {
      case Mandatory _ -> MANDATORY;
      case Alpn _ -> ALPN;
      case NoDefaultAlpn _ -> NO_DEFAULT_ALPN;
      case Port _ -> PORT;
      case Ipv4Hint _ -> IPV4_HINT;
      case Ech _ -> ECH;
      case Ipv6Hint _ -> IPV6_HINT;
      case Unknown(var other, _) -> other;
    };
  }

  @Override
  default int length() {
    return 4
        + switch (this) {
          case Mandatory(var keys) -> 2 * keys.size();
          case Alpn(var protocols) -> protocols.map(id -> 1 + id.length()).sum().intValue();
          case NoDefaultAlpn _ -> 0;
          case Port _ -> 2;
          case Ipv4Hint(var addresses) -> Ipv4Address.LENGTH * addresses.size();
          case Ech(var configurations) -> configurations.length();
          case Ipv6Hint(var addresses) -> Ipv6Address.LENGTH * addresses.size();
          case Unknown(_, var value) -> value.length();
        };
  }

  @Override
  default void emit(Writer out) {
    out.u16(key()).u16(length() - 4);
    switch (this) {
      case Mandatory(var keys) -> keys.forEach(out::u16);
      case Alpn(var protocols) -> protocols.forEach(id -> out.u8(id.length()).put(id));
      case NoDefaultAlpn _ -> {}
      case Port(var port) -> out.u16(port);
      case Ipv4Hint(var addresses) -> addresses.forEach(address -> address.emit(out));
      case Ech(var configurations) -> out.put(configurations);
      case Ipv6Hint(var addresses) -> addresses.forEach(address -> address.emit(out));
      case Unknown(_, var value) -> out.put(value);
    }
  }

  /** Reads parameters up to the end of the octets; their keys have to rise (§2.2). */
  static Either<DecodeError, Vector<SvcParam>> decode(Slice octets) {
    @Var Vector<SvcParam> parameters = Vector.empty();
    @Var int at = 0;
    @Var int least = 0;
    while (at < octets.length()) {
      int left = octets.length() - at - 4;
      if (left < 0) {
        return Refusal.tooShort(octets, at, 4, left + 4, "parameter");
      }
      int key = octets.u16(at);
      int size = octets.u16(at + 2);
      if (key < least) {
        return Refusal.bad(octets, at, "parameter key", key, "at least " + least);
      }
      if (size > left) {
        return Refusal.tooShort(octets, at + 2, size, left, "parameter length");
      }
      var parameter = one(key, octets.slice(at + 4, size));
      if (parameter.isLeft()) {
        return Either.left(parameter.getLeft());
      }
      parameters = parameters.append(parameter.get());
      least = key + 1;
      at += 4 + size;
    }
    return Either.right(parameters);
  }

  private static Either<DecodeError, SvcParam> one(int key, Slice value) {
    return switch (key) {
      case MANDATORY -> list(value, 2, value::u16).flatMap(keys -> mandatory(value, keys));
      case ALPN -> alpn(value);
      case NO_DEFAULT_ALPN ->
          value.isEmpty() ? Either.right(new NoDefaultAlpn()) : badLength(value, "0");
      case PORT ->
          value.length() == 2 ? Either.right(new Port(value.u16(0))) : badLength(value, "2");
      case IPV4_HINT ->
          list(value, Ipv4Address.LENGTH, at -> Ipv4Address.at(value, at)).map(Ipv4Hint::new);
      case ECH -> Either.right(new Ech(value));
      case IPV6_HINT ->
          list(value, Ipv6Address.LENGTH, at -> Ipv6Address.at(value, at)).map(Ipv6Hint::new);
      default -> Either.right(new Unknown(key, value));
    };
  }

  private static <T> Either<DecodeError, Vector<T>> list(Slice value, int size, IntFunction<T> at) {
    return value.isEmpty() || value.length() % size != 0
        ? badLength(value, "a multiple of " + size)
        : Either.right(Vector.tabulate(value.length() / size, i -> at.apply(i * size)));
  }

  private static Either<DecodeError, SvcParam> mandatory(Slice value, Vector<Integer> keys) {
    boolean rising = keys.head() > MANDATORY && keys.zip(keys.tail()).forAll(p -> p._1 < p._2);
    return rising
        ? Either.right(new Mandatory(keys))
        : Refusal.bad(value, 0, "first mandatory key", keys.head(), "1 or more, others rising");
  }

  private static Either<DecodeError, SvcParam> alpn(Slice value) {
    @Var Vector<Slice> protocols = Vector.empty();
    @Var int at = 0;
    while (at < value.length()) {
      int size = value.u8(at);
      int left = value.length() - at - 1;
      if (size < 1 || size > left) {
        return Refusal.bad(value, at, "protocol length", size, "1…" + left);
      }
      protocols = protocols.append(value.slice(at + 1, size));
      at += 1 + size;
    }
    return protocols.isEmpty() ? badLength(value, "1 or more") : Either.right(new Alpn(protocols));
  }

  private static <T> Either<DecodeError, T> badLength(Slice value, String expected) {
    return Refusal.bad(value, -2, "parameter length", value.length(), expected);
  }
}
