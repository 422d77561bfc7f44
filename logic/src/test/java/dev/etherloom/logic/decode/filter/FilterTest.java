package dev.etherloom.logic.decode.filter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vavr.control.Either;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Which frames a filter lets pass, and where it is found wrong. */
class FilterTest {
  private static final String ARROW = " → ";

  /** Filters and the frames they describe. */
  private static final String PASSED =
      """
      frame → SYN GET QUERY ANSWER ARP PING SIX
      tcp → SYN GET
      dns or arp → QUERY ANSWER ARP
      !arp && !ip → SIX
      not tcp and not udp → ARP PING SIX
      ip xor dns → SYN GET PING
      ip ^^ udp ^^ dns → SYN GET QUERY ANSWER PING
      arp or tcp and udp → ARP
      (arp or tcp) and udp →
      arp or udp xor dns and ip → ARP
      arp || udp ^^ ip && dns → ARP
      tcp xor ip and udp or arp → SYN GET QUERY ANSWER ARP
      not tcp or tcp → SYN GET QUERY ANSWER ARP PING SIX
      not (tcp or ip) → ARP SIX
      tcp.port == 80 → SYN GET
      tcp.port==80&&ip.src==10.0.0.0/8 → SYN GET
      tcp.port != 80 →
      tcp.port != 81 → SYN GET
      !(tcp.port == 80) → QUERY ANSWER ARP PING SIX
      not tcp.port == 80 → QUERY ANSWER ARP PING SIX
      tcp.port ~= 80 → SYN GET
      any tcp.port != 80 → SYN GET
      tcp.port !== 80 → SYN GET
      tcp.port === 80 →
      all tcp.port == 80 →
      all tcp.port >= 80 → SYN GET
      all tcp.port > 80 →
      any tcp.port gt 80 → SYN GET
      tcp.dstport le 80 and tcp.srcport ge 40000 → SYN GET
      tcp.port lt 80 or tcp.port < 0x50 →
      udp.port eq 53 → QUERY ANSWER
      udp.port in {53, 67..68} → QUERY ANSWER
      udp.srcport in {1..52,54 .. 0xffff} → QUERY
      udp.srcport not in {53} → SYN GET QUERY ARP PING SIX
      udp and udp.srcport not in {53} → QUERY
      not udp.srcport in {53} → SYN GET QUERY ARP PING SIX
      tcp.flags & 0x02 → SYN
      tcp.flags & 0x18 == 0x10 →
      tcp.flags & 0x18 == 0x18 → GET
      tcp.flags bitwise_and 0x10 != 0 → GET
      tcp.flags.syn → SYN GET
      tcp.flags.syn == 1 → SYN
      tcp.flags.syn == true && tcp.flags.ack == false → SYN
      tcp.flags.push == 1 and tcp.flags.reset == 0 → GET
      tcp.flags.syn == 2 → SYN
      tcp.options.mss_val → SYN
      tcp.options.mss_val == 1460 → SYN
      tcp.seq == 1000 and tcp.ack == 2000 and tcp.window_size == 512 → SYN GET
      tcp contains "HTTP/1.1" → GET
      tcp matches "host: \\S+\\r\\n" → GET
      tcp matches "(?-i)host: " →
      ip contains 05:b4 → SYN
      ip.addr == 192.0.2.7 → SYN GET
      ip.addr != 192.0.2.7 → QUERY ANSWER PING
      ip.addr == 10.0.0.0/28 → SYN GET QUERY ANSWER PING
      ip.dst == 192.0.2.255/24 → SYN GET
      ip.src in {10.0.0.2 .. 10.0.0.60, 1.2.3.4} → ANSWER
      ip.src < 10.0.0.2 → SYN GET QUERY PING
      ip.src > 10.0.0.0/24 →
      ip.src == ip.dst → PING
      ip.src != ip.dst → SYN GET QUERY ANSWER
      ip.src < ip.dst → SYN GET QUERY
      ip.version == 6 or ip.dsfield.dscp == 46 and icmp → PING SIX
      ip.flags.df == 1 and ip.flags.mf == 0 → SYN GET QUERY ANSWER PING
      ip.proto == 1 → PING
      ip.id == 01 → SYN GET QUERY ANSWER PING
      ip.checksum.status == "Good" → SYN GET QUERY ANSWER PING
      ip.checksum.status == Bad →
      ipv6.addr == fe80::/10 → SIX
      ipv6.dst == ff02::2 → SIX
      ipv6.src in {fe80:: .. fe80::ffff} → SIX
      eth.dst == ff:ff:ff:ff:ff:ff → ARP
      eth.dst == FF-FF-FF-FF-FF-FF → ARP
      eth.addr == 02:00:00:00:00:0b → SYN GET QUERY ANSWER PING SIX
      eth.dst.ig == 1 → ARP
      eth.dst.lg == true → SYN GET QUERY ANSWER ARP PING SIX
      eth.src.oui == 0x020000 → SYN GET QUERY ANSWER ARP PING SIX
      eth.dst contains ff:ff → ARP
      eth.src < eth.dst → SYN GET QUERY ANSWER ARP PING SIX
      eth.type == 0x86dd → SIX
      arp.addr == 192.0.2.7 → ARP
      arp.opcode == 1 → ARP
      icmp.type == 8 → PING
      data.data contains 01:02:ff → PING
      data.data == 00:01:02:ff → PING
      data.data == 000102ff → PING
      data.data > 00.01 → PING
      data.data contains "\\xff" → PING
      data.data contains 0xff → PING
      data.data contains "" → PING
      dns.qry.name == "www.example.com" → QUERY ANSWER
      dns.qry.name == www.example.com → QUERY ANSWER
      dns.qry.name contains "example" → QUERY ANSWER
      dns.qry.name contains EXAMPLE →
      dns.qry.name matches "^WWW\\.exam" → QUERY ANSWER
      dns.qry.name ~ r"\\.com$" → QUERY ANSWER
      dns.qry.name == dns.resp.name → ANSWER
      dns.flags.response == 0 → QUERY
      dns.flags.rcode == 0 and dns.flags.recavail == 1 → ANSWER
      dns.flags.rcode → ANSWER
      dns.flags.opcode == 0 and dns.flags.truncated == 0 → QUERY ANSWER
      not dns.flags.recavail == 1 and udp → QUERY
      dns.a == 192.0.2.7 → ANSWER
      dns.a === 192.0.2.7 →
      all dns.a == 192.0.2.7 →
      dns.a != 192.0.2.7 →
      all dns.a in {192.0.2.0/24, 198.51.100.0/24} → ANSWER
      dns.a == 192.0.2.7 && dns.a == 198.51.100.9 → ANSWER
      dns.resp.ttl < 301 → ANSWER
      dns.count.answers == 2 → ANSWER
      dns.id == 0x1234 → QUERY ANSWER
      frame.number in {2, 6..9} → GET PING SIX
      frame.len == 42 → ARP
      frame.protocols contains "dns" → QUERY ANSWER
      frame.protocols matches "ip:(tcp|udp)" → SYN GET QUERY ANSWER
      frame.time_epoch == 1700000000.5 → GET
      frame.time_epoch <= 1700000000.500 → SYN GET
      frame.time_epoch > 1700000001 and frame.time_epoch < 1700000002 → ANSWER
      frame contains "example" → GET QUERY ANSWER
      udp contains 07:65:78:61 → QUERY ANSWER
      eth contains 02:00:00:00:00:0b:02 → SYN GET QUERY ANSWER PING SIX
      ip contains 02:00:00:00:00:0b:02 →
      icmp contains 00:01:02:ff → PING
      """;

  /** Wrong filters, the column, and the beginning of the message. */
  private static final String REFUSED =
      """
      → 1 → expected a field or a protocol, found the end
      tcp.prot == 80 → 1 → there is no field or protocol tcp.prot; close to it: tcp.port
      ip.src == 10.0.0.1 and tpc → 24 → there is no field or protocol tpc; close to it: tcp
      tcp.options.mss → 1 → there is no field or protocol tcp.options.mss; close to it: tcp.options.mss_val
      TCP.PORT == 80 → 1 → there is no field or protocol TCP.PORT; close to it: tcp.port
      qqqqqqqqqq → 1 → there is no field or protocol qqqqqqqqqq
      and tcp → 1 → expected a field or a protocol, found and
      80 == tcp.port → 1 → expected a field or a protocol, found 80
      tcp udp → 5 → expected and, or, or the end, found udp
      tcp and → 8 → expected a field or a protocol, found the end
      tcp or or udp → 8 → expected a field or a protocol, found or
      (tcp → 5 → expected ) for the ( at column 1, found the end
      tcp) → 4 → expected and, or, or the end, found )
      () → 2 → expected a field or a protocol, found )
      not → 4 → expected a field or a protocol, found the end
      all tcp.port → 13 → expected a comparison, which any and all need
      tcp.port = 80 → 10 → expected == for a comparison, found =
      tcp | udp → 5 → expected ||, found |
      tcp ^ udp → 5 → expected ^^, found ^
      eth.src[0:3] == 00:00:01 → 8 → slices are not offered
      ip.src#2 == 10.0.0.1 → 7 → the layer operator # is not offered
      tcp.port == → 12 → tcp.port is a number: expected a number such as 80 or 0x50, found the end
      tcp.port == abc → 13 → tcp.port is a number: expected a number such as 80 or 0x50, found abc
      tcp.port == 10.0.0.1 → 13 → tcp.port is a number
      tcp.port == "80" → 13 → tcp.port is a number: expected a number such as 80 or 0x50, found a string
      tcp.port == 099 → 13 → tcp.port is a number
      tcp.port == 65536 → 13 → tcp.port is from 0 to 65535, found 65536
      tcp.port in {80, -1} → 18 → tcp.port is from 0 to 65535, found -1
      dns.flags.rcode == 16 → 20 → dns.flags.rcode is from 0 to 15, found 16
      eth.type == 0x10000 → 13 → eth.type is from 0 to 65535, found 0x10000
      tcp.port == 9223372036854775808 → 13 → tcp.port is a number
      eth.src == 80 → 12 → eth.src is a MAC address: expected a MAC address such as
      eth.src == 01:02:03 → 12 → eth.src is a MAC address
      eth.src == tcp.port → 12 → eth.src is a MAC address, tcp.port is a number: they cannot be compared
      ip.src == ipv6.src → 11 → ip.src is an IPv4 address, ipv6.src is an IPv6 address
      ip.src == ::1 → 11 → ip.src is an IPv4 address
      ip.src == 10.0.0.0/33 → 11 → ip.src is an IPv4 address
      ip.src == 10.1 → 11 → ip.src is an IPv4 address
      ipv6.src == 10.0.0.1 → 13 → ipv6.src is an IPv6 address
      ipv6.src == fe80::/129 → 13 → ipv6.src is an IPv6 address
      tcp.flags.syn == maybe → 18 → tcp.flags.syn is true or false: expected true or false, found maybe
      tcp.flags.syn < 1 → 15 → tcp.flags.syn is true or false: expected == or !=, found <
      tcp.flags.syn in {0..1} → 20 → tcp.flags.syn is true or false: it has no ranges
      frame.time_epoch > "2024-01-01" → 20 → frame.time_epoch is a time: expected seconds since 1970
      udp == 01:02 → 5 → udp is a protocol: expected contains or matches, found ==
      udp in {01:02} → 5 → udp is a protocol: expected contains or matches, found in
      udp & 1 → 5 → udp is a protocol, expected a number before &
      ip.src & 1 → 8 → ip.src is an IPv4 address, expected a number before &
      tcp.flags & → 12 → expected a mask such as 0x02, found the end
      tcp.flags & syn → 13 → expected a mask such as 0x02, found syn
      tcp.port contains 80 → 10 → tcp.port is a number: expected text, octets or a protocol before contains
      ip.src matches "10" → 8 → ip.src is an IPv4 address
      tcp.flags & 2 contains 2 → 15 → tcp.flags & 0x2 is a number
      udp contains xyz → 14 → expected octets such as 01:02:ff, or a string, found xyz
      dns.qry.name contains → 22 → expected a string such as "abc", found the end
      dns.qry.name matches abc → 22 → expected a regular expression between quotes, found abc
      dns.qry.name matches "a(b" → 24 → in the regular expression: a ( without its )
      dns.qry.name matches "a)b" → 24 → in the regular expression: a ) without its (
      dns.qry.name matches "a\\\\.[b" → 27 → in the regular expression: a [ without its ]
      dns.qry.name matches "*a" → 23 → in the regular expression: nothing there to repeat
      dns.qry.name matches r"(a)\\1" → 27 → in the regular expression: the escape
      dns.qry.name matches "(?=a)" → 25 → in the regular expression: of (?…) only
      dns.qry.name matches "a++" → 25 → in the regular expression: possessive
      dns.qry.name matches "a{3,2}" → 24 → in the regular expression: the repetitions
      dns.qry.name matches "((a{90}){90}){90}" → 23 → in the regular expression: the expression is too large
      dns.qry.name == "abc → 17 → the string does not end: expected "
      dns.qry.name == 'abc' → 17 → strings stand between double quotes
      tcp.port in 80 → 13 → expected { and values, as {80, 8000..8080}, found 80
      tcp.port in {} → 14 → tcp.port is a number
      tcp.port in {80 443} → 17 → expected , or }, found 443
      tcp.port in {80, → 17 → tcp.port is a number
      tcp.port in {80..} → 18 → tcp.port is a number
      tcp.port in {90..80} → 18 → the range ends before it begins
      tcp.port not 80 → 10 → expected and, or, or the end, found not
      """;

  static Stream<Arguments> passed() {
    return PASSED.lines().map(line -> Arguments.of((Object[]) (line + " ").split(ARROW, -1)));
  }

  @ParameterizedTest
  @MethodSource
  void passed(String filter, String names) {
    var parsed = Filter.parse(filter);
    assertTrue(parsed.isRight(), () -> parsed.getLeft().toString());
    assertEquals(names.trim(), describe(parsed.get()));
    assertEquals(names.trim(), describe(Filter.parse(parsed.get().toString()).get()));
    var negated = Filter.parse("not (" + filter + ")").get();
    assertEquals(
        Frames.ALL.length(),
        Frames.ALL.count(entry -> negated.matches(entry._2()) != parsed.get().matches(entry._2())));
  }

  private static String describe(Filter filter) {
    return Frames.ALL.filterValues(filter::matches).keySet().mkString(" ");
  }

  static Stream<Arguments> refused() {
    return REFUSED.lines().map(line -> Arguments.of((Object[]) (" " + line).split(ARROW, -1)));
  }

  @ParameterizedTest
  @MethodSource
  void refused(String filter, int column, String message) {
    var error = Filter.parse(filter.stripLeading());
    assertTrue(error.isLeft(), () -> error.get().toString());
    assertEquals(column, error.getLeft().column(), error.getLeft()::toString);
    assertTrue(error.getLeft().message().startsWith(message), error.getLeft()::toString);
  }

  @Test
  @DisplayName("an error shows the text, a caret below its column, and what was expected")
  void caret() {
    assertEquals(
        """
        tcp.port == 80 && eth.src == 80
                                     ^
        column 30: eth.src is a MAC address: expected a MAC address such as \
        02:00:5e:00:53:01, found 80\
        """,
        Filter.parse("tcp.port == 80 && eth.src == 80").getLeft().toString());
    var late = Filter.parse("tcp or ".repeat(100) + "upd or " + "udp or ".repeat(100) + "udp");
    var lines = late.getLeft().toString().lines().toList();
    assertEquals(
        lines.getFirst().indexOf("upd"), lines.get(1).indexOf('^'), late.getLeft()::toString);
    assertTrue(lines.getFirst().length() < 110, late.getLeft()::toString);
  }

  @Test
  @DisplayName("length and depth are bounded; what is within the bounds is read")
  void bounds() {
    int depth = Parser.MAX_DEPTH;
    assertTrue(Filter.parse("(".repeat(depth) + "tcp" + ")".repeat(depth)).isRight());
    assertEquals(
        depth + 1,
        Filter.parse("(".repeat(depth + 1) + "tcp" + ")".repeat(depth + 1)).getLeft().column());
    assertEquals(depth + 1, Filter.parse("!".repeat(4000) + "tcp").getLeft().column());
    assertTrue(Filter.parse("tcp or ".repeat(580) + "udp").isRight());
    assertEquals(
        Lexer.MAX_LENGTH + 1, Filter.parse("tcp or ".repeat(600) + "udp").getLeft().column());
  }

  @Test
  void empty() {
    assertEquals(
        Either.left(1), Filter.parse("").mapLeft(FilterError::column).map(Filter::toString));
  }
}
