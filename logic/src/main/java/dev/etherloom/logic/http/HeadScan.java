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
    @Var int start = 0;
    @Var int size = line;
    @Var int ended = lines;
    @Var boolean inMethod = method;
    @Var boolean afterCr = cr;
    for (int at = 0; at < octets.length(); at++) {
      int octet = octets.u8(at);
      if (afterCr && octet != '\n') {
        return refused(Refusal.bad("a CR without an LF"));
      }
      afterCr = octet == '\r';
      if (octet == '\n') {
        if (size > 0) {
          ended++;
          size = 0;
        } else if (ended > 0) {
          return new Progress.Whole(
              kept(start).and(octets.slice(start, at + 1 - start)), octets.from(at + 1));
        } else {
          start = at + 1;
        }
      } else if (!afterCr) {
        size++;
        if (inMethod && octet == ' ' && size > 1) {
          inMethod = false;
        }
        if (isWrong(octet, inMethod, size)) {
          return refused(wrong(octet, inMethod, ended));
        }
      }
      if (kept(start).length() + at - start >= MAX_HEAD || ended > HttpHead.MAX_FIELDS + 1) {
        return refused(tooLarge());
      }
    }
    return new Progress.More(
        new HeadScan(kept(start).with(octets.from(start)), size, ended, inMethod, afterCr));
  }

  /** What came before still counts unless the request begins within these octets. */
  private Gathered kept(int start) {
    return start > 0 ? Gathered.NONE : gathered;
  }

  private static boolean isWrong(int octet, boolean inMethod, int size) {
    return inMethod
        ? !Grammar.isToken(octet) || size > StartLine.MAX_METHOD
        : !Grammar.isText(octet) || size > Grammar.MAX_LINE - 2;
  }

  private static Refusal wrong(int octet, boolean inMethod, int ended) {
    if (inMethod) {
      return Grammar.isToken(octet)
          ? new Refusal(Status.NOT_IMPLEMENTED, "no method is that long")
          : Refusal.bad("that is no method");
    }
    if (!Grammar.isText(octet)) {
      return Refusal.bad("a control character");
    }
    return ended == 0
        ? new Refusal(Status.URI_TOO_LONG, "the request line is longer than 8000 octets")
        : tooLarge();
  }

  private static Refusal tooLarge() {
    return new Refusal(
        Status.HEADER_FIELDS_TOO_LARGE,
        "more than 100 fields, 8000 octets in one or 32 KiB in all");
  }

  private static Progress refused(Refusal refusal) {
    return new Progress.Refused(refusal);
  }
}
