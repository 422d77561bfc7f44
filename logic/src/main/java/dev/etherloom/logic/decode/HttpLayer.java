package dev.etherloom.logic.decode;

import dev.etherloom.frames.Slice;
import dev.etherloom.logic.http.HttpHead;
import dev.etherloom.logic.http.StartLine;

/** The start line of an HTTP/1 message and what is told of its fields (RFC 9112 §3, §4). */
record HttpLayer(Slice octets) implements Layer {
  private static final int SHORTEST = 14;

  /** Whether the octets begin with a request line or a status line. */
  static boolean begins(Slice octets) {
    return octets.length() >= SHORTEST
        && octets.u8(0) >= 'A'
        && octets.u8(0) <= 'Z'
        && StartLine.decode(octets).isRight();
  }

  static void walk(Region region, Walk walk) {
    walk.add(new HttpLayer(region.octets()));
  }

  @Override
  public Protocol protocol() {
    return Protocol.HTTP;
  }

  @Override
  public void fields(Fields out) {
    HttpHead.decode(octets).forEach(head -> head(out, head));
  }

  private void head(Fields out, HttpHead head) {
    switch (head.start()) {
      case StartLine.RequestLine(var method, var target, var minor) -> {
        text(out, TransportField.HTTP_METHOD, method);
        text(out, TransportField.HTTP_URI, target);
        out.text(TransportField.HTTP_REQUEST_VERSION, octets.offset(), 8, "HTTP/1." + minor);
      }
      case StartLine.StatusLine(var minor, var status, var reason) -> {
        out.text(TransportField.HTTP_RESPONSE_VERSION, octets.offset(), 8, "HTTP/1." + minor);
        out.number(TransportField.HTTP_STATUS, octets.offset() + 9, 3, status);
        text(out, TransportField.HTTP_PHRASE, reason);
      }
    }
    head.fields().host().forEach(value -> text(out, TransportField.HTTP_HOST, value));
    head.fields()
        .contentType()
        .forEach(value -> text(out, TransportField.HTTP_CONTENT_TYPE, value));
    head.fields()
        .contentLength()
        .forEach(value -> text(out, TransportField.HTTP_CONTENT_LENGTH, value));
  }

  private static void text(Fields out, Field field, Slice value) {
    out.text(field, value.offset(), value.length(), value.text());
  }

  @Override
  public String summary() {
    return StartLine.decode(octets)
        .fold(
            _ -> "HTTP",
            line ->
                switch (line) {
                  case StartLine.RequestLine(var method, var target, _) ->
                      "HTTP " + method.text() + " " + target.text();
                  case StartLine.StatusLine(_, var status, var reason) ->
                      "HTTP " + status + " " + reason.text();
                });
  }
}
