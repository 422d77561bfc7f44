package dev.etherloom.logic.decode;

import dev.etherloom.frames.Slice;
import dev.etherloom.logic.llc.LlcFrame;

/** IEEE 802.2 logical link control, with SNAP where it follows. */
record LlcLayer(Slice octets) implements Layer {
  private static final int UNNUMBERED = 3;
  private static final int SNAP_HEADER = 8;
  private static final int OUI_ETHERNET = 0;
  private static final int OUI_BRIDGED = 0x00_80c2;

  static void walk(Region region, Walk walk) {
    if (!region.has(3)) {
      walk.add(new LlcLayer(region.octets()));
      var _ = region.length() == 3 ? 0 : walk.broken(region, Protocol.LLC);
      return;
    }
    int dsap = region.octets().u8(0);
    int ssap = region.octets().u8(1);
    if (dsap == LlcFrame.SNAP && ssap == LlcFrame.SNAP && region.has(SNAP_HEADER)) {
      walk.add(new LlcLayer(region.octets().first(SNAP_HEADER)));
      snap(region, walk);
      return;
    }
    int header = (region.octets().u8(2) & UNNUMBERED) == UNNUMBERED ? 3 : 4;
    if (!region.has(header)) {
      walk.add(new LlcLayer(region.octets()));
      var _ = walk.broken(region, Protocol.LLC);
      return;
    }
    walk.add(new LlcLayer(region.octets().first(header)));
    if (dsap == LlcFrame.BRIDGE) {
      StpLayer.walk(region.from(header), walk);
    } else {
      var _ = walk.data(region.from(header));
    }
  }

  private static void snap(Region region, Walk walk) {
    int oui = oui(region.octets());
    int type = region.octets().u16(6);
    if (oui == OUI_ETHERNET || (oui == OUI_BRIDGED && type >= EtherTypes.LOWEST)) {
      var _ = EtherTypes.walk(type, region.from(SNAP_HEADER), walk);
    } else {
      var _ = walk.data(region.from(SNAP_HEADER));
    }
  }

  private static int oui(Slice octets) {
    return octets.u8(3) << 16 | octets.u16(4);
  }

  @Override
  public Protocol protocol() {
    return Protocol.LLC;
  }

  @Override
  public void fields(Fields out) {
    out.u8(LinkField.LLC_DSAP, octets, 0);
    out.u8(LinkField.LLC_SSAP, octets, 1);
    out.u8(LinkField.LLC_CONTROL, octets, 2);
    if (octets.length() == SNAP_HEADER) {
      int oui = oui(octets);
      out.number(LinkField.LLC_OUI, octets.offset() + 3, 3, oui);
      out.u16(oui == OUI_ETHERNET ? LinkField.LLC_TYPE : LinkField.LLC_PID, octets, 6);
    }
  }

  @Override
  public String summary() {
    return octets.length() < 2
        ? "[cut]"
        : "LLC dsap 0x%02x ssap 0x%02x".formatted(octets.u8(0), octets.u8(1));
  }
}
