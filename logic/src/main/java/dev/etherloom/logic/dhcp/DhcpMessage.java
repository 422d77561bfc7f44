package dev.etherloom.logic.dhcp;

import com.google.errorprone.annotations.Var;
import dev.etherloom.frames.Emit;
import dev.etherloom.frames.Slice;
import dev.etherloom.frames.Writer;
import dev.etherloom.logic.net.DecodeError;
import io.vavr.collection.Vector;
import io.vavr.control.Either;
import io.vavr.control.Option;

/**
 * A DHCP message (RFC 2131 §2), or one of BOOTP (RFC 951), which has the same layout and need not
 * have options. The fields stand as they came; {@link #options}, {@link #fileOptions} and {@link
 * #snameOptions} read them, {@link DhcpOptions#of} joins them.
 *
 * @param sname 64 octets: the server's name, zeros, or options
 * @param file 128 octets: the boot file's name, zeros, or options
 * @param vendor all that follows: the magic cookie and options, or whatever BOOTP put there
 */
public record DhcpMessage(DhcpHeader header, Slice sname, Slice file, Slice vendor)
    implements Emit {
  public static final int SERVER_PORT = 67;
  public static final int CLIENT_PORT = 68;
  public static final int SNAME = 64;
  public static final int FILE = 128;

  /** Octets before the vendor area. */
  public static final int FIXED = DhcpHeader.LENGTH + SNAME + FILE;

  /** What the vendor area starts with where options follow (RFC 2131 §3). */
  public static final int COOKIE = 0x6382_5363;

  /** The vendor area that every host accepts, cookie included (RFC 2131 §2). */
  public static final int ROOM = 312;

  static final int COOKIE_LENGTH = 4;
  static final String LAYER = "dhcp";

  public DhcpMessage {
    if (sname.length() != SNAME || file.length() != FILE) {
      throw new IllegalArgumentException("sname has 64 octets and file 128");
    }
  }

  /** Reads a datagram's payload. Damaged options refuse nothing, they show where they are read. */
  public static Either<DecodeError, DhcpMessage> decode(Slice octets) {
    return octets.length() < FIXED
        ? Either.left(
            new DecodeError.TooShort(LAYER, octets.offset(), FIXED, octets.length(), "header"))
        : Either.right(
            new DhcpMessage(
                DhcpHeader.read(octets),
                octets.slice(DhcpHeader.LENGTH, SNAME),
                octets.slice(DhcpHeader.LENGTH + SNAME, FILE),
                octets.from(FIXED)));
  }

  /** A message with these options, however long, and neither server name nor boot file. */
  public static DhcpMessage of(DhcpHeader header, Vector<DhcpOption> options) {
    return OptionFields.plain(options)
        .message(header, Slice.owning(new byte[SNAME]), Slice.owning(new byte[FILE]));
  }

  /**
   * A message whose vendor area keeps within {@code room} octets: where the options need more, they
   * overload {@code file} and {@code sname} as far as these are zeros (RFC 2131 §4.1), and are
   * split where they must be (RFC 3396). Pads, the end and the overload are set here: those given
   * are passed over.
   *
   * @param room {@link #ROOM}, or what the receiver's maximum message size leaves; at least BOOTP's
   *     64, to which shorter ones are padded
   * @param sname at most 64 octets, padded with zeros here; {@link Slice#EMPTY} for none
   * @param file at most 128 octets, padded likewise
   * @return none where they do not fit at all
   */
  public static Option<DhcpMessage> within(
      int room, DhcpHeader header, Slice sname, Slice file, Vector<DhcpOption> options) {
    return OptionFields.pack(options, room, isZero(file), isZero(sname))
        .map(fields -> fields.message(header, padded(sname, SNAME), padded(file, FILE)));
  }

  static Slice padded(Slice octets, int size) {
    return octets.length() == size
        ? octets
        : Writer.allocate(size).put(octets).zeros(size - octets.length()).written();
  }

  private static boolean isZero(Slice octets) {
    return untilZero(octets).isEmpty();
  }

  /** Whether there is no magic cookie, so the vendor area is no list of options. */
  public boolean isBare() {
    return vendor.length() < COOKIE_LENGTH || vendor.i32(0) != COOKIE;
  }

  /** The options behind the magic cookie; none where it is missing. */
  public OptionList options() {
    return OptionList.read(isBare() ? vendor.first(0) : vendor.from(COOKIE_LENGTH));
  }

  /** The options in the boot file's field, where the overload option says so. */
  public Option<OptionList> fileOptions() {
    return overloads(DhcpOption.Overload.FILE) ? Option.some(OptionList.read(file)) : Option.none();
  }

  /** The options in the server name's field, where the overload option says so. */
  public Option<OptionList> snameOptions() {
    return overloads(DhcpOption.Overload.SNAME)
        ? Option.some(OptionList.read(sname))
        : Option.none();
  }

  private boolean overloads(int field) {
    return options()
        .contents()
        .find(option -> option.code() == DhcpOption.OVERLOAD)
        .flatMap(option -> option.typed().toOption())
        .exists(option -> option instanceof DhcpOption.Overload(var f) && (f & field) != 0);
  }

  /** The server's name up to its zero; empty where the field has options instead. */
  public Slice serverName() {
    return overloads(DhcpOption.Overload.SNAME) ? sname.first(0) : untilZero(sname);
  }

  /** The boot file's name up to its zero; empty where the field has options instead. */
  public Slice bootFile() {
    return overloads(DhcpOption.Overload.FILE) ? file.first(0) : untilZero(file);
  }

  private static Slice untilZero(Slice octets) {
    @Var int end = 0;
    while (end < octets.length() && octets.u8(end) != 0) {
      end++;
    }
    return octets.first(end);
  }

  @Override
  public int length() {
    return FIXED + vendor.length();
  }

  @Override
  public void emit(Writer out) {
    out.put(header).put(sname).put(file).put(vendor);
  }
}
