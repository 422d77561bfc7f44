package dev.etherloom.logic.ip;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.etherloom.logic.net.InterfaceAddress;
import dev.etherloom.logic.net.Ipv4Address;
import dev.etherloom.logic.net.Ipv6Address;
import io.vavr.collection.Vector;
import io.vavr.control.Option;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The examples of RFC 6724 §10.1, as far as one interface has them, and others. */
class SourceRulesTest {
  private static Addresses of(String addresses) {
    return Vector.of(addresses.split(" ", -1))
        .map(InterfaceAddress::of)
        .foldLeft(Addresses.NONE, Addresses::with);
  }

  @ParameterizedTest(name = "to {0} from {1}: {2}")
  @CsvSource({
    "2001:db8:1::1, 2001:db8:3::1/64 fe80::1/64, 2001:db8:3::1",
    "ff05::1, 2001:db8:3::1/64 fe80::1/64, 2001:db8:3::1",
    "fe80::1, fe80::2/64 2001:db8:1::1/64, fe80::2",
    "ff02::1, 2001:db8:1::1/64 fe80::2/64, fe80::2",
    "2001:db8:1::1, 2001:db8:1::1/64 2001:db8:2::1/64, 2001:db8:1::1",
    "2001:db8:1::1, 2001:db8:2::1/64 2001:db8:1::2/64, 2001:db8:1::2",
    "2001:db8:1::d5e3, 2001:db8:1::2/64 2001:db8:3::2/64, 2001:db8:1::2",
    "2002:c633:6401::1, 2002:c633:6401::d5e3/64 2001:db8:1::2/64, 2002:c633:6401::d5e3",
    "fd00:1::1, 2001:db8::1/64 fd00:2::1/64, fd00:2::1",
    "2001:db8::9, fd00:2::1/64 2001:db8:1::1/64, 2001:db8:1::1",
  })
  @DisplayName("8504-6.6-1: the source is chosen by the rules of RFC 6724")
  void chooses(String destination, String own, String chosen) {
    assertEquals(
        Option.some(Ipv6Address.of(chosen)), of(own).sourceFor(Ipv6Address.of(destination)));
  }

  @Test
  @DisplayName("rule 3: a deprecated address only where no other reaches as far")
  void deprecated() {
    var old = Ipv6Address.of("2001:db8:1::1");
    var both = of("2001:db8:1::1/64 2001:db8:2::1/64").preferring(old, false);
    assertEquals(
        Option.some(Ipv6Address.of("2001:db8:2::1")),
        both.sourceFor(Ipv6Address.of("2001:db8:1::9")));
    var one = of("2001:db8:1::1/64 fe80::1/64").preferring(old, false);
    assertEquals(Option.some(old), one.sourceFor(Ipv6Address.of("2001:db8:9::9")));
  }

  @Test
  void ipv4TakesOneOfItsNetwork() {
    var own = of("192.0.2.1/24 10.0.0.1/8 fe80::1/64");
    assertEquals(
        Option.some(Ipv4Address.of("10.0.0.1")), own.sourceFor(Ipv4Address.of("10.9.9.9")));
  }
}
