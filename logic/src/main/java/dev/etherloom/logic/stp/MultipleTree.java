package dev.etherloom.logic.stp;

import dev.etherloom.frames.Slice;
import dev.etherloom.frames.Writer;
import io.vavr.collection.Vector;

/**
 * The multiple spanning tree's BPDU (IEEE 802.1Q §14.6): a rapid one, and behind it the region, the
 * common tree within it and an offer for each instance.
 *
 * @param version 3, or 4 of shortest path bridging
 * @param offer for the common tree
 * @param cost of the path within the region, 0…2³² − 1
 * @param bridge the sender
 * @param hops that are left for the common tree, 0…255
 * @param rest what stands behind the instances, as it stands there
 */
public record MultipleTree(
    int version,
    TreeOffer offer,
    Region region,
    long cost,
    BridgeId bridge,
    int hops,
    Vector<Instance> instances,
    Slice rest)
    implements Bpdu {
  /** Where the length of version 3 stands, which counts all behind it but the rest. */
  private static final int LENGTH_AT = 36;

  private static final int START = LENGTH_AT + 2;
  private static final int COMMON = Region.LENGTH + 4 + BridgeId.LENGTH + 1;

  /**
   * Which bridges share their instances: all four have to be equal (§13.8).
   *
   * @param selector the format, 0
   * @param name 32 octets, filled with zeros
   * @param revision 0…65535
   * @param digest 16 octets, over the table of VLANs and instances
   */
  public record Region(int selector, Slice name, int revision, Slice digest) {
    static final int LENGTH = 51;

    private static Region at(Slice octets, int index) {
      return new Region(
          octets.u8(index),
          octets.slice(index + 1, 32),
          octets.u16(index + 33),
          octets.slice(index + 35, 16));
    }

    private void emit(Writer out) {
      out.u8(selector).put(name).u16(revision).put(digest);
    }
  }

  /**
   * An offer for one instance (§14.6.1); its number is the system identifier of the root.
   *
   * @param root of the instance in this region
   * @param cost of the path to it, 0…2³² − 1
   * @param bridgePriority the sender's, in the high four bits
   * @param portPriority the sending port's, in the high four bits
   * @param hops that are left, 0…255
   */
  public record Instance(
      Flags flags, BridgeId root, long cost, int bridgePriority, int portPriority, int hops) {
    static final int LENGTH = 16;

    private static Instance at(Slice octets, int index) {
      return new Instance(
          new Flags(octets.u8(index)),
          BridgeId.at(octets, index + 1),
          octets.u32(index + 9),
          octets.u8(index + 13),
          octets.u8(index + 14),
          octets.u8(index + 15));
    }

    private void emit(Writer out) {
      out.u8(flags.bits());
      root.emit(out);
      out.u32(cost).u8(bridgePriority).u8(portPriority).u8(hops);
    }
  }

  /** Whether there are whole instances behind a rapid BPDU (§14.4). */
  static boolean fits(int version, Slice octets) {
    if (version < 3 || octets.length() < START + COMMON || octets.u8(LENGTH_AT - 1) != 0) {
      return false;
    }
    int length = octets.u16(LENGTH_AT);
    return length >= COMMON
        && (length - COMMON) % Instance.LENGTH == 0
        && START + length <= octets.length();
  }

  /** Only of octets that {@linkplain #fits fit}. */
  static MultipleTree read(int version, Slice octets) {
    int behind = START + Region.LENGTH;
    int first = START + COMMON;
    int end = START + octets.u16(LENGTH_AT);
    return new MultipleTree(
        version,
        TreeOffer.at(octets, HEADER),
        Region.at(octets, START),
        octets.u32(behind),
        BridgeId.at(octets, behind + 4),
        octets.u8(behind + 12),
        Vector.rangeBy(first, end, Instance.LENGTH).map(at -> Instance.at(octets, at)),
        octets.from(end));
  }

  @Override
  public int length() {
    return START + COMMON + Instance.LENGTH * instances.length() + rest.length();
  }

  @Override
  public void emit(Writer out) {
    out.u16(0).u8(version).u8(TYPE_RAPID);
    offer.emit(out);
    out.u8(0).u16(COMMON + Instance.LENGTH * instances.length());
    region.emit(out);
    out.u32(cost);
    bridge.emit(out);
    out.u8(hops);
    instances.forEach(instance -> instance.emit(out));
    out.put(rest);
  }
}
