package dev.etherloom.logic.http;

import com.google.errorprone.annotations.Var;
import dev.etherloom.frames.Slice;
import io.vavr.collection.SortedSet;
import io.vavr.collection.TreeMap;

/** The pages that the server has of its own. Whatever a file is called is escaped in them. */
final class Pages {
  private static final String STYLE =
      """
      :root{color-scheme:light dark;--ink:#1d2733;--dim:#657487;--line:#d9e0e7;--paper:#fbfcfd;--thread:#b4552d}
      @media(prefers-color-scheme:dark){:root{--ink:#e6ebf0;--dim:#93a1b0;--line:#2c3640;--paper:#12171c;--thread:#e58a5c}}
      *{box-sizing:border-box}
      body{margin:0;padding:8vh 6vw;background:var(--paper);color:var(--ink);font:17px/1.6 system-ui,sans-serif}
      main{max-width:46rem;margin:auto}
      h1{font-size:2.1rem;line-height:1.2;margin:0 0 .4rem;letter-spacing:-.02em}
      p{margin:.6rem 0}a{color:var(--thread);text-decoration:none}a:hover{text-decoration:underline}
      .dim{color:var(--dim)}table{width:100%;border-collapse:collapse;margin-top:1.5rem}
      td{padding:.35rem .2rem;border-top:1px solid var(--line);overflow-wrap:anywhere}
      td+td{text-align:right;color:var(--dim);white-space:nowrap;font-variant-numeric:tabular-nums}
      """;

  private static final String WELCOME =
      """
      <svg viewBox="0 0 120 60" width="120" height="60" aria-hidden="true" fill="none" stroke-width="5" stroke-linecap="round">
      <g stroke="var(--line)"><path d="M15 4v52M39 4v52M63 4v52M87 4v52"/></g>
      <g stroke="var(--thread)"><path d="M4 15h22M52 15h22M100 15h16M28 45h22M76 45h22"/></g>
      <g stroke="var(--dim)"><path d="M4 30h5M21 30h36M69 30h47"/></g>
      </svg>
      <h1>Woven from single frames</h1>
      <p>This page reached you through <strong>Etherloom</strong>, a network stack in user space.
      No kernel socket was opened for it: ARP, IP, TCP and HTTP were pure functions of the Ethernet
      frames your machine sent, run by a process without any privilege.</p>
      <table>
      <tr><td>Frame</td><td>an immutable value, decoded once</td></tr>
      <tr><td>Step</td><td>(state, input, now) → (state, effects)</td></tr>
      <tr><td>Time and chance</td><td>arrive as data</td></tr>
      <tr><td>This server</td><td>HTTP/1.1, RFC 9110 and 9112</td></tr>
      </table>
      <p class="dim">To serve files of your own, start the stack with <code>--www DIR</code>.</p>
      """;

  private static final String HEX = "0123456789ABCDEF";
  private static final String PLAIN = "-._~!$'()*+,;=:@/";

  private Pages() {}

  /** What is shown where no directory is given. */
  static Slice welcome() {
    return page("Etherloom", WELCOME);
  }

  /** What happened, for a person. */
  static Slice message(Status status, String why) {
    var title = status.code() + " " + status.reason();
    return page(title, "<h1>%s</h1>\n<p class=\"dim\">%s.</p>\n".formatted(title, html(why)));
  }

  /**
   * What is in a directory.
   *
   * @param path of it, with the slash at its end
   * @param names of what is in it, those of directories with a slash at their end
   */
  static Slice listing(String path, SortedSet<String> names, TreeMap<String, Resource> files) {
    var out = new StringBuilder();
    out.append("<h1>").append(html(path)).append("</h1>\n<table>\n");
    if (path.length() > 1) {
      out.append("<tr><td><a href=\"../\">../</a></td><td></td></tr>\n");
    }
    for (var name : names) {
      var size = files.get(path + name).map(file -> size(file.content().length())).getOrElse("");
      out.append("<tr><td><a href=\"./").append(html(escaped(name))).append("\">");
      out.append(html(name)).append("</a></td><td>").append(size).append("</td></tr>\n");
    }
    return page("Index of " + path, out.append("</table>\n").toString());
  }

  private static Slice page(String title, String body) {
    return Slice.utf8(
        """
      <!doctype html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width,initial-scale=1">
      <title>%s</title>
      <style>
      %s</style>
      </head>
      <body>
      <main>
      %s</main>
      </body>
      </html>
      """
            .formatted(html(title), STYLE, body));
  }

  private static String size(int octets) {
    @Var int scaled = octets;
    for (var unit : new String[] {" B", " KiB", " MiB"}) {
      if (scaled < 10_240) {
        return scaled + unit;
      }
      scaled /= 1024;
    }
    return scaled + " GiB";
  }

  static String html(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }

  /** Percent-encoded as far as a path needs it (RFC 3986 §3.3). */
  static String escaped(String path) {
    var octets = Slice.utf8(path);
    var out = new StringBuilder();
    for (int i = 0; i < octets.length(); i++) {
      int octet = octets.u8(i);
      boolean plain =
          octet < 0x80 && (Character.isLetterOrDigit(octet) || PLAIN.indexOf(octet) >= 0);
      if (plain) {
        out.append((char) octet);
      } else {
        out.append('%').append(HEX.charAt(octet >> 4)).append(HEX.charAt(octet & 15));
      }
    }
    return out.toString();
  }
}
