package dev.etherloom.logic.testkit.door;

import dev.etherloom.frames.Slice;
import dev.etherloom.logic.net.InterfaceAddress;
import dev.etherloom.logic.net.IpAddress;
import dev.etherloom.logic.net.Ipv4Address;
import dev.etherloom.logic.net.Ipv6Address;
import io.vavr.collection.Vector;
import io.vavr.control.Option;

/** The words of a request: tag, operation, and what it is about. */
record Args(Vector<String> words) {
  static Args of(String line) {
    return new Args(Vector.of(line.strip().split(" +", -1)));
  }

  String tag() {
    return words.head();
  }

  String op() {
    return words.size() > 1 ? words.get(1) : "";
  }

  String text(int index) {
    return index + 2 < words.size() ? words.get(index + 2) : "";
  }

  /** All from there on. */
  String rest(int index) {
    return words.drop(index + 2).mkString(" ");
  }

  Option<Long> number(int index) {
    var text = text(index);
    return text.matches("-?\\d{1,18}") ? Option.some(Long.parseLong(text)) : Option.none();
  }

  int integer(int index) {
    return number(index).map(Long::intValue).getOrElse(0);
  }

  /** No octets are written as nothing. */
  Option<Slice> octets(int index) {
    return Hex.read(text(index));
  }

  /** An address of IPv4 may be written as one of IPv6 (RFC 4291 §2.5.5.2). */
  Option<IpAddress> address(int index) {
    return IpAddress.parse(text(index)).map(Args::unmapped);
  }

  private static IpAddress unmapped(IpAddress address) {
    return address instanceof Ipv6Address(var high, var low) && high == 0 && low >>> 32 == 0xffff
        ? new Ipv4Address((int) low)
        : address;
  }

  /** All words are addresses with their networks; none where one is not. */
  Option<Vector<InterfaceAddress>> networks() {
    var read = words.drop(2).map(InterfaceAddress::parse);
    return read.isEmpty() || read.exists(Option::isEmpty)
        ? Option.none()
        : Option.some(read.map(Option::get));
  }
}
