package dev.etherloom.logic.http;

import com.google.errorprone.annotations.Var;
import dev.etherloom.frames.Slice;

/**
 * Finds where the head of a request ends (RFC 9112 §2.1), however it is cut into pieces, and looks
 * at each octet once. What is no HTTP or too long is refused as soon as it is seen to be.
 *
 * <p>Empty lines before the request are skipped (§2.2). A CR without an LF, a control character and
 * an octet of the method that is none of a token are refused here; a line may end in a bare LF.
 *
 * @param gathered what came so far, from the request line on
 * @param line octets of the line that is not yet ended
 * @param lines lines that are
 * @param method whether the method is not yet ended
 * @param cr whether the last octet was a CR
 */
record HeadScan(Gathered gathered, int line, int lines, boolean method, boolean cr) {
  static final HeadScan START = new HeadScan(Gathered.NONE, 0, 0, true, false);

  /** Octets of a head. */
  static final int MAX_HEAD = 32_768;

  /** No octet. */
  private static final int END = -1;

  /** How far a scan has come. */
  sealed interface Progress {
    /** All octets were taken, and more are needed. */
    record More(HeadScan scan) implements Progress {}

    /** The head is whole, with the empty line at its end. */
    record Whole(Slice head, Slice rest) implements Progress {}

    record Refused(Refusal refusal) implements Progress {}
  }

  boolean isEmpty() {
    return gathered.length() == 0 && !cr;
  }

  /** Takes the next octets. */
  Progress feed(Slice octets) {
    @Var var before = gathered;
    @Var int start = 0; // all from here on belongs behind it
    @Var int line = this.line;
    @Var int lines = this.lines;
    @Var boolean method = this.method;
    @Var boolean cr = this.cr;
    @Var int at = 0;
    while (at < octets.length()) {
      int end = cr ? at : runEnd(octets, at, method);
      line += end - at;
      at = end;
      if (isTooLong(line, lines, method) || before.length() + at - start > MAX_HEAD) {
        return new Progress.Refused(tooLong(lines, method));
      }
      int octet = at < octets.length() ? octets.u8(at++) : END;
      if (octet == '\n' && line == 0 && lines > 0) {
        return new Progress.Whole(before.and(octets.slice(start, at - start)), octets.from(at));
      }
      if (octet == '\n' && line == 0) {
        before = Gathered.NONE;
        start = at;
        cr = false;
      } else if (octet == '\n') {
        line = 0;
        lines++;
        cr = false;
      } else if (octet == '\r' && !cr) {
        cr = true;
      } else if (octet == ' ' && method && line > 0 && !cr) {
        line++;
        method = false;
      } else if (octet != END) {
        return new Progress.Refused(wrong(octet, method, cr));
      }
    }
    return new Progress.More(
        new HeadScan(before.with(octets.from(start)), line, lines, method, cr));
  }

  /** Where what only makes the line longer ends. */
  private static int runEnd(Slice octets, int from, boolean method) {
    return octets.span(method ? Grammar.TOKEN : Grammar.TEXT, from);
  }

  private static boolean isTooLong(int line, int lines, boolean method) {
    return line > (method ? StartLine.MAX_METHOD : Grammar.MAX_LINE - 2)
        || lines > HttpHead.MAX_FIELDS + 1;
  }

  private static Refusal tooLong(int lines, boolean method) {
    if (method) {
      return new Refusal(Status.NOT_IMPLEMENTED, "no method is that long");
    }
    return lines == 0
        ? new Refusal(Status.URI_TOO_LONG, "the request line is longer than 8000 octets")
        : new Refusal(
            Status.HEADER_FIELDS_TOO_LARGE,
            "more than 100 fields, 8000 octets in one or 32 KiB in all");
  }

  private static Refusal wrong(int octet, boolean method, boolean cr) {
    if (cr) {
      return Refusal.bad("a CR without an LF");
    }
    return Refusal.bad(method && octet >= ' ' ? "that is no method" : "a control character");
  }
}
