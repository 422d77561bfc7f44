package dev.etherloom.logic.decode;

import dev.etherloom.frames.Slice;
import dev.etherloom.logic.tls.ClientHello;

/** The first TLS record of a segment (RFC 8446 §5.1), and a ClientHello in it. */
record TlsLayer(Slice octets) implements Layer {
  private static final int HEADER = 5;
  private static final int LOWEST_TYPE = 20;
  private static final int HANDSHAKE = 22;
  private static final int HIGHEST_TYPE = 24;
  private static final int CLIENT_HELLO = 1;

  /** Whether a record of TLS may begin so: a content type, version 3.x. */
  static boolean begins(Slice octets) {
    return octets.length() > HEADER
        && octets.u8(0) >= LOWEST_TYPE
        && octets.u8(0) <= HIGHEST_TYPE
        && octets.u8(1) == 3
        && octets.u8(2) <= 4;
  }

  static void walk(Region region, Walk walk) {
    walk.add(new TlsLayer(region.octets()));
  }

  @Override
  public Protocol protocol() {
    return Protocol.TLS;
  }

  private boolean isHello() {
    return octets.u8(0) == HANDSHAKE && octets.u8(HEADER) == CLIENT_HELLO;
  }

  @Override
  public void fields(Fields out) {
    out.u8(TransportField.TLS_CONTENT_TYPE, octets, 0);
    out.u16(TransportField.TLS_VERSION, octets, 1);
    out.u16(TransportField.TLS_LENGTH, octets, 3);
    if (octets.u8(0) == HANDSHAKE) {
      out.u8(TransportField.TLS_HANDSHAKE, octets, HEADER);
    }
    if (isHello()) {
      ClientHello.decode(octets).forEach(hello -> hello(out, hello));
    }
  }

  private static void hello(Fields out, ClientHello hello) {
    hello
        .serverName()
        .forEach(
            name -> out.text(TransportField.TLS_SNI, name.offset(), name.length(), name.text()));
    hello
        .protocols()
        .forEach(
            name -> out.text(TransportField.TLS_ALPN, name.offset(), name.length(), name.text()));
  }

  @Override
  public String summary() {
    return switch (octets.u8(0)) {
      case 20 -> "TLS change cipher spec";
      case 21 -> "TLS alert";
      case HANDSHAKE -> isHello() ? "TLS client hello" + server() : "TLS handshake";
      case 23 -> "TLS application data";
      default -> "TLS";
    };
  }

  private String server() {
    return ClientHello.decode(octets)
        .toOption()
        .flatMap(ClientHello::serverName)
        .map(name -> " for " + name.text())
        .getOrElse("");
  }
}
