package dev.etherloom.logic.decode;

import dev.etherloom.frames.Slice;
import dev.etherloom.logic.net.IpAddress;
import io.vavr.control.Option;

/** One header of a frame, with what it says. */
public interface Layer {
  Protocol protocol();

  /** How {@code frame.protocols} names it, colons between where it takes more than one name. */
  default String path() {
    return protocol().label();
  }

  /** The octets of this layer alone, without what it carries. */
  Slice octets();

  /** Tells all fields, in the order in which they stand. */
  void fields(Fields out);

  /** Who sends it to whom, where the layer tells that by IP addresses. */
  default Option<Endpoints> endpoints() {
    return Option.none();
  }

  /** The ports of a transport. */
  default Option<PortPair> ports() {
    return Option.none();
  }

  /** The addresses of a packet. */
  record Endpoints(IpAddress source, IpAddress destination) {}

  /**
   * A transport's two ports.
   *
   * @param source 0…65535, as {@code destination}
   */
  record PortPair(int source, int destination) {}

  /**
   * What it does, in a few words: {@code "10.0.0.1 > 10.0.0.2"}, {@code "DNS query A a.example"}.
   */
  String summary();
}
