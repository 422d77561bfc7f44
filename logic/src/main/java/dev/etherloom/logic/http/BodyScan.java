package dev.etherloom.logic.http;

import com.google.errorprone.annotations.Var;
import dev.etherloom.frames.Slice;

/**
 * Reads over the content of a request, of which nothing is kept, to where the next request begins
 * (RFC 9112 §6, §7.1). More than {@link #MAX_BODY} octets are refused, and so is more than {@link
 * #MAX_FRAMING} octets of chunk extensions and trailers.
 */
sealed interface BodyScan {
  /** Octets of content. */
  int MAX_BODY = 1_048_576;

  /** Octets of chunk extensions and trailer fields together. */
  int MAX_FRAMING = 8_192;

  /** How far a scan has come. */
  sealed interface Progress {
    /** All octets were taken, and more are needed. */
    record More(BodyScan scan) implements Progress {}

    record Whole(Slice rest) implements Progress {}

    record Refused(Refusal refusal) implements Progress {}
  }

  Progress feed(Slice octets);

  /** Whether the request has no content. */
  default boolean isNothing() {
    return false;
  }

  /**
   * As Content-Length says (§6.2).
   *
   * @param left octets to come
   */
  record Sized(int left) implements BodyScan {
    static final Sized NOTHING = new Sized(0);

    @Override
    public Progress feed(Slice octets) {
      return octets.length() < left
          ? new Progress.More(new Sized(left - octets.length()))
          : new Progress.Whole(octets.from(left));
    }

    @Override
    public boolean isNothing() {
      return left == 0;
    }
  }

  /** Where in the chunked coding (§7.1). */
  enum Place {
    SIZE,
    EXTENSION,
    SIZE_END,
    DATA,
    DATA_CR,
    DATA_LF,
    TRAILER_START,
    TRAILER,
    TRAILER_END,
    LAST_END
  }

  /**
   * In chunks (§7.1). Lines end in CRLF and in nothing else, as readers differ about the rest.
   *
   * @param size of the chunk, as far as it was read; or what is left of it
   * @param digits of that size
   * @param total octets of all chunks so far
   * @param framing octets of extensions and trailers so far
   */
  record Chunked(Place place, int size, int digits, int total, int framing) implements BodyScan {
    static final Chunked START = new Chunked(Place.SIZE, 0, 0, 0, 0);

    @Override
    public Progress feed(Slice octets) {
      @Var var scan = this;
      @Var int at = 0;
      while (at < octets.length()) {
        if (scan.place == Place.DATA) {
          int taken = Math.min(scan.size, octets.length() - at);
          scan = scan.data(taken);
          at += taken;
          continue;
        }
        int octet = octets.u8(at++);
        if (scan.place == Place.LAST_END && octet == '\n') {
          return new Progress.Whole(octets.from(at));
        }
        if (!scan.takes(octet)) {
          return new Progress.Refused(Refusal.bad("the chunks are not as RFC 9112 has them"));
        }
        scan = scan.next(octet);
        if (scan.size > MAX_BODY - scan.total) {
          return new Progress.Refused(
              new Refusal(Status.CONTENT_TOO_LARGE, "more than 1 MiB of content"));
        }
        if (scan.framing > MAX_FRAMING) {
          return new Progress.Refused(
              new Refusal(Status.HEADER_FIELDS_TOO_LARGE, "more than 8 KiB around the content"));
        }
      }
      return new Progress.More(scan);
    }

    private Chunked data(int taken) {
      int left = size - taken;
      var next = left == 0 ? Place.DATA_CR : Place.DATA;
      return new Chunked(next, left, 0, total + taken, framing);
    }

    private boolean takes(int octet) {
      return switch (place) {
        case SIZE ->
            Character.digit(octet, 16) >= 0
                ? digits < 16
                : digits > 0 && (octet == '\r' || octet == ';');
        case EXTENSION -> octet == '\r' || Grammar.TEXT.has(octet);
        case TRAILER_START -> octet == '\r' || Grammar.TOKEN.has(octet);
        case TRAILER -> octet == '\r' || Grammar.TEXT.has(octet);
        case DATA_CR -> octet == '\r';
        case SIZE_END, DATA_LF, TRAILER_END, LAST_END -> octet == '\n';
        case DATA -> true;
      };
    }

    private Chunked next(int octet) {
      return switch (place) {
        case SIZE -> sized(octet);
        case EXTENSION, TRAILER ->
            octet == '\r'
                ? to(place == Place.TRAILER ? Place.TRAILER_END : Place.SIZE_END)
                : framed(place);
        case SIZE_END -> to(size == 0 ? Place.TRAILER_START : Place.DATA);
        case DATA_CR -> to(Place.DATA_LF);
        case DATA_LF -> new Chunked(Place.SIZE, 0, 0, total, framing);
        case TRAILER_START -> octet == '\r' ? to(Place.LAST_END) : framed(Place.TRAILER);
        case TRAILER_END -> framed(Place.TRAILER_START);
        case DATA, LAST_END -> this;
      };
    }

    private Chunked sized(int octet) {
      if (octet == '\r') {
        return to(Place.SIZE_END);
      }
      int digit = Character.digit(octet, 16);
      return digit < 0
          ? framed(Place.EXTENSION)
          : new Chunked(place, Math.min(size, MAX_BODY) * 16 + digit, digits + 1, total, framing);
    }

    private Chunked to(Place next) {
      return new Chunked(next, size, digits, total, framing);
    }

    private Chunked framed(Place next) {
      return new Chunked(next, size, digits, total, framing + 1);
    }
  }
}
