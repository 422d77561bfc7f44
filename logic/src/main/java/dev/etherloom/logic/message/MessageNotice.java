package dev.etherloom.logic.message;

import dev.etherloom.frames.MacAddress;
import dev.etherloom.frames.Slice;
import dev.etherloom.logic.net.Notice;
import io.vavr.collection.Map;
import java.time.Duration;
import java.util.Locale;

/** What this room has to tell. */
public sealed interface MessageNotice extends Notice {
  /** In microseconds up to a millisecond, from there on in milliseconds. */
  private static String text(Duration span) {
    long nanos = span.toNanos();
    return nanos < 1_000_000
        ? String.format(Locale.ROOT, "%.1f us", nanos / 1e3)
        : String.format(Locale.ROOT, "%.3f ms", nanos / 1e6);
  }

  /** The work loop went round once more. */
  record Worked(long iteration) implements MessageNotice {
    @Override
    public String toString() {
      return "iteration " + iteration;
    }
  }

  /**
   * A message is here, whole.
   *
   * @param frameToHandler from when its last frame was taken off the socket to this step
   */
  record Received(
      MacAddress from,
      Envelope.About about,
      Slice content,
      boolean toGroup,
      Duration frameToHandler)
      implements MessageNotice {
    @Override
    public String toString() {
      var what =
          switch (about.kind()) {
            case TEXT -> "text: " + printable();
            case JSON -> "json: " + printable();
            case FILE -> "file '" + about.name() + "', " + content.length() + " octets";
          };
      return "%s from %s%s, %s from frame to handler"
          .formatted(what, from, toGroup ? " to a group" : "", text(frameToHandler));
    }

    /** Without what could move a terminal's cursor. */
    private String printable() {
      return content.text().replaceAll("\\p{Cntrl}", " ");
    }
  }

  /**
   * All parts of a message were acknowledged.
   *
   * @param receivers who acknowledged all, and how long the last frame took to its handler there
   * @param repeats parts that were sent more than once, counted each time
   */
  record Delivered(
      Map<MacAddress, Duration> receivers, Envelope.About about, Duration elapsed, int repeats)
      implements MessageNotice {
    @Override
    public String toString() {
      return receivers.map(one -> line(one._1, one._2)).mkString(System.lineSeparator());
    }

    private String line(MacAddress mac, Duration span) {
      return "acknowledged by %s after %s (frame to handler %s): %d octets in %d part%s, %d repeated"
          .formatted(
              mac,
              text(elapsed),
              text(span),
              about.octets(),
              about.parts(),
              about.parts() == 1 ? "" : "s",
              repeats);
    }
  }

  /** Nobody acknowledged all parts. */
  record NotDelivered(Envelope.About about, int acknowledged, Duration elapsed)
      implements MessageNotice {
    @Override
    public boolean isWarning() {
      return true;
    }

    @Override
    public String toString() {
      return "not delivered: %d of %d parts acknowledged after %s"
          .formatted(acknowledged, about.parts(), text(elapsed));
    }
  }
}
