package dev.etherloom.logic.http;

import dev.etherloom.frames.Slice;

/** The status codes that this server gives (RFC 9110 §15). */
public enum Status {
  CONTINUE(100, "Continue"),
  OK(200, "OK"),
  NO_CONTENT(204, "No Content"),
  PARTIAL_CONTENT(206, "Partial Content"),
  MOVED_PERMANENTLY(301, "Moved Permanently"),
  NOT_MODIFIED(304, "Not Modified"),
  BAD_REQUEST(400, "Bad Request"),
  NOT_FOUND(404, "Not Found"),
  METHOD_NOT_ALLOWED(405, "Method Not Allowed"),
  REQUEST_TIMEOUT(408, "Request Timeout"),
  PRECONDITION_FAILED(412, "Precondition Failed"),
  CONTENT_TOO_LARGE(413, "Content Too Large"),
  URI_TOO_LONG(414, "URI Too Long"),
  RANGE_NOT_SATISFIABLE(416, "Range Not Satisfiable"),
  EXPECTATION_FAILED(417, "Expectation Failed"),
  HEADER_FIELDS_TOO_LARGE(431, "Request Header Fields Too Large"),
  NOT_IMPLEMENTED(501, "Not Implemented"),
  VERSION_NOT_SUPPORTED(505, "HTTP Version Not Supported");

  private final int code;
  private final String reason;

  @SuppressWarnings("ImmutableEnumChecker") // nobody writes a slice again
  private final Slice line;

  Status(int code, String reason) {
    this.code = code;
    this.reason = reason;
    this.line = new StartLine.StatusLine(1, code, Slice.utf8(reason)).toSlice();
  }

  public int code() {
    return code;
  }

  public String reason() {
    return reason;
  }

  /** As HTTP/1.1, whatever was asked (RFC 9110 §6.2). */
  Slice line() {
    return line;
  }

  /** Whether the request failed. */
  boolean isError() {
    return code >= 400;
  }
}
