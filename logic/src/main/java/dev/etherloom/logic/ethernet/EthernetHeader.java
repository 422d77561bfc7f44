package dev.etherloom.logic.ethernet;

import dev.etherloom.frames.EtherType;
import dev.etherloom.frames.MacAddress;
import dev.etherloom.frames.Writer;
import dev.etherloom.logic.net.Vlan;

/** Where a frame goes, whence it comes, on which link, and what it carries. */
public record EthernetHeader(
    MacAddress destination, MacAddress source, Vlan vlan, EtherType etherType) {
  /** The two addresses and the EtherType, without tags. */
  public static final int LENGTH = 14;

  /** Octets including the tags. */
  public int length() {
    return LENGTH + vlan.length();
  }

  /** The header of an answer: back to the sender, from {@code self}, with the tags that came. */
  public EthernetHeader reply(MacAddress self) {
    return new EthernetHeader(source, self, vlan, etherType);
  }

  public void emit(Writer out) {
    destination.emit(out);
    source.emit(out);
    for (var tag : vlan.tags()) {
      out.u16(tag.protocol().value()).u16(tag.control());
    }
    out.u16(etherType.value());
  }
}
