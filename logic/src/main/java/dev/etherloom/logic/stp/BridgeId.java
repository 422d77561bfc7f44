package dev.etherloom.logic.stp;

import dev.etherloom.frames.MacAddress;
import dev.etherloom.frames.Slice;
import dev.etherloom.frames.Writer;

/**
 * Who a bridge is (IEEE 802.1D-2004 §9.2.5).
 *
 * @param rank the first 16 bits: priority and system identifier, the lower the better
 */
public record BridgeId(int rank, MacAddress address) {
  public static final int LENGTH = 8;

  public static BridgeId at(Slice octets, int index) {
    return new BridgeId(octets.u16(index), MacAddress.at(octets, index + 2));
  }

  public void emit(Writer out) {
    out.u16(rank);
    address.emit(out);
  }

  /** 0, 4096, … 61440. */
  public int priority() {
    return rank & 0xf000;
  }

  /** The extension, in which a VLAN or an instance is named: 0…4095. */
  public int system() {
    return rank & 0x0fff;
  }

  @Override
  public String toString() {
    return priority() + "." + system() + "." + address;
  }
}
