package dev.etherloom.logic.ip;

import dev.etherloom.frames.Emit;
import dev.etherloom.frames.Slice;
import dev.etherloom.frames.Writer;
import dev.etherloom.logic.net.DecodeError;
import dev.etherloom.logic.net.IpAddress;
import io.vavr.collection.Vector;
import io.vavr.control.Either;

/**
 * What a host receives of one group, as IGMP version 3 (RFC 3376 §4.2.4 to §4.2.12) and MLD version
 * 2 (RFC 3810 §5.2.4 to §5.2.12) both tell it.
 *
 * @param type one of the constants; others are to be ignored
 * @param auxiliary whole fours of octets, at most 1,020, that mean nothing
 */
public record GroupRecord<A extends IpAddress>(
    int type, A group, Vector<A> sources, Slice auxiliary) implements Emit {
  public static final int MODE_IS_INCLUDE = 1;
  public static final int MODE_IS_EXCLUDE = 2;
  public static final int CHANGE_TO_INCLUDE = 3;
  public static final int CHANGE_TO_EXCLUDE = 4;
  public static final int ALLOW_NEW_SOURCES = 5;
  public static final int BLOCK_OLD_SOURCES = 6;

  /** Octets in front of the group's address. */
  private static final int FIXED = 4;

  public GroupRecord(int type, A group, Vector<A> sources) {
    this(type, group, sources, Slice.EMPTY);
  }

  /** Reads the address that stands at an index. */
  @FunctionalInterface
  public interface AddressAt<A> {
    A read(Slice octets, int index);
  }

  /**
   * How one of the protocols writes addresses.
   *
   * @param layer its name in errors
   * @param size octets of an address
   */
  public record Form<A extends IpAddress>(String layer, int size, AddressAt<A> address) {
    /** Reads the record that stands first. */
    public Either<DecodeError, GroupRecord<A>> decode(Slice octets) {
      if (octets.length() < FIXED + size) {
        return tooShort(octets, FIXED + size, "group record");
      }
      int count = octets.u16(2);
      int auxiliary = octets.u8(1) * 4;
      int behind = FIXED + size + count * size;
      return behind + auxiliary > octets.length()
          ? tooShort(octets, behind + auxiliary, "number of sources")
          : Either.right(
              new GroupRecord<>(
                  octets.u8(0),
                  address.read(octets, FIXED),
                  addresses(octets.from(FIXED + size), count),
                  octets.slice(behind, auxiliary)));
    }

    /** Reads so many addresses; their octets are there. */
    public Vector<A> addresses(Slice octets, int count) {
      return Vector.tabulate(count, i -> address.read(octets, i * size));
    }

    private Either<DecodeError, GroupRecord<A>> tooShort(
        Slice octets, int required, String claimedBy) {
      return Either.left(
          new DecodeError.TooShort(layer, octets.offset(), required, octets.length(), claimedBy));
    }
  }

  @Override
  public int length() {
    int address = group.width() / 8;
    return FIXED + address + sources.length() * address + auxiliary.length();
  }

  @Override
  public void emit(Writer out) {
    out.u8(type).u8(auxiliary.length() / 4).u16(sources.length());
    group.emit(out);
    sources.forEach(it -> it.emit(out));
    out.put(auxiliary);
  }
}
