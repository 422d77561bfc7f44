package dev.etherloom.logic.decode;

import dev.etherloom.frames.Slice;

/** Where the walk had to end. */
record BrokenLayer(Protocol within, Slice octets, boolean cut) implements Layer {
  @Override
  public Protocol protocol() {
    return cut ? Protocol.SHORT : Protocol.MALFORMED;
  }

  @Override
  public void fields(Fields out) {
    if (cut) {
      out.text(
          LinkField.WS_SHORT,
          octets.offset(),
          octets.length(),
          "[Packet size limited during capture: " + within.title() + " truncated]");
    } else {
      out.text(
          LinkField.WS_MALFORMED,
          octets.offset(),
          octets.length(),
          "[Malformed Packet: " + within.title() + "]");
    }
  }

  @Override
  public String summary() {
    return (cut ? "[cut: " : "[malformed: ") + within.title() + "]";
  }
}
