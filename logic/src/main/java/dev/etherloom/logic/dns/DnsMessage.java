package dev.etherloom.logic.dns;

import com.google.errorprone.annotations.Var;
import dev.etherloom.frames.Emit;
import dev.etherloom.frames.Slice;
import dev.etherloom.frames.Writer;
import dev.etherloom.logic.net.DecodeError;
import io.vavr.collection.Vector;
import io.vavr.control.Either;

/**
 * A message (RFC 1035 §4.1), at most 65535 octets and as many entries in a section.
 *
 * @param id 0…65535
 */
public record DnsMessage(
    int id,
    DnsFlags flags,
    Vector<Question> questions,
    Vector<ResourceRecord> answers,
    Vector<ResourceRecord> authorities,
    Vector<ResourceRecord> additionals)
    implements Emit {

  /** A message that asks, for now, nothing. */
  public static DnsMessage empty(int id, DnsFlags flags) {
    return new DnsMessage(
        id, flags, Vector.empty(), Vector.empty(), Vector.empty(), Vector.empty());
  }

  /** Reads a message that is all there and sound, with nothing behind its last record. */
  public static Either<DecodeError, DnsMessage> decode(Slice octets) {
    return DnsCursor.over(octets).flatMap(DnsMessage::read);
  }

  private static Either<DecodeError, DnsMessage> read(DnsCursor start) {
    @Var var cursor = start;
    @Var var message = empty(start.header().id(), start.header().flags());
    while (true) {
      switch (cursor.next()) {
        case DnsCursor.Next.Entry(var entry, var rest) -> {
          message = message.plus(entry);
          cursor = rest;
        }
        case DnsCursor.Next.Spoiled(_, var error, _) -> {
          return Either.left(error);
        }
        case DnsCursor.Next.Damaged(var error) -> {
          return Either.left(error);
        }
        case DnsCursor.Next.End(var trailing) -> {
          return trailing.isEmpty()
              ? Either.right(message)
              : Refusal.bad(trailing, 0, "trailing octets", trailing.length(), "none");
        }
      }
    }
  }

  private DnsMessage plus(DnsEntry entry) {
    return switch (entry) {
      case DnsEntry.Asked(var question, _) -> asking(question);
      case DnsEntry.Given(var section, var record, _, _) -> giving(section, record);
    };
  }

  /** The same with a question more. */
  public DnsMessage asking(Question question) {
    return new DnsMessage(id, flags, questions.append(question), answers, authorities, additionals);
  }

  /** The same with a record more; a record in the section of questions is a bug of the caller. */
  public DnsMessage giving(Section section, ResourceRecord record) {
    return switch (section) {
      case QUESTION -> throw new IllegalArgumentException("a record is no question");
      case ANSWER ->
          new DnsMessage(id, flags, questions, answers.append(record), authorities, additionals);
      case AUTHORITY ->
          new DnsMessage(id, flags, questions, answers, authorities.append(record), additionals);
      case ADDITIONAL ->
          new DnsMessage(id, flags, questions, answers, authorities, additionals.append(record));
    };
  }

  /** Octets with names compressed as {@link #emit} does it, which only doing it tells. */
  @Override
  public int length() {
    int most =
        DnsHeader.LENGTH
            + questions.map(Question::uncompressed).sum().intValue()
            + records().map(ResourceRecord::uncompressed).sum().intValue();
    var out = Writer.allocate(most);
    emit(out);
    return out.length();
  }

  @Override
  public void emit(Writer out) {
    var names = NameTable.startingAt(out.position());
    out.put(header());
    var asked = questions.foldLeft(names, (table, question) -> question.emit(out, table));
    var _ = records().foldLeft(asked, (table, record) -> record.emit(out, table));
  }

  /** All records, section after section. */
  public Vector<ResourceRecord> records() {
    return answers.appendAll(authorities).appendAll(additionals);
  }

  public DnsHeader header() {
    return new DnsHeader(
        id, flags, questions.size(), answers.size(), authorities.size(), additionals.size());
  }
}
