package dev.etherloom.logic.decode;

/**
 * What stands behind a frame's payload: padding up to the 60 octets that a frame has at least (IEEE
 * 802.3 §3.2.8), if it is zero, and whatever else.
 */
final class Trailer {
  private static final int SHORTEST = 60;
  private static final int CHECK_SEQUENCE = 4;

  private Trailer() {}

  /**
   * @param rest what follows the payload
   * @param frame octets of the whole frame on the wire
   */
  static void tell(Fields out, Region rest, int frame, Field trailer) {
    if (rest.length() == 0) {
      return;
    }
    int wanted = frame < SHORTEST ? 0 : Math.max(0, SHORTEST - (frame - rest.reported()));
    int padding = isZero(rest, wanted) ? Math.min(wanted, rest.length()) : 0;
    out.octets(LinkField.ETH_PADDING, rest.octets(), 0, padding);
    int more = rest.reported() - padding;
    boolean checked = frame >= SHORTEST + CHECK_SEQUENCE && more >= CHECK_SEQUENCE;
    int left = Math.min(rest.length() - padding, checked ? more - CHECK_SEQUENCE : more);
    out.octets(trailer, rest.octets(), padding, left);
    if (checked) {
      out.u32(LinkField.ETH_FCS, rest.octets(), padding + left);
    }
  }

  private static boolean isZero(Region rest, int size) {
    for (int i = 0; i < Math.min(size, rest.length()); i++) {
      if (rest.octets().u8(i) != 0) {
        return false;
      }
    }
    return true;
  }
}
