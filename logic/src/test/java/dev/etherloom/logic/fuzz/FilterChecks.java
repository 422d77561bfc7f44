package dev.etherloom.logic.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.etherloom.frames.Slice;
import dev.etherloom.logic.decode.Decoder;
import dev.etherloom.logic.decode.filter.Filter;
import dev.etherloom.logic.decode.filter.FilterError;

/** What people type to choose frames. */
final class FilterChecks {
  private FilterChecks() {}

  /**
   * A text; and behind a line feed, if there is one, an Ethernet frame to try it on. A mistake is
   * within the text; a filter is read again from what it says it is, and then chooses the same.
   */
  static void filter(Slice input) {
    int end = indexOfLineFeed(input);
    var text = input.first(end).text();
    var octets = Slice.copyOf(input.from(Math.min(end + 1, input.length())).toBytes());
    var frame =
        new Decoder()
            .decode(1, DecoderChecks.record(DecoderChecks.ETHERNET, octets, octets.length()));
    Filter.parse(text)
        .peekLeft(error -> within(text, error))
        .peek(
            filter -> {
              var again = Filter.parse(filter.toString());
              assertTrue(again.isRight(), () -> filter + " comes of " + text + ", and is refused");
              assertEquals(filter.toString(), again.get().toString());
              assertEquals(filter.matches(frame), again.get().matches(frame), filter::toString);
            });
  }

  private static void within(String text, FilterError error) {
    assertEquals(text, error.text());
    assertTrue(error.column() >= 1 && error.column() <= text.length() + 1, error::toString);
    assertTrue(
        error.toString().codePoints().allMatch(c -> c == '\n' || !Character.isISOControl(c)),
        error::message);
  }

  private static int indexOfLineFeed(Slice octets) {
    for (int i = 0; i < octets.length(); i++) {
      if (octets.u8(i) == '\n') {
        return i;
      }
    }
    return octets.length();
  }
}
