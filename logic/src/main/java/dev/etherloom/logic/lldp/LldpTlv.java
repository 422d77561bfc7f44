package dev.etherloom.logic.lldp;

import dev.etherloom.frames.Emit;
import dev.etherloom.frames.MacAddress;
import dev.etherloom.frames.Slice;
import dev.etherloom.frames.Writer;
import io.vavr.control.Option;

/**
 * A TLV (IEEE 802.1AB §8.4): seven bits of type, nine of length, and a content of 0…511 octets. The
 * end of the unit is none.
 */
public sealed interface LldpTlv extends Emit permits LldpTlv.Plain, ManagementAddress {
  int HEADER = 2;
  int MAX_CONTENT = 511;

  int END = 0;
  int CHASSIS_ID = 1;
  int PORT_ID = 2;
  int TIME_TO_LIVE = 3;
  int PORT_DESCRIPTION = 4;
  int SYSTEM_NAME = 5;
  int SYSTEM_DESCRIPTION = 6;
  int CAPABILITIES = 7;
  int MANAGEMENT_ADDRESS = 8;
  int ORGANISATION = 127;

  int type();

  /** Writes what stands behind type and length. */
  void emitContent(Writer out);

  @Override
  default void emit(Writer out) {
    out.u16(type() << 9 | (length() - HEADER));
    emitContent(out);
  }

  /** All that need no file of their own. */
  sealed interface Plain extends LldpTlv {}

  /**
   * Which device it is (§8.5.2).
   *
   * @param subtype what the identifier is, 4 a MAC address, 5 a network address, 7 local
   * @param id 1…255 octets
   */
  record ChassisId(int subtype, Slice id) implements Plain {
    public static final int MAC_ADDRESS = 4;

    public Option<MacAddress> macAddress() {
      return mac(subtype == MAC_ADDRESS, id);
    }

    @Override
    public int type() {
      return CHASSIS_ID;
    }

    @Override
    public int length() {
      return HEADER + 1 + id.length();
    }

    @Override
    public void emitContent(Writer out) {
      out.u8(subtype).put(id);
    }
  }

  /**
   * Which of its ports (§8.5.3).
   *
   * @param subtype what the identifier is, 3 a MAC address, 5 an interface's name, 7 local
   * @param id 1…255 octets
   */
  record PortId(int subtype, Slice id) implements Plain {
    public static final int MAC_ADDRESS = 3;

    public Option<MacAddress> macAddress() {
      return mac(subtype == MAC_ADDRESS, id);
    }

    @Override
    public int type() {
      return PORT_ID;
    }

    @Override
    public int length() {
      return HEADER + 1 + id.length();
    }

    @Override
    public void emitContent(Writer out) {
      out.u8(subtype).put(id);
    }
  }

  /** How many seconds the rest holds, 0…65535; zero takes all back (§8.5.4). */
  record TimeToLive(int seconds) implements Plain {
    @Override
    public int type() {
      return TIME_TO_LIVE;
    }

    @Override
    public int length() {
      return HEADER + 2;
    }

    @Override
    public void emitContent(Writer out) {
      out.u16(seconds);
    }
  }

  /** A text on the port or the system (§8.5.5 to §8.5.7): 0…255 octets; up to 511 are read. */
  record Text(Kind kind, Slice octets) implements Plain {
    /** What the text is about; each knows its type. */
    public enum Kind {
      PORT(PORT_DESCRIPTION),
      NAME(SYSTEM_NAME),
      SYSTEM(SYSTEM_DESCRIPTION);

      private final int type;

      Kind(int type) {
        this.type = type;
      }
    }

    public String text() {
      return octets.text();
    }

    @Override
    public int type() {
      return kind.type;
    }

    @Override
    public int length() {
      return HEADER + octets.length();
    }

    @Override
    public void emitContent(Writer out) {
      out.put(octets);
    }
  }

  /**
   * What the system can be, and what it is (§8.5.8): bits of 16, the lowest first other, repeater,
   * bridge, access point, router, telephone, cable device, station.
   */
  record Capabilities(int supported, int enabled) implements Plain {
    public static final int BRIDGE = 0x04;
    public static final int ROUTER = 0x10;
    public static final int STATION = 0x80;

    @Override
    public int type() {
      return CAPABILITIES;
    }

    @Override
    public int length() {
      return HEADER + 4;
    }

    @Override
    public void emitContent(Writer out) {
      out.u16(supported).u16(enabled);
    }
  }

  /**
   * An organisation's own (§8.6).
   *
   * @param oui 24 bits
   * @param subtype 0…255, theirs
   * @param content 0…507 octets
   */
  record Organisation(int oui, int subtype, Slice content) implements Plain {
    public static final int IEEE_8021 = 0x0080c2;
    public static final int IEEE_8023 = 0x00120f;

    @Override
    public int type() {
      return ORGANISATION;
    }

    @Override
    public int length() {
      return HEADER + 4 + content.length();
    }

    @Override
    public void emitContent(Writer out) {
      out.u32(oui << 8 | subtype).put(content);
    }
  }

  /** Of a reserved type, kept as it is. */
  record Unknown(int type, Slice content) implements Plain {
    @Override
    public int length() {
      return HEADER + content.length();
    }

    @Override
    public void emitContent(Writer out) {
      out.put(content);
    }
  }

  private static Option<MacAddress> mac(boolean is, Slice id) {
    return Option.when(is && id.length() == MacAddress.LENGTH, () -> MacAddress.at(id, 0));
  }
}
