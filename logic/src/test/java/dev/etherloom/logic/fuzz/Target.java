package dev.etherloom.logic.fuzz;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.errorprone.annotations.Immutable;
import com.sun.management.ThreadMXBean;
import dev.etherloom.frames.Slice;
import io.vavr.collection.List;
import io.vavr.collection.Vector;
import java.lang.management.ManagementFactory;
import java.util.Locale;

/**
 * What is fuzzed: a codec, a file format, the whole decoder, its filters. Each takes any octets,
 * and throws when a law is broken. All that a check does allocates at most {@value #BASE} octets
 * and {@value #FACTOR} for each octet of input; how long it takes is the fuzzer's to watch.
 */
enum Target {
  ETHERNET(LinkChecks::ethernet),
  LLC(LinkChecks::llc),
  STP(LinkChecks::stp),
  LLDP(LinkChecks::lldp),
  ARP(LinkChecks::arp),
  MESSAGE(LinkChecks::message),
  IPV4(IpChecks::ipv4),
  IPV4_OPTIONS(IpChecks::ipv4Options),
  IPV6(IpChecks::ipv6),
  IPV6_EXTENSIONS(IpChecks::extensions),
  ICMP(IpChecks::icmp),
  ICMPV6(IpChecks::icmpv6),
  NDP(IpChecks::ndp),
  MLD(IpChecks::mld),
  IGMP(IpChecks::igmp),
  UDP(IpChecks::udp),
  TCP(IpChecks::tcp),
  GRE(ServiceChecks::gre),
  VXLAN(ServiceChecks::vxlan),
  DNS(ServiceChecks::dns),
  DNS_NAME(ServiceChecks::dnsName),
  DHCP(ServiceChecks::dhcp),
  NTP(ServiceChecks::ntp),
  TLS(ServiceChecks::tls),
  HTTP(ServiceChecks::http),
  HTTP_SERVER(HttpServerChecks::session),
  PCAP(CaptureChecks::file),
  PCAPNG(CaptureChecks::file),
  FRAME(DecoderChecks::frame),
  LINK(DecoderChecks::link),
  TRAFFIC(DecoderChecks::traffic),
  FILTER(FilterChecks::filter, 8 << 20);

  static final long BASE = 1 << 20;
  static final long FACTOR = 4_000;

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  /** Throws if a law is broken. */
  @Immutable
  @FunctionalInterface
  private interface Check {
    void accept(Slice input);
  }

  private final Check check;
  private final long base;

  Target(Check check) {
    this(check, BASE);
  }

  /** One that looks through a table of its own, whatever the input. */
  Target(Check check, long base) {
    this.check = check;
    this.base = base;
  }

  /** As its fuzz test and its files are called: {@code ipv4Options}. */
  String label() {
    var words = Vector.of(name().toLowerCase(Locale.ROOT).split("_", -1));
    return words
        .tail()
        .map(word -> word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1))
        .prepend(words.head())
        .mkString();
  }

  static Target labelled(String label) {
    return List.of(values()).find(target -> target.label().equals(label)).get();
  }

  /** Throws if a law is broken. */
  void check(byte[] input) {
    long most = base + FACTOR * input.length;
    if (allocated(input) > most) {
      // The first time classes are loaded too.
      long again = allocated(input);
      assertTrue(again <= most, () -> "%d octets for %d".formatted(again, input.length));
    }
  }

  /** Octets that a check allocates. */
  long allocated(byte[] input) {
    long before = THREADS.getCurrentThreadAllocatedBytes();
    check.accept(Slice.copyOf(input));
    return THREADS.getCurrentThreadAllocatedBytes() - before;
  }
}
