package dev.etherloom.logic.stp;

import dev.etherloom.frames.Slice;
import dev.etherloom.frames.Writer;

/**
 * What all but a topology change hold behind the header (IEEE 802.1D-2004 §9.3.1): the best root
 * that the sender knows, and how far it is.
 *
 * @param root of the whole tree
 * @param cost of the path to the root, 0…2³² − 1; in a multiple tree that outside of the region
 * @param bridge the sender; in a multiple tree the root of its region
 * @param port the sender's: four bits of priority and twelve of number
 */
public record TreeOffer(
    Flags flags, BridgeId root, long cost, BridgeId bridge, int port, Times times) {
  static final int LENGTH = 31;

  /**
   * Times in units of 1/256 seconds, 0…65535.
   *
   * @param age since the root sent what this offer rests on
   * @param maximumAge when that is forgotten
   * @param hello between two offers of the root
   * @param forwardDelay spent in listening and in learning
   */
  public record Times(int age, int maximumAge, int hello, int forwardDelay) {
    public static final int SECOND = 256;
  }

  static TreeOffer at(Slice octets, int index) {
    return new TreeOffer(
        new Flags(octets.u8(index)),
        BridgeId.at(octets, index + 1),
        octets.u32(index + 9),
        BridgeId.at(octets, index + 13),
        octets.u16(index + 21),
        new Times(
            octets.u16(index + 23),
            octets.u16(index + 25),
            octets.u16(index + 27),
            octets.u16(index + 29)));
  }

  void emit(Writer out) {
    out.u8(flags.bits());
    root.emit(out);
    out.u32(cost);
    bridge.emit(out);
    out.u16(port).u16(times.age).u16(times.maximumAge).u16(times.hello).u16(times.forwardDelay);
  }
}
