package dev.etherloom.logic.dns;

import com.google.errorprone.annotations.Var;
import dev.etherloom.frames.Emit;
import dev.etherloom.frames.Slice;
import dev.etherloom.frames.Writer;
import dev.etherloom.logic.net.DecodeError;
import io.vavr.collection.List;
import io.vavr.collection.Vector;
import io.vavr.control.Either;
import io.vavr.control.Option;

/**
 * A domain name, always absolute (RFC 1035 §3.1): labels of 1…63 octets, with the root's empty one
 * at most 255 octets. Names that differ only in the case of ASCII letters are equal (RFC 4343 §3);
 * the case is kept.
 */
public final class DomainName implements Emit {
  public static final int MAX_LENGTH = 255;
  public static final int MAX_LABEL = 63;

  /** As many labels as a name can have; a pointer without a label before it helps nobody. */
  static final int MAX_POINTERS = 127;

  public static final DomainName ROOT = new DomainName(Slice.of(0));

  private final Slice wire;

  private DomainName(Slice wire) {
    this.wire = wire;
  }

  /** The name of these labels, the root's left out; none where one is empty or all are too long. */
  public static Option<DomainName> of(Vector<Slice> labels) {
    int length = labels.foldLeft(1, (sum, label) -> Math.min(sum + 1 + label.length(), 256));
    if (length > MAX_LENGTH || labels.exists(l -> l.isEmpty() || l.length() > MAX_LABEL)) {
      return Option.none();
    }
    var out = Writer.allocate(length);
    for (var label : labels) {
      out.u8(label.length()).put(label);
    }
    return Option.some(new DomainName(out.u8(0).written()));
  }

  /**
   * The name of a text as in RFC 1035 §5.1: labels between dots, {@code \.} for a dot within one,
   * {@code \DDD} for an octet in decimal; {@code "."} is the root, a dot at the end says nothing.
   * Characters outside ASCII stand for their UTF-8 octets.
   */
  public static Option<DomainName> parse(String text) {
    return DomainNameText.parse(text);
  }

  /** As {@link #parse}; for constants in the code. Throws where the text is no name. */
  public static DomainName of(String text) {
    return parse(text)
        .getOrElseThrow(() -> new IllegalArgumentException("no domain name: " + text));
  }

  /** Reads the name at index {@code at} of a message, following its pointers (§4.1.4). */
  public static Either<DecodeError, Located<DomainName>> at(Slice message, int at) {
    return read(message, at, message.length());
  }

  /** As {@link #at} for a name whose octets in place end before the index {@code limit}. */
  static Either<DecodeError, Located<DomainName>> read(Slice message, int at, int limit) {
    @Var List<Slice> parts = List.empty();
    @Var Slice place = Slice.EMPTY;
    @Var int from = at;
    @Var int room = MAX_LENGTH;
    for (int pointers = 0; pointers <= MAX_POINTERS; pointers++) {
      var run = Run.read(message, from, pointers == 0 ? limit : message.length(), room);
      if (run.isLeft()) {
        return Either.left(run.getLeft());
      }
      var labels = run.get().labels();
      var target = run.get().target();
      place = pointers == 0 ? message.slice(at, labels.length() + (target < 0 ? 0 : 2)) : place;
      parts = parts.prepend(labels);
      if (target < 0) {
        return Either.right(new Located<>(new DomainName(joined(parts)), place));
      }
      from = target;
      room -= labels.length();
    }
    return Refusal.bad(message, at, "pointers", MAX_POINTERS + 1, "at most " + MAX_POINTERS);
  }

  /**
   * @param parts the last one first
   */
  private static Slice joined(List<Slice> parts) {
    if (parts.tail().isEmpty()) {
      return parts.head();
    }
    var out = Writer.allocate(MAX_LENGTH);
    for (var part : parts.reverse()) {
      out.put(part);
    }
    return out.written();
  }

  /**
   * Labels in a row, up to a pointer or the root's label.
   *
   * @param labels with their lengths, the root's included, the pointer not
   * @param target where the pointer points to, -1 where the name ends here
   */
  private record Run(Slice labels, int target) {
    static Either<DecodeError, Run> read(Slice message, int from, int limit, int room) {
      @Var int at = from;
      while (at < limit) {
        int octet = message.u8(at);
        if (octet >= 0xc0) {
          return pointer(message, from, at, limit);
        }
        if (octet > MAX_LABEL) {
          return Refusal.bad(message, at, "label type", octet >>> 6, "0 or 3");
        }
        int next = at + 1 + octet;
        if (next > limit) {
          return Refusal.tooShort(message, at, 1 + octet, limit - at, "label");
        }
        if (next - from > room) {
          int length = MAX_LENGTH - room + next - from;
          return Refusal.bad(message, at, "name length", length, "at most " + MAX_LENGTH);
        }
        if (octet == 0) {
          return Either.right(new Run(message.slice(from, next - from), -1));
        }
        at = next;
      }
      return Refusal.tooShort(message, at, 1, 0, "name");
    }

    /** "A prior occurrence" (§4.1.4) starts before these labels do, so no name leads to itself. */
    private static Either<DecodeError, Run> pointer(Slice message, int from, int at, int limit) {
      if (at + 2 > limit) {
        return Refusal.tooShort(message, at, 2, limit - at, "pointer");
      }
      int target = message.u16(at) & 0x3fff;
      return target >= from
          ? Refusal.bad(message, at, "pointer", target, "less than " + from)
          : Either.right(new Run(message.slice(from, at - from), target));
    }
  }

  /** The labels from the left, without the root's. */
  public Vector<Slice> labels() {
    @Var Vector<Slice> labels = Vector.empty();
    for (int at = 0; wire.u8(at) != 0; at += 1 + wire.u8(at)) {
      labels = labels.append(wire.slice(at + 1, wire.u8(at)));
    }
    return labels;
  }

  public boolean isRoot() {
    return wire.length() == 1;
  }

  /** Octets without compression, 1…255. */
  @Override
  public int length() {
    return wire.length();
  }

  /** Writes it without compression. */
  @Override
  public void emit(Writer out) {
    out.put(wire);
  }

  @Override
  public boolean equals(Object other) {
    if (!(other instanceof DomainName that) || wire.length() != that.wire.length()) {
      return false;
    }
    for (int i = 0; i < wire.length(); i++) {
      if (folded(wire.u8(i)) != folded(that.wire.u8(i))) {
        return false;
      }
    }
    return true;
  }

  @Override
  public int hashCode() {
    @Var int hash = 1;
    for (int i = 0; i < wire.length(); i++) {
      hash = 31 * hash + folded(wire.u8(i));
    }
    return hash;
  }

  /** Small for capital; a label's length is below both and stays. */
  private static int folded(int octet) {
    return octet >= 'A' && octet <= 'Z' ? octet + 32 : octet;
  }

  /** The text that {@link #parse} takes, without a dot at the end; the root is {@code "."}. */
  @Override
  public String toString() {
    return DomainNameText.format(this);
  }
}
