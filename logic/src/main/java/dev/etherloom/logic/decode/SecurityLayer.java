package dev.etherloom.logic.decode;

import dev.etherloom.frames.Slice;

/** AH (RFC 4302) and ESP (RFC 4303), as far as they can be read without keys. */
record SecurityLayer(Protocol protocol, Slice octets) implements Layer {
  private static final int ESP_HEADER = 8;
  private static final int AH_HEADER = 12;

  static void walkEsp(Region region, Walk walk) {
    walk.add(new SecurityLayer(Protocol.ESP, region.first(ESP_HEADER).octets()));
    if (!region.has(ESP_HEADER)) {
      var _ = walk.broken(region, Protocol.ESP);
    }
  }

  static void walkAuthentication(Region region, IpLayer ip, Walk walk) {
    int length = region.has(2) ? (region.octets().u8(1) + 2) * 4 : AH_HEADER;
    walk.add(new SecurityLayer(Protocol.AUTHENTICATION, region.first(length).octets()));
    if (length < ESP_HEADER || !region.has(length)) {
      var _ = walk.broken(region, Protocol.AUTHENTICATION);
    } else {
      IpProtocols.walk(region.octets().u8(0), region.from(length), ip, walk);
    }
  }

  @Override
  public void fields(Fields out) {
    if (protocol == Protocol.ESP) {
      out.u32(InternetField.ESP_SPI, octets, 0);
      out.u32(InternetField.ESP_SEQUENCE, octets, 4);
    } else {
      out.u8(InternetField.AH_NEXT, octets, 0);
      out.u8(InternetField.AH_LENGTH, octets, 1);
      out.u32(InternetField.AH_SPI, octets, 4);
      out.u32(InternetField.AH_SEQUENCE, octets, 8);
    }
  }

  @Override
  public String summary() {
    return protocol == Protocol.ESP && octets.length() >= ESP_HEADER
        ? "ESP spi 0x%08x, seq %d".formatted(octets.i32(0), octets.u32(4))
        : protocol.title();
  }
}
