package dev.etherloom.logic.http;

import dev.etherloom.frames.Emit;
import dev.etherloom.frames.Slice;
import dev.etherloom.frames.Writer;
import dev.etherloom.logic.net.DecodeError;
import io.vavr.control.Either;

/** The line that a message of HTTP/1 starts with (RFC 9112 §2.1). */
public sealed interface StartLine extends Emit {
  int MAX_METHOD = 32;

  /** The version's second number, 0 or 1 as a rule: 0…9. The first is 1. */
  int minor();

  /**
   * Asks for something (§3).
   *
   * @param method a token of 1…32 octets
   * @param target as it was asked for, at least one octet, none of them blank
   */
  record RequestLine(Slice method, Slice target, int minor) implements StartLine {
    @Override
    public int length() {
      return method.length() + 1 + target.length() + 1 + VERSION_LENGTH + END.length();
    }

    @Override
    public void emit(Writer out) {
      out.put(method).u8(' ').put(target).u8(' ').put(VERSION).u8('0' + minor).put(END);
    }
  }

  /**
   * Answers (§4).
   *
   * @param status three digits, 0…999
   * @param reason in words, may be empty
   */
  record StatusLine(int minor, int status, Slice reason) implements StartLine {
    private static final int REASON = VERSION_LENGTH + 5;

    @Override
    public int length() {
      return REASON + reason.length() + END.length();
    }

    @Override
    public void emit(Writer out) {
      out.put(VERSION).u8('0' + minor).u8(' ');
      out.u8('0' + status / 100).u8('0' + (status / 10 % 10)).u8('0' + status % 10);
      out.u8(' ').put(reason).put(END);
    }
  }

  Slice VERSION = Slice.utf8("HTTP/1.");
  int VERSION_LENGTH = 8;
  Slice END = Slice.utf8("\r\n");

  /** Reads the line at the start of {@code octets}; what is no HTTP is refused early. */
  static Either<DecodeError, StartLine> decode(Slice octets) {
    return read(octets).map(Read::start);
  }

  /** A start line and what stands behind it. */
  record Read(StartLine start, Slice rest) {}

  /** The same, and where it ends. */
  static Either<DecodeError, Read> read(Slice octets) {
    int most = Math.min(octets.length(), MAX_METHOD + 1);
    int method = octets.span(Grammar.TOKEN, 0, most);
    if (method == octets.length()) {
      return Either.left(
          new DecodeError.TooShort(
              Grammar.LAYER, octets.offset(), method + 1, method, "start line"));
    }
    boolean status = octets.u8(method) == '/' && octets.first(method).equals(VERSION.first(4));
    if (!status && (method == 0 || method > MAX_METHOD || octets.u8(method) != ' ')) {
      return Grammar.bad(octets, method, "method", "a token of at most 32 octets and a space");
    }
    return Grammar.line(octets, "start line")
        .flatMap(
            line ->
                (status ? status(line.text()) : request(line.text(), method))
                    .map(start -> new Read(start, line.rest())));
  }

  private static Either<DecodeError, StartLine> request(Slice text, int method) {
    int start = method + 1;
    int end = text.span(Grammar.VISIBLE, start);
    if (end == start || end == text.length() || text.u8(end) != ' ') {
      return Grammar.bad(text, end, "target", "visible octets and a space");
    }
    int version = end + 1;
    return isVersion(text, version) && text.length() == version + VERSION_LENGTH
        ? Either.right(
            new RequestLine(
                text.first(method), text.slice(start, end - start), minor(text, version)))
        : Grammar.bad(text, version, "version", "HTTP/1 and a digit");
  }

  private static Either<DecodeError, StartLine> status(Slice text) {
    if (!isVersion(text, 0)) {
      return Grammar.bad(text, 0, "version", "HTTP/1 and a digit");
    }
    int code = VERSION_LENGTH + 1;
    int end = text.span(Grammar.DIGIT, Math.min(code, text.length()));
    if (end != code + 3 || text.u8(VERSION_LENGTH) != ' ') {
      return Grammar.bad(text, VERSION_LENGTH, "status", "a space and three digits");
    }
    if (end < text.length() && text.u8(end) != ' ') {
      return Grammar.bad(text, end, "status", "three digits and a space");
    }
    int reason = Math.min(end + 1, text.length());
    int stop = text.span(Grammar.TEXT, reason);
    int number =
        (text.u8(code) - '0') * 100 + (text.u8(code + 1) - '0') * 10 + text.u8(code + 2) - '0';
    return stop < text.length()
        ? Grammar.bad(text, stop, "reason", "text")
        : Either.right(new StatusLine(minor(text, 0), number, text.from(reason)));
  }

  private static boolean isVersion(Slice text, int at) {
    return text.length() >= at + VERSION_LENGTH
        && text.slice(at, VERSION_LENGTH - 1).equals(VERSION)
        && Grammar.DIGIT.has(text.u8(at + VERSION_LENGTH - 1));
  }

  private static int minor(Slice text, int at) {
    return text.u8(at + VERSION_LENGTH - 1) - '0';
  }
}
