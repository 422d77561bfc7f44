package dev.etherloom.logic.http;

import io.vavr.collection.HashMap;
import io.vavr.collection.Map;
import java.util.Locale;

/** Media types by the end of a file's name (IANA's registry). Text is taken to be UTF-8. */
public final class MediaTypes {
  static final String HTML = "text/html; charset=utf-8";
  private static final String UNKNOWN = "application/octet-stream";
  private static final String TEXT = "text/plain; charset=utf-8";
  private static final String JAVASCRIPT = "text/javascript; charset=utf-8";
  private static final String JPEG = "image/jpeg";

  private static final Map<String, String> BY_ENDING =
      HashMap.ofEntries(
          io.vavr.collection.List.of(
                  "html " + HTML,
                  "htm " + HTML,
                  "xhtml application/xhtml+xml",
                  "css text/css; charset=utf-8",
                  "js " + JAVASCRIPT,
                  "mjs " + JAVASCRIPT,
                  "json application/json",
                  "map application/json",
                  "webmanifest application/manifest+json",
                  "xml application/xml",
                  "txt " + TEXT,
                  "log " + TEXT,
                  "md text/markdown; charset=utf-8",
                  "csv text/csv; charset=utf-8",
                  "ics text/calendar; charset=utf-8",
                  "svg image/svg+xml",
                  "png image/png",
                  "jpg " + JPEG,
                  "jpeg " + JPEG,
                  "gif image/gif",
                  "webp image/webp",
                  "avif image/avif",
                  "bmp image/bmp",
                  "tif image/tiff",
                  "tiff image/tiff",
                  "ico image/vnd.microsoft.icon",
                  "woff font/woff",
                  "woff2 font/woff2",
                  "ttf font/ttf",
                  "otf font/otf",
                  "mp3 audio/mpeg",
                  "ogg audio/ogg",
                  "opus audio/ogg",
                  "wav audio/vnd.wave",
                  "flac audio/flac",
                  "m4a audio/mp4",
                  "mp4 video/mp4",
                  "webm video/webm",
                  "ogv video/ogg",
                  "mov video/quicktime",
                  "pdf application/pdf",
                  "zip application/zip",
                  "gz application/gzip",
                  "tgz application/gzip",
                  "zst application/zstd",
                  "tar application/x-tar",
                  "wasm application/wasm",
                  "pcap application/vnd.tcpdump.pcap",
                  "rss application/rss+xml",
                  "atom application/atom+xml",
                  "jar application/java-archive")
              .map(line -> new io.vavr.Tuple2<>(ending(line), type(line))));

  private MediaTypes() {}

  private static String ending(String line) {
    return line.substring(0, line.indexOf(' '));
  }

  private static String type(String line) {
    return line.substring(line.indexOf(' ') + 1);
  }

  /** The type of a file of that name; octets of no known kind where nothing tells. */
  public static String of(String name) {
    int dot = name.lastIndexOf('.');
    var ending = name.substring(dot + 1).toLowerCase(Locale.ROOT);
    return dot < 0 ? UNKNOWN : BY_ENDING.get(ending).getOrElse(UNKNOWN);
  }
}
