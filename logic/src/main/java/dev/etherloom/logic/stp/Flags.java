package dev.etherloom.logic.stp;

/**
 * The flags of a BPDU or of an instance in it (IEEE 802.1D-2004 §9.3.3). The original protocol has
 * only the first and the last.
 *
 * @param bits 0…255
 */
public record Flags(int bits) {
  public boolean topologyChange() {
    return has(0x01);
  }

  public boolean proposal() {
    return has(0x02);
  }

  /** 0 master or unknown, 1 alternate or backup, 2 root, 3 designated. */
  public int role() {
    return bits >>> 2 & 3;
  }

  public boolean learning() {
    return has(0x10);
  }

  public boolean forwarding() {
    return has(0x20);
  }

  public boolean agreement() {
    return has(0x40);
  }

  /**
   * Of the common tree a topology change is acknowledged; of an instance the port is the master.
   */
  public boolean acknowledgment() {
    return has(0x80);
  }

  private boolean has(int flag) {
    return (bits & flag) != 0;
  }
}
