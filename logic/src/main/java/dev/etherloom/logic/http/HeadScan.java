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
    @Var var scan = this;
    @Var int start = 0;
    @Var int at = 0;
    while (at < octets.length()) {
      if (!scan.cr) {
        int end = scan.runEnd(octets, at);
        scan = scan.longer(end - at);
        at = end;
      }
      if (scan.isTooLong(at - start)) {
        return new Progress.Refused(scan.tooLong());
      }
      if (at < octets.length()) {
        int octet = octets.u8(at++);
        if (octet == '\n' && scan.line == 0) {
          if (scan.lines > 0) {
            return new Progress.Whole(
                scan.gathered.and(octets.slice(start, at - start)), octets.from(at));
          }
          scan = START;
          start = at;
        } else if (scan.takes(octet)) {
          scan = scan.after(octet);
        } else {
          return new Progress.Refused(scan.wrong(octet));
        }
      }
    }
    return new Progress.More(
        new HeadScan(
            scan.gathered.with(octets.from(start)), scan.line, scan.lines, scan.method, scan.cr));
  }

  /** Where what only makes the line longer ends. */
  private int runEnd(Slice octets, int from) {
    @Var int at = from;
    while (at < octets.length()
        && (method ? Grammar.isToken(octets.u8(at)) : Grammar.isText(octets.u8(at)))) {
      at++;
    }
    return at;
  }

  private boolean takes(int octet) {
    if (cr || octet == '\n') {
      return octet == '\n';
    }
    return octet == '\r' || (method && (Grammar.isToken(octet) || (octet == ' ' && line > 0)));
  }

  private HeadScan after(int octet) {
    return switch (octet) {
      case '\n' -> new HeadScan(gathered, 0, lines + 1, method, false);
      case '\r' -> new HeadScan(gathered, line, lines, method, true);
      default -> new HeadScan(gathered, line + 1, lines, method && octet != ' ', false);
    };
  }

  private HeadScan longer(int octets) {
    return octets == 0 ? this : new HeadScan(gathered, line + octets, lines, method, cr);
  }

  /** Whether a limit is passed, with so many octets behind those gathered. */
  private boolean isTooLong(int more) {
    return line > (method ? StartLine.MAX_METHOD : Grammar.MAX_LINE - 2)
        || lines > HttpHead.MAX_FIELDS + 1
        || gathered.length() + more > MAX_HEAD;
  }

  private Refusal tooLong() {
    if (method) {
      return new Refusal(Status.NOT_IMPLEMENTED, "no method is that long");
    }
    return lines == 0
        ? new Refusal(Status.URI_TOO_LONG, "the request line is longer than 8000 octets")
        : new Refusal(
            Status.HEADER_FIELDS_TOO_LARGE,
            "more than 100 fields, 8000 octets in one or 32 KiB in all");
  }

  private Refusal wrong(int octet) {
    if (cr) {
      return Refusal.bad("a CR without an LF");
    }
    return Refusal.bad(method && octet >= ' ' ? "that is no method" : "a control character");
  }
}
