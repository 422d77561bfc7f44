package dev.etherloom.logic.dns;

import com.google.errorprone.annotations.Var;
import dev.etherloom.frames.Slice;
import dev.etherloom.frames.Writer;
import io.vavr.collection.Vector;
import io.vavr.control.Option;

/** The text of a domain name (RFC 1035 §5.1, RFC 4343 §2.1). */
final class DomainNameText {
  private DomainNameText() {}

  static String format(DomainName name) {
    return name.isRoot() ? "." : name.labels().map(DomainNameText::label).mkString(".");
  }

  private static String label(Slice label) {
    var text = new StringBuilder(label.length());
    for (int i = 0; i < label.length(); i++) {
      int octet = label.u8(i);
      if (octet == '.' || octet == '\\') {
        text.append('\\').append((char) octet);
      } else if (octet > ' ' && octet < 0x7f) {
        text.append((char) octet);
      } else {
        text.append('\\')
            .append((char) ('0' + octet / 100))
            .append((char) ('0' + octet / 10 % 10))
            .append((char) ('0' + octet % 10));
      }
    }
    return text.toString();
  }

  static Option<DomainName> parse(String text) {
    if (text.isEmpty() || text.equals(".")) {
      return Option.when(!text.isEmpty(), DomainName.ROOT);
    }
    var in = Slice.utf8(text);
    var label = Writer.allocate(in.length() + 1);
    @Var Vector<Slice> labels = Vector.empty();
    @Var int at = 0;
    while (at < in.length()) {
      int octet = in.u8(at);
      if (octet == '.') {
        labels = labels.append(label.written());
        label.restart(0);
        at++;
      } else if (octet == '\\') {
        int meant = escaped(in, at + 1);
        if (meant < 0) {
          return Option.none();
        }
        label.u8(meant);
        at += isDigit(in, at + 1) ? 4 : 2;
      } else {
        label.u8(octet);
        at++;
      }
    }
    return DomainName.of(label.length() == 0 ? labels : labels.append(label.written()));
  }

  /** What the characters after a backslash stand for; -1 for none. */
  private static int escaped(Slice in, int at) {
    if (!isDigit(in, at)) {
      return at < in.length() ? in.u8(at) : -1;
    }
    if (!isDigit(in, at + 1) || !isDigit(in, at + 2)) {
      return -1;
    }
    int value = (in.u8(at) - '0') * 100 + (in.u8(at + 1) - '0') * 10 + (in.u8(at + 2) - '0');
    return value < 256 ? value : -1;
  }

  private static boolean isDigit(Slice in, int at) {
    return at < in.length() && in.u8(at) >= '0' && in.u8(at) <= '9';
  }
}
