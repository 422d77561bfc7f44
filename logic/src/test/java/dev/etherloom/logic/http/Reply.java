package dev.etherloom.logic.http;

import com.google.errorprone.annotations.Var;
import io.vavr.collection.HashMap;
import io.vavr.collection.Map;
import io.vavr.collection.Vector;
import java.util.Locale;

/** An answer, as a client reads it: by its length, or to the end where it says none. */
record Reply(int status, String reason, Map<String, String> fields, String content) {
  String field(String name) {
    return fields.get(name.toLowerCase(Locale.ROOT)).getOrElse("-");
  }

  static Vector<Reply> all(String text, String... methods) {
    @Var Vector<Reply> replies = Vector.empty();
    @Var String rest = text;
    while (!rest.isEmpty()) {
      int end = rest.indexOf("\r\n\r\n");
      if (end < 0) {
        throw new AssertionError("no head in " + rest);
      }
      var lines = rest.substring(0, end).split("\r\n", -1);
      var first = lines[0].split(" ", 3);
      if (!first[0].equals("HTTP/1.1")) {
        throw new AssertionError("no status line in " + rest);
      }
      @Var Map<String, String> fields = HashMap.empty();
      for (int i = 1; i < lines.length; i++) {
        int colon = lines[i].indexOf(": ");
        var name = lines[i].substring(0, colon).toLowerCase(Locale.ROOT);
        if (fields.containsKey(name)) {
          throw new AssertionError("twice: " + lines[i]);
        }
        fields = fields.put(name, lines[i].substring(colon + 2));
      }
      int status = Integer.parseInt(first[1]);
      int index = replies.length();
      boolean bare =
          status < 200
              || status == 204
              || status == 304
              || (index < methods.length && methods[index].equals("HEAD"));
      int length = bare ? 0 : Integer.parseInt(fields.get("content-length").getOrElse("-1"));
      int from = end + 4;
      var content = rest.substring(from, from + length);
      rest = rest.substring(from + length);
      if (status >= 200) {
        replies = replies.append(new Reply(status, first[2], fields, content));
      }
    }
    return replies;
  }
}
