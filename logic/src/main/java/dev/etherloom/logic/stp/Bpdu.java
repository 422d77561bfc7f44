package dev.etherloom.logic.stp;

import dev.etherloom.frames.Emit;
import dev.etherloom.frames.Slice;
import dev.etherloom.frames.Writer;
import dev.etherloom.logic.net.DecodeError;
import io.vavr.control.Either;

/** A bridge protocol data unit (IEEE 802.1D-2004 §9.3, 802.1Q §14). */
public sealed interface Bpdu extends Emit
    permits Bpdu.TopologyChange, Bpdu.Configuration, Bpdu.RapidTree, MultipleTree, Bpdu.Unknown {
  int HEADER = 4;
  int TYPE_CONFIGURATION = 0x00;
  int TYPE_RAPID = 0x02;
  int TYPE_TOPOLOGY_CHANGE = 0x80;

  /**
   * Tells the root that something changed (TCN).
   *
   * @param version the protocol version, 0 for the original
   */
  record TopologyChange(int version) implements Bpdu {
    @Override
    public int length() {
      return HEADER;
    }

    @Override
    public void emit(Writer out) {
      out.u16(0).u8(version).u8(TYPE_TOPOLOGY_CHANGE);
    }
  }

  /** The original protocol's offer of a tree. */
  record Configuration(int version, TreeOffer offer) implements Bpdu {
    private static final int LENGTH = HEADER + TreeOffer.LENGTH;

    @Override
    public int length() {
      return LENGTH;
    }

    @Override
    public void emit(Writer out) {
      out.u16(0).u8(version).u8(TYPE_CONFIGURATION);
      offer.emit(out);
    }
  }

  /**
   * The rapid protocol's.
   *
   * @param version 2; higher ones if what they add is missing
   */
  record RapidTree(int version, TreeOffer offer) implements Bpdu {
    private static final int LENGTH = HEADER + TreeOffer.LENGTH + 1;

    @Override
    public int length() {
      return LENGTH;
    }

    @Override
    public void emit(Writer out) {
      out.u16(0).u8(version).u8(TYPE_RAPID);
      offer.emit(out);
      out.u8(0);
    }
  }

  /** Of another protocol identifier or type, kept from its first octet on. */
  record Unknown(Slice octets) implements Bpdu {
    @Override
    public int length() {
      return octets.length();
    }

    @Override
    public void emit(Writer out) {
      out.put(octets);
    }
  }

  /** Reads what an LLC frame to 0x42 carries. */
  static Either<DecodeError, Bpdu> decode(Slice octets) {
    if (octets.length() < HEADER) {
      return tooShort(octets, HEADER, "header");
    }
    if (octets.u16(0) != 0) {
      return Either.right(new Unknown(octets));
    }
    int version = octets.u8(2);
    return switch (octets.u8(3)) {
      case TYPE_TOPOLOGY_CHANGE -> Either.right(new TopologyChange(version));
      case TYPE_CONFIGURATION ->
          octets.length() < Configuration.LENGTH
              ? tooShort(octets, Configuration.LENGTH, "type")
              : Either.right(new Configuration(version, TreeOffer.at(octets, HEADER)));
      case TYPE_RAPID -> rapid(version, octets);
      default -> Either.right(new Unknown(octets));
    };
  }

  private static Either<DecodeError, Bpdu> rapid(int version, Slice octets) {
    if (version < 2) {
      return Either.right(new Unknown(octets));
    }
    if (octets.length() < RapidTree.LENGTH) {
      return tooShort(octets, RapidTree.LENGTH, "type");
    }
    return Either.right(
        MultipleTree.fits(version, octets)
            ? MultipleTree.read(version, octets)
            : new RapidTree(version, TreeOffer.at(octets, HEADER)));
  }

  private static Either<DecodeError, Bpdu> tooShort(Slice octets, int required, String field) {
    return Either.left(
        new DecodeError.TooShort("stp", octets.offset(), required, octets.length(), field));
  }
}
