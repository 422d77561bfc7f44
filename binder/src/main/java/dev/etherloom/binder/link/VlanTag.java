package dev.etherloom.binder.link;

import dev.etherloom.frames.EtherType;
import java.nio.ByteBuffer;

/**
 * An 802.1Q tag that the kernel took off a frame and told in a struct tpacket_auxdata (packet(7)).
 * As an int: protocol high, control low, as on the wire; {@link #NONE} where there was none.
 */
final class VlanTag {
  static final int NONE = 0;
  static final int LENGTH = 4;
  private static final int MACS = 12;
  private static final int CONTROL_HEADER = 16;
  private static final int LEVEL = 8;
  private static final int TYPE = 12;
  private static final int CONTROL = CONTROL_HEADER + 16;
  private static final int PROTOCOL = CONTROL_HEADER + 18;
  private static final int VALID = 0x10;
  private static final int PROTOCOL_VALID = 0x40;

  private VlanTag() {}

  /**
   * The tag that a control message tells.
   *
   * @param ancillary control messages, in native byte order
   * @param at where the message begins, negative if there is none
   */
  static int told(ByteBuffer ancillary, int at) {
    if (at < 0
        || ancillary.getInt(at + LEVEL) != PacketSocket.SOL_PACKET
        || ancillary.getInt(at + TYPE) != PacketSocket.PACKET_AUXDATA) {
      return NONE;
    }
    return of(
        ancillary.getInt(at + CONTROL_HEADER),
        ancillary.getShort(at + CONTROL),
        ancillary.getShort(at + PROTOCOL));
  }

  /** The tag that a struct tpacket_auxdata or tpacket2_hdr tells, if its status says so. */
  static int of(int status, short control, short protocol) {
    if ((status & VALID) == 0) {
      return NONE;
    }
    int type = (status & PROTOCOL_VALID) != 0 ? protocol & 0xffff : EtherType.VLAN.value();
    return type << 16 | (control & 0xffff);
  }

  /**
   * Puts a tag back behind the addresses, which move four octets into the headroom.
   *
   * @return where the frame begins now
   */
  static int putBack(ByteBuffer octets, int start, int tag) {
    int to = start - LENGTH;
    octets.putLong(to, octets.getLong(start));
    octets.putInt(to + 8, octets.getInt(start + 8));
    octets.putInt(to + MACS, tag);
    return to;
  }
}
