package dev.etherloom.logic.shell;

import com.google.errorprone.annotations.Var;
import dev.etherloom.frames.Slice;
import dev.etherloom.logic.capture.CaptureError;
import dev.etherloom.logic.capture.CaptureReader;
import dev.etherloom.logic.capture.CaptureRecord;
import dev.etherloom.logic.capture.CaptureState;
import dev.etherloom.logic.capture.Progress;
import io.vavr.control.Option;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * The records of a capture file, one after the other, gzip-compressed or not. Holds a chunk of the
 * file, and of a longer block that one, at most {@link CaptureReader#BLOCK_LIMIT}. A record is
 * there as soon as its octets are, so a pipe can be followed.
 */
final class CaptureStream implements AutoCloseable {
  private static final int CHUNK = 1 << 20;
  private static final int INFLATER_BUFFER = 1 << 16;
  private static final int GZIP_MAGIC = 0x1f8b;
  private static final String INPUT = "input";

  private final InputStream input;
  private CaptureState state = CaptureState.START;

  /** Octets in it are never written again: slices of it were shown. */
  private byte[] chunk = new byte[CHUNK];

  private int from;
  private int to;
  private Option<CaptureRecord> record = Option.none();
  private Option<CaptureError> error = Option.none();
  private Option<IOException> failure = Option.none();
  private boolean done;

  private CaptureStream(InputStream input) {
    this.input = input;
  }

  /** Reads a file, or for {@code -} the standard input. */
  static CaptureStream open(Path file) throws IOException {
    return of(file.toString().equals("-") ? System.in : Files.newInputStream(file));
  }

  /** Reads a stream, which {@link #close} closes. */
  static CaptureStream of(InputStream input) throws IOException {
    var start = new PushbackInputStream(input, 2);
    try {
      var magic = start.readNBytes(2);
      start.unread(magic);
      boolean zipped = magic.length == 2 && Slice.owning(magic).u16(0) == GZIP_MAGIC;
      return new CaptureStream(zipped ? new GZIPInputStream(start, INFLATER_BUFFER) : start);
    } catch (EOFException | ZipException e) {
      var none = new CaptureStream(start);
      none.end(Option.some(new CaptureError.Unreadable(0, INPUT, e.toString())));
      return none;
    } catch (IOException e) {
      start.close();
      throw e;
    }
  }

  /** Goes to the next record; false at the end, of which {@link #error} says whether it is one. */
  boolean advance() {
    record = Option.none();
    while (!done && record.isEmpty()) {
      var shown = Slice.owning(chunk).slice(from, to - from);
      switch (CaptureReader.next(state, shown)) {
        case Progress.NeedMore(var minimum, _) -> need(minimum);
        case Progress.Skip skip -> skip(skip);
        case Progress.Found(var value, var consumed, var then) -> {
          record = Option.some(value);
          from += consumed;
          state = then;
        }
        case Progress.Failed(var why) -> end(Option.some(why));
        case Progress.End _ -> end(Option.none());
      }
    }
    return record.isDefined();
  }

  /** The record that {@link #advance} went to. */
  CaptureRecord record() {
    return record.get();
  }

  /** Octets of the file behind us, uncompressed. */
  long position() {
    return state.position();
  }

  /** What is wrong with the file; known when there are no more records. */
  Option<CaptureError> error() {
    return error;
  }

  private void skip(Progress.Skip skip) {
    @Var long owed = skip.octets();
    while (owed > to - from) {
      owed -= to - from;
      from = to;
      if (!fill(1)) {
        long had = skip.octets() - owed;
        end(unreadable(state.position() + had).orElse(() -> Option.some(skip.cut(had))));
        return;
      }
    }
    from += (int) owed;
    state = skip.then();
  }

  private void need(int minimum) {
    if (!fill(minimum)) {
      end(unreadable(state.position() + to - from).orElse(this::cut));
    }
  }

  private Option<CaptureError> cut() {
    return CaptureReader.end(state, Slice.owning(chunk).slice(from, to - from))
            instanceof Progress.Failed(var why)
        ? Option.some(why)
        : Option.none();
  }

  private void end(Option<CaptureError> why) {
    error = why;
    done = true;
  }

  private Option<CaptureError> unreadable(long offset) {
    return failure.map(why -> new CaptureError.Unreadable(offset, INPUT, why.toString()));
  }

  /** Reads until there are this many octets; false when there are no more. */
  private boolean fill(int minimum) {
    if (from + minimum > chunk.length) {
      var next = new byte[Math.max(CHUNK, minimum)];
      System.arraycopy(chunk, from, next, 0, to - from);
      chunk = next;
      to -= from;
      from = 0;
    }
    try {
      while (to - from < minimum) {
        int count = input.read(chunk, to, chunk.length - to);
        if (count < 0) {
          return false;
        }
        to += count;
      }
      return true;
    } catch (IOException e) {
      failure = Option.some(e);
      return false;
    }
  }

  @Override
  public void close() throws IOException {
    input.close();
  }
}
