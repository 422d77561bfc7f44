package dev.etherloom.logic.decode;

import dev.etherloom.frames.Slice;

/**
 * A VLAN tag (IEEE 802.1Q) and the type or length behind it.
 *
 * @param type what announced the tag
 * @param rest what follows the payload
 */
record VlanLayer(int type, Slice octets, Region rest) implements Layer {
  private static final int LENGTH = 4;
  private static final int INNER_TYPE = 2;

  static int walk(int type, Region region, Walk walk) {
    if (!region.has(LENGTH)) {
      walk.add(new VlanLayer(type, region.octets(), region.from(region.reported())));
      return walk.broken(region, Protocol.VLAN);
    }
    int place = walk.reserve();
    int inner = region.octets().u16(INNER_TYPE);
    var payload = region.from(LENGTH);
    int used;
    if (inner > EtherTypes.LONGEST_802_3) {
      used = inner < EtherTypes.LOWEST ? walk.data(payload) : EtherTypes.walk(inner, payload, walk);
    } else {
      used = Math.min(inner, payload.reported());
      LlcLayer.walk(payload.first(used), walk);
    }
    walk.fill(
        place,
        new VlanLayer(type, region.octets().first(LENGTH), payload.from(payload.reported())));
    return LENGTH + used;
  }

  private boolean isService() {
    return type == EtherTypes.SERVICE_VLAN;
  }

  @Override
  public Protocol protocol() {
    return isService() ? Protocol.SERVICE_VLAN : Protocol.VLAN;
  }

  @Override
  public String path() {
    boolean typed = octets.length() >= LENGTH && octets.u16(INNER_TYPE) >= EtherTypes.LOWEST;
    return protocol().label() + (typed ? ":ethertype" : "");
  }

  @Override
  public void fields(Fields out) {
    out.bits(isService() ? LinkField.QINQ_PRIORITY : LinkField.VLAN_PRIORITY, octets, 0, 0xe0);
    out.bits(isService() ? LinkField.QINQ_DEI : LinkField.VLAN_DEI, octets, 0, 0x10);
    if (octets.length() >= 2) {
      out.number(
          isService() ? LinkField.QINQ_ID : LinkField.VLAN_ID,
          octets.offset(),
          2,
          octets.u16(0) & 0xfff);
    }
    if (octets.length() >= LENGTH && !isService()) {
      boolean typed = octets.u16(INNER_TYPE) > EtherTypes.LONGEST_802_3;
      out.u16(typed ? LinkField.VLAN_ETYPE : LinkField.VLAN_LEN, octets, INNER_TYPE);
    }
  }

  @Override
  public String summary() {
    return octets.length() < 2 ? "[cut]" : "vlan " + (octets.u16(0) & 0xfff);
  }
}
