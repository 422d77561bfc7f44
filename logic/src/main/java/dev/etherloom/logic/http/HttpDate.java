package dev.etherloom.logic.http;

import dev.etherloom.frames.Emit;
import dev.etherloom.frames.Slice;
import dev.etherloom.frames.Writer;
import io.vavr.collection.Vector;
import io.vavr.control.Option;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A date as HTTP writes it, to the second (RFC 9110 §5.6.7). Emitted as IMF-fixdate, 29 octets;
 * read in all three forms.
 *
 * @param second seconds since 1970-01-01T00:00:00Z, of the years 0…9999
 */
public record HttpDate(long second) implements Emit, Comparable<HttpDate> {
  private static final int DAY = 86_400;
  private static final Vector<Slice> WEEKDAYS =
      Vector.of("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun").map(Slice::utf8);
  private static final Vector<String> MONTH_NAMES =
      Vector.of("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec");
  private static final Vector<Slice> MONTHS = MONTH_NAMES.map(Slice::utf8);
  private static final Slice GMT = Slice.utf8(" GMT");

  private static final String CLOCK = "(?<h>\\d\\d):(?<min>\\d\\d):(?<s>\\d\\d)";
  private static final String MONTH = "(?<mon>[A-Z][a-z]{2})";
  private static final Pattern FIXDATE =
      Pattern.compile("[A-Z][a-z]{2}, (?<d>\\d\\d) " + MONTH + " (?<y>\\d{4}) " + CLOCK + " GMT");
  private static final Pattern RFC_850 =
      Pattern.compile("[A-Z][a-z]{5,8}, (?<d>\\d\\d)-" + MONTH + "-(?<y>\\d\\d) " + CLOCK + " GMT");
  private static final Pattern ASCTIME =
      Pattern.compile("[A-Z][a-z]{2} " + MONTH + " (?<d>[ \\d]\\d) " + CLOCK + " (?<y>\\d{4})");

  private static final int LENGTH = 29;
  private static final int MOST = 40;

  /**
   * Reads a date; none if it is in no form of the three or no such day.
   *
   * @param near a date of today: a year of two digits is not more than 50 years after it
   */
  static Option<HttpDate> decode(Slice octets, HttpDate near) {
    if (octets.length() > MOST) {
      return Option.none();
    }
    var text = octets.text();
    var fixdate = FIXDATE.matcher(text);
    if (fixdate.matches()) {
      return date(fixdate, number(fixdate, "y"));
    }
    var asctime = ASCTIME.matcher(text);
    if (asctime.matches()) {
      return date(asctime, number(asctime, "y"));
    }
    var old = RFC_850.matcher(text);
    return old.matches() ? date(old, century(number(old, "y"), near)) : Option.none();
  }

  private static int century(int year, HttpDate near) {
    int today = LocalDate.ofEpochDay(near.day()).getYear();
    int same = today - Math.floorMod(today, 100) + year;
    return same > today + 50 ? same - 100 : same;
  }

  private static Option<HttpDate> date(Matcher read, int year) {
    int month = MONTH_NAMES.indexOf(read.group("mon")) + 1;
    int day = number(read, "d");
    int hour = number(read, "h");
    int minute = number(read, "min");
    int second = number(read, "s");
    if (month == 0
        || day == 0
        || day > YearMonth.of(year, month).lengthOfMonth()
        || hour > 23
        || minute > 59
        || second > 60) {
      return Option.none();
    }
    long days = LocalDate.of(year, month, day).toEpochDay();
    return Option.some(new HttpDate(days * DAY + hour * 3600L + minute * 60L + second));
  }

  private static int number(Matcher read, String group) {
    return Integer.parseInt(read.group(group).strip());
  }

  private long day() {
    return Math.floorDiv(second, DAY);
  }

  @Override
  public int length() {
    return LENGTH;
  }

  @Override
  public void emit(Writer out) {
    var date = LocalDate.ofEpochDay(day());
    int clock = Math.floorMod(second, DAY);
    out.put(WEEKDAYS.get(date.getDayOfWeek().getValue() - 1)).u8(',').u8(' ');
    two(out, date.getDayOfMonth()).u8(' ').put(MONTHS.get(date.getMonthValue() - 1)).u8(' ');
    two(two(out, date.getYear() / 100), date.getYear() % 100).u8(' ');
    two(two(two(out, clock / 3600).u8(':'), clock / 60 % 60).u8(':'), clock % 60).put(GMT);
  }

  private static Writer two(Writer out, int number) {
    return out.u8('0' + number / 10).u8('0' + number % 10);
  }

  @Override
  public int compareTo(HttpDate other) {
    return Long.compare(second, other.second);
  }
}
