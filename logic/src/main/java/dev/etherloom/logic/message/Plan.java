package dev.etherloom.logic.message;

import dev.etherloom.frames.EtherType;
import dev.etherloom.frames.MacAddress;
import dev.etherloom.frames.Slice;
import dev.etherloom.logic.ethernet.EtherEffect;
import dev.etherloom.logic.ethernet.EthernetHeader;
import dev.etherloom.logic.net.Vlan;

/** What to send, to whom, in parts of how many octets. */
public record Plan(
    EtherType etherType,
    MacAddress self,
    MacAddress destination,
    Vlan vlan,
    Envelope.About about,
    int partSize,
    Slice content) {
  /**
   * A message for frames of at most {@code mtu} octets of payload.
   *
   * @throws IllegalArgumentException where the name or the content is too long
   */
  public static Plan of(
      EtherType etherType,
      MacAddress self,
      MacAddress destination,
      Vlan vlan,
      Envelope.Kind kind,
      String name,
      long id,
      Slice content,
      int mtu) {
    int nameLength = Slice.utf8(name).length();
    int size = Math.min(mtu, 0xffff) - Envelope.HEADER - nameLength;
    if (nameLength > Envelope.MAX_NAME || size < 1) {
      throw new IllegalArgumentException(
          "a name of " + nameLength + " octets is too long for frames of " + mtu);
    }
    if (content.length() > Mailbox.MAX_MESSAGE) {
      throw new IllegalArgumentException(
          content.length() + " octets are too many, at most 64 MiB can be sent");
    }
    int parts = Math.max(1, (content.length() + size - 1) / size);
    var about = new Envelope.About(kind, name, id, parts, content.length(), Crc32c.of(content));
    return new Plan(etherType, self, destination, vlan, about, size, content);
  }

  EtherEffect send(int part) {
    int from = part * partSize;
    var piece = content.slice(from, Math.min(partSize, content.length() - from));
    return new EtherEffect.Transmit(
        new EthernetHeader(destination, self, vlan, etherType),
        new Envelope(about, part, false, 0, piece));
  }
}
