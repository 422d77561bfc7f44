package dev.etherloom.logic.decode;

import dev.etherloom.frames.MacAddress;
import dev.etherloom.frames.Slice;

/**
 * Ethernet II and IEEE 802.3: addresses, type or length, and what is left behind the payload.
 *
 * @param rest what follows the payload within the frame
 * @param frame octets of the whole frame on the wire
 */
record EthernetLayer(Slice octets, Region rest, int frame) implements Layer {
  static final int HEADER = 14;
  private static final int TYPE = 12;

  static int walk(Region region, Walk walk) {
    if (!region.has(HEADER)) {
      walk.add(new EthernetLayer(region.octets(), region.from(region.reported()), 0));
      return walk.broken(region, Protocol.ETHERNET);
    }
    int place = walk.reserve();
    int type = region.octets().u16(TYPE);
    var payload = region.from(HEADER);
    int used;
    if (type > EtherTypes.LONGEST_802_3) {
      used = type < EtherTypes.LOWEST ? walk.data(payload) : EtherTypes.walk(type, payload, walk);
    } else {
      used = Math.min(type, payload.reported());
      LlcLayer.walk(payload.first(used), walk);
    }
    var header = region.octets().first(HEADER);
    walk.fill(place, new EthernetLayer(header, payload.from(used), region.reported()));
    return region.reported();
  }

  private boolean isType() {
    return octets.length() >= HEADER && octets.u16(TYPE) > EtherTypes.LONGEST_802_3;
  }

  @Override
  public Protocol protocol() {
    return Protocol.ETHERNET;
  }

  @Override
  public String path() {
    return isType() && octets.u16(TYPE) >= EtherTypes.LOWEST ? "eth:ethertype" : "eth";
  }

  @Override
  public void fields(Fields out) {
    out.mac(LinkField.ETH_DST, octets, 0);
    out.mac(LinkField.ETH_SRC, octets, MacAddress.LENGTH);
    out.u16(isType() ? LinkField.ETH_TYPE : LinkField.ETH_LEN, octets, TYPE);
    boolean tagged = isType() && EtherTypes.isTag(octets.u16(TYPE));
    Trailer.tell(out, rest, frame, tagged ? LinkField.VLAN_TRAILER : LinkField.ETH_TRAILER);
  }

  @Override
  public String summary() {
    return octets.length() < HEADER
        ? "[cut]"
        : MacAddress.at(octets, MacAddress.LENGTH) + " > " + MacAddress.at(octets, 0);
  }
}
