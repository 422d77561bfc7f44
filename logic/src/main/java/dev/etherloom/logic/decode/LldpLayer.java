package dev.etherloom.logic.decode;

import dev.etherloom.frames.MacAddress;
import dev.etherloom.frames.Slice;
import dev.etherloom.logic.lldp.LldpTlv;
import dev.etherloom.logic.lldp.LldpWalk;

/** What a station tells of itself (IEEE 802.1AB). */
record LldpLayer(Slice octets) implements Layer {
  private static final int CHASSIS_MAC = 4;

  static int walk(Region region, Walk walk) {
    var unit = LldpWalk.of(region.octets());
    int length = region.length() - unit.rest().length();
    if (unit.damage().isDefined()) {
      walk.add(new LldpLayer(region.octets()));
      return walk.broken(region, Protocol.LLDP);
    }
    walk.add(new LldpLayer(region.octets().first(length)));
    return length;
  }

  @Override
  public Protocol protocol() {
    return Protocol.LLDP;
  }

  @Override
  public void fields(Fields out) {
    for (var placed : LldpWalk.of(octets).tlvs()) {
      var whole = placed.octets();
      var content = whole.from(LldpTlv.HEADER);
      out.number(LinkField.LLDP_TLV_TYPE, whole.offset(), 2, whole.u16(0) >>> 9);
      out.number(LinkField.LLDP_TLV_LEN, whole.offset(), 2, content.length());
      switch (placed.tlv()) {
        case LldpTlv.ChassisId(var kind, var id) -> {
          if (kind == CHASSIS_MAC && id.length() == MacAddress.LENGTH) {
            out.mac(LinkField.LLDP_CHASSIS_MAC, id, 0);
          } else {
            out.octets(LinkField.LLDP_CHASSIS, id, 0, id.length());
          }
        }
        case LldpTlv.PortId(_, var id) ->
            out.text(LinkField.LLDP_PORT, id.offset(), id.length(), id.text());
        case LldpTlv.TimeToLive _ -> out.u16(LinkField.LLDP_TTL, content, 0);
        case LldpTlv.Text(var kind, var text) ->
            out.text(
                switch (kind) {
                  case PORT -> LinkField.LLDP_PORT_DESC;
                  case NAME -> LinkField.LLDP_SYSTEM_NAME;
                  case SYSTEM -> LinkField.LLDP_SYSTEM_DESC;
                },
                text.offset(),
                text.length(),
                text.text());
        default -> {}
      }
    }
  }

  @Override
  public String summary() {
    return LldpWalk.of(octets)
        .tlvs()
        .find(
            placed ->
                placed.tlv() instanceof LldpTlv.Text(var kind, _) && kind == LldpTlv.Text.Kind.NAME)
        .map(placed -> "LLDP " + placed.octets().from(LldpTlv.HEADER).text())
        .getOrElse("LLDP");
  }
}
