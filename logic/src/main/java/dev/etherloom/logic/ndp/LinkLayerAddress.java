package dev.etherloom.logic.ndp;

import dev.etherloom.frames.MacAddress;
import dev.etherloom.frames.Slice;
import dev.etherloom.frames.Writer;
import io.vavr.control.Option;

/** An address on the link (RFC 4861 §4.6.1). */
public sealed interface LinkLayerAddress extends NdpOption {
  /** Six octets on Ethernet; elsewhere eight more, or sixteen…, with padding. */
  Slice address();

  /** The address where it is one of Ethernet. */
  default Option<MacAddress> mac() {
    return address().length() == MacAddress.LENGTH
        ? Option.some(MacAddress.at(address(), 0))
        : Option.none();
  }

  @Override
  default int length() {
    return 2 + address().length();
  }

  @Override
  default void emitContent(Writer out) {
    out.put(address());
  }

  /** The sender's (type 1). */
  record Source(Slice address) implements LinkLayerAddress {
    public static final int TYPE = 1;

    public Source {
      NdpOption.requireUnits(2 + address.length());
    }

    public Source(MacAddress mac) {
      this(octets(mac));
    }

    @Override
    public int type() {
      return TYPE;
    }
  }

  /** The target's (type 2). */
  record Target(Slice address) implements LinkLayerAddress {
    public static final int TYPE = 2;

    public Target {
      NdpOption.requireUnits(2 + address.length());
    }

    public Target(MacAddress mac) {
      this(octets(mac));
    }

    @Override
    public int type() {
      return TYPE;
    }
  }

  private static Slice octets(MacAddress mac) {
    var out = Writer.allocate(MacAddress.LENGTH);
    mac.emit(out);
    return out.written();
  }
}
