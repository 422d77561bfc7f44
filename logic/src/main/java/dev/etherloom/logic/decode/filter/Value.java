package dev.etherloom.logic.decode.filter;

import com.google.errorprone.annotations.Var;
import dev.etherloom.frames.MacAddress;
import dev.etherloom.frames.Slice;
import dev.etherloom.logic.net.IpAddress;

/** A value in a filter, or of a field. It prints as one may write it. */
sealed interface Value extends Comparable<Value> {
  record Num(long value) implements Value {
    @Override
    public String toString() {
      return Long.toString(value);
    }
  }

  /** Nanoseconds since 1970. */
  record Time(long nanos) implements Value {
    @Override
    public String toString() {
      return Decimal.seconds(nanos);
    }
  }

  /** An address, or a network: the host bits are zero. */
  record Network(IpAddress network, int length) implements Value {
    static Network of(IpAddress address) {
      return new Network(address, address.width());
    }

    @Override
    public String toString() {
      return length == network.width() ? network.toString() : network + "/" + length;
    }
  }

  record Mac(MacAddress address) implements Value {
    @Override
    public String toString() {
      return address.toString();
    }
  }

  record Text(String text) implements Value {
    @Override
    public String toString() {
      return Quotation.write(Slice.utf8(text));
    }
  }

  record Octets(Slice octets) implements Value {
    @Override
    public String toString() {
      var out = new StringBuilder();
      for (int i = 0; i < octets.length(); i++) {
        out.append(i == 0 ? "" : ":").append("%02x".formatted(octets.u8(i)));
      }
      return out.isEmpty() ? "\"\"" : out.toString();
    }
  }

  /** By value; those of different kinds are never compared. */
  @Override
  default int compareTo(Value other) {
    return switch (this) {
      case Num(var a) when other instanceof Num(var b) -> Long.compare(a, b);
      case Time(var a) when other instanceof Time(var b) -> Long.compare(a, b);
      case Network a when other instanceof Network b -> a.network().compareTo(b.network());
      case Mac(var a) when other instanceof Mac(var b) -> a.compareTo(b);
      case Text(var a) when other instanceof Text(var b) -> a.compareTo(b);
      case Octets(var a) when other instanceof Octets(var b) -> order(a, b);
      default -> 0;
    };
  }

  /** Octet by octet; of two that begin alike the shorter is less. */
  static int order(Slice a, Slice b) {
    int shared = Math.min(a.length(), b.length());
    @Var int i = 0;
    while (i < shared && a.u8(i) == b.u8(i)) {
      i++;
    }
    return i < shared ? a.u8(i) - b.u8(i) : a.length() - b.length();
  }
}
