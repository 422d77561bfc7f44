package dev.etherloom.logic.dns;

import dev.etherloom.frames.Slice;
import dev.etherloom.logic.net.DecodeError;
import io.vavr.control.Either;
import io.vavr.control.Option;

/**
 * A place between two entries of a message: walks it entry by entry, so that what is whole before a
 * damaged entry is seen.
 *
 * @param message from the header's first octet on, which pointers count from
 * @param at the index of the next entry
 * @param done entries passed, of all sections together
 */
public record DnsCursor(Slice message, DnsHeader header, int at, int done) {
  /** What comes next. */
  public sealed interface Next {
    /**
     * A whole entry.
     *
     * @param rest behind the entry
     */
    record Entry(DnsEntry entry, DnsCursor rest) implements Next {}

    /**
     * A record that stands there whole, but whose data is not what its type wants.
     *
     * @param entry with the data as {@link RecordData.Unknown}
     * @param error what is wrong with the data
     * @param rest behind the record; a message of which one is spoiled is not to be believed
     */
    record Spoiled(DnsEntry.Given entry, DecodeError error, DnsCursor rest) implements Next {}

    /** Where the next entry ends cannot be told, and so neither what comes after it. */
    record Damaged(DecodeError error) implements Next {}

    /**
     * As many entries passed as the header claims.
     *
     * @param trailing octets behind the last
     */
    record End(Slice trailing) implements Next {}
  }

  /** Stands before the first entry; refused where there is no whole header. */
  public static Either<DecodeError, DnsCursor> over(Slice message) {
    return DnsHeader.decode(message)
        .map(header -> new DnsCursor(message, header, DnsHeader.LENGTH, 0));
  }

  /** The section of the next entry, none behind the last. */
  public Option<Section> section() {
    int answers = header.questions() + header.answers();
    int authorities = answers + header.authorities();
    if (done < answers) {
      return Option.some(done < header.questions() ? Section.QUESTION : Section.ANSWER);
    }
    return Option.when(
        done < authorities + header.additionals(),
        done < authorities ? Section.AUTHORITY : Section.ADDITIONAL);
  }

  public Next next() {
    return section().fold(() -> new Next.End(message.from(at)), this::entry);
  }

  private Next entry(Section section) {
    return switch (section) {
      case QUESTION -> Question.decode(message, at).fold(Next.Damaged::new, this::whole);
      case ANSWER, AUTHORITY, ADDITIONAL ->
          ResourceRecord.frame(message, at, section).fold(Next.Damaged::new, this::record);
    };
  }

  private Next record(DnsEntry.Given framed) {
    return ResourceRecord.understood(message, framed)
        .fold(error -> new Next.Spoiled(framed, error, behind(framed)), this::whole);
  }

  private Next whole(DnsEntry entry) {
    return new Next.Entry(entry, behind(entry));
  }

  private DnsCursor behind(DnsEntry entry) {
    return new DnsCursor(message, header, at + entry.octets().length(), done + 1);
  }
}
