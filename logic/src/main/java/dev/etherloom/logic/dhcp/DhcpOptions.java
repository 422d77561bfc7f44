package dev.etherloom.logic.dhcp;

import dev.etherloom.frames.Slice;
import dev.etherloom.frames.Writer;
import dev.etherloom.logic.net.DecodeError;
import io.vavr.collection.Vector;
import io.vavr.control.Either;
import io.vavr.control.Option;

/**
 * What a message's options say, for those who act on it: the pieces of each code joined over all
 * fields (RFC 3396 §7), in the order in which the codes first appear. Pads, the end and the
 * overload have done their work and are not among them.
 *
 * <p>An option whose content does not fit its code stays as {@code Unknown} and has a fault. One
 * that came twice though it cannot be joined, such as two subnet masks, counts as it came first,
 * and has a fault too: so clients do it in practice.
 *
 * @param faults what was wrong, first the fields that could not be read to their end
 */
public record DhcpOptions(Vector<DhcpOption> options, Vector<DecodeError> faults) {

  /** Reads them from all fields in which the message has options. Never refuses. */
  public static DhcpOptions of(DhcpMessage message) {
    var lists =
        Vector.of(message.options())
            .appendAll(message.fileOptions())
            .appendAll(message.snameOptions());
    var verdicts =
        lists
            .flatMap(OptionList::contents)
            .groupBy(RawOption::code)
            .values()
            .map(DhcpOptions::judge)
            .toVector();
    return new DhcpOptions(
        verdicts.map(Verdict::option).reject(DhcpOption.Overload.class::isInstance),
        lists.flatMap(OptionList::fault).appendAll(verdicts.flatMap(Verdict::fault)));
  }

  private record Verdict(DhcpOption option, Option<DecodeError> fault) {}

  private static Verdict judge(Vector<RawOption> pieces) {
    var joined = join(pieces);
    var unknown = new DhcpOption.Unknown(joined.code(), joined.content());
    return joined
        .typed()
        .fold(
            fault -> new Verdict(pieces.head().typed().getOrElse(unknown), Option.some(fault)),
            option -> new Verdict(option, Option.none()));
  }

  /** One option of all these, which stands where the first does. */
  private static RawOption join(Vector<RawOption> pieces) {
    var first = pieces.head();
    if (pieces.length() == 1) {
      return first;
    }
    var out = Writer.allocate(pieces.map(piece -> piece.content().length()).sum().intValue());
    pieces.map(RawOption::content).forEach((Slice content) -> out.put(content));
    return new RawOption(first.code(), first.offset(), out.written());
  }

  /** The option of this kind, if it is there. */
  public <T extends DhcpOption> Option<T> find(Class<T> kind) {
    return options.find(kind::isInstance).map(kind::cast);
  }

  /** What the message is for; none makes it one of BOOTP (RFC 2131 §3). */
  public Option<Integer> messageType() {
    return find(DhcpOption.MessageType.class).map(DhcpOption.MessageType::number);
  }

  /** These options where nothing was wrong, otherwise the first fault. */
  public Either<DecodeError, DhcpOptions> faultless() {
    return faults
        .headOption()
        .<Either<DecodeError, DhcpOptions>>map(Either::left)
        .getOrElse(() -> Either.right(this));
  }
}
