package dev.etherloom.logic.igmp;

import dev.etherloom.frames.Emit;
import dev.etherloom.frames.Slice;
import dev.etherloom.frames.Writer;
import dev.etherloom.logic.net.DecodeError;
import dev.etherloom.logic.net.Ipv4Address;
import io.vavr.collection.Vector;
import io.vavr.control.Either;

/**
 * What a host receives of one group (RFC 3376 §4.2.4 to §4.2.12).
 *
 * @param type one of the constants; others are to be ignored
 * @param auxiliary whole fours of octets, at most 1,020, that mean nothing
 */
public record GroupRecord(int type, Ipv4Address group, Vector<Ipv4Address> sources, Slice auxiliary)
    implements Emit {
  public static final int MODE_IS_INCLUDE = 1;
  public static final int MODE_IS_EXCLUDE = 2;
  public static final int CHANGE_TO_INCLUDE = 3;
  public static final int CHANGE_TO_EXCLUDE = 4;
  public static final int ALLOW_NEW_SOURCES = 5;
  public static final int BLOCK_OLD_SOURCES = 6;
  private static final int FIXED = 8;

  public GroupRecord(int type, Ipv4Address group, Vector<Ipv4Address> sources) {
    this(type, group, sources, Slice.EMPTY);
  }

  /** Reads the record that stands first. */
  static Either<DecodeError, GroupRecord> decode(Slice octets) {
    int at = octets.offset();
    if (octets.length() < FIXED) {
      return Either.left(
          new DecodeError.TooShort(IgmpMessage.LAYER, at, FIXED, octets.length(), "group record"));
    }
    int count = octets.u16(2);
    int auxiliary = octets.u8(1) * 4;
    int behind = FIXED + count * Ipv4Address.LENGTH;
    if (behind + auxiliary > octets.length()) {
      return Either.left(
          new DecodeError.TooShort(
              IgmpMessage.LAYER, at, behind + auxiliary, octets.length(), "number of sources"));
    }
    return Either.right(
        new GroupRecord(
            octets.u8(0),
            Ipv4Address.at(octets, 4),
            addresses(octets.from(FIXED), count),
            octets.slice(behind, auxiliary)));
  }

  static Vector<Ipv4Address> addresses(Slice octets, int count) {
    return Vector.tabulate(count, i -> Ipv4Address.at(octets, i * Ipv4Address.LENGTH));
  }

  @Override
  public int length() {
    return FIXED + sources.length() * Ipv4Address.LENGTH + auxiliary.length();
  }

  @Override
  public void emit(Writer out) {
    out.u8(type).u8(auxiliary.length() / 4).u16(sources.length());
    group.emit(out);
    sources.forEach(it -> it.emit(out));
    out.put(auxiliary);
  }
}
