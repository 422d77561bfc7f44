package dev.etherloom.logic.decode;

import dev.etherloom.frames.Slice;

/** Octets that nobody here interprets. */
record DataLayer(Slice octets) implements Layer {
  @Override
  public Protocol protocol() {
    return Protocol.DATA;
  }

  @Override
  public void fields(Fields out) {
    out.octets(LinkField.DATA_DATA, octets);
    out.number(LinkField.DATA_LEN, octets.offset(), octets.length(), octets.length());
  }

  @Override
  public String summary() {
    return "length " + octets.length();
  }
}
