package dev.etherloom.logic.tcp;

import com.google.errorprone.annotations.Var;
import dev.etherloom.frames.Emit;
import dev.etherloom.frames.Slice;
import dev.etherloom.frames.Writer;
import dev.etherloom.logic.net.SeqNum;
import io.vavr.collection.Vector;
import io.vavr.control.Option;

/**
 * What the user gave to send and the peer has not acknowledged, as it was given: nothing is copied
 * but crumbs.
 *
 * @param chunks each by the number of its first octet
 * @param end the number behind the last octet
 * @param finished whether nothing follows; the FIN then has the number {@code end}
 * @param urgent the number behind the urgent octets
 */
record SendQueue(SeqMap<Slice> chunks, SeqNum end, boolean finished, Option<SeqNum> urgent) {
  /** More than this nobody may leave here: numbers have to stay comparable. */
  static final int MOST = 1 << 30;

  /** Less than this is put together: a chunk costs more than a few octets. */
  private static final int CRUMBS = 512;

  static SendQueue from(SeqNum first) {
    return new SendQueue(SeqMap.empty(), first, false, Option.none());
  }

  SendQueue append(Slice octets) {
    if (octets.isEmpty()) {
      return this;
    }
    var next = end.plus(octets.length());
    var last =
        octets.length() < CRUMBS ? chunks.floor(end.plus(-1)) : Option.<SeqMap.Node<Slice>>none();
    return last.exists(it -> it.value().length() + octets.length() <= CRUMBS)
        ? new SendQueue(
            chunks.put(last.get().key(), joined(last.get().value(), octets)),
            next,
            finished,
            urgent)
        : new SendQueue(chunks.put(end, octets), next, finished, urgent);
  }

  private static Slice joined(Slice one, Slice other) {
    return Writer.allocate(one.length() + other.length()).put(one).put(other).written();
  }

  /** All so far is urgent. */
  SendQueue hurried() {
    return new SendQueue(chunks, end, finished, Option.some(end));
  }

  SendQueue closed() {
    return new SendQueue(chunks, end, true, urgent);
  }

  /** The number behind all there is to send, FIN included. */
  SeqNum last() {
    return finished ? end.plus(1) : end;
  }

  /** Lets go of what stands before {@code una}. */
  SendQueue acknowledged(SeqNum una) {
    var chunk = chunks.floor(una);
    if (chunk.isEmpty()) {
      return this;
    }
    boolean done = !chunk.get().key().plus(chunk.get().value().length()).after(una);
    var rest = chunks.from(done ? una : chunk.get().key());
    return new SendQueue(rest, end, finished, urgent.filter(up -> up.after(una)));
  }

  /** The {@code size} octets from {@code from} on, all of which are here. */
  Emit read(SeqNum from, int size) {
    if (size == 0) {
      return Slice.EMPTY;
    }
    var first = chunks.floor(from).get();
    int skip = from.minus(first.key());
    int there = first.value().length() - skip;
    return there >= size
        ? first.value().slice(skip, size)
        : gather(first.value().from(skip), from.plus(there), size);
  }

  private Gathered gather(Slice first, SeqNum next, int size) {
    @Var var parts = Vector.of(first);
    @Var int length = first.length();
    @Var var at = next;
    while (length < size) {
      var chunk = chunks.floor(at).get().value();
      var part = chunk.first(Math.min(chunk.length(), size - length));
      parts = parts.append(part);
      length += part.length();
      at = at.plus(part.length());
    }
    return new Gathered(parts, size);
  }

  /** Octets that were given in several parts. */
  record Gathered(Vector<Slice> parts, int length) implements Emit {
    @Override
    public void emit(Writer out) {
      parts.forEach(out::put);
    }
  }
}
