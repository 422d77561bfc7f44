package dev.etherloom.logic.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.etherloom.frames.Slice;
import dev.etherloom.logic.dhcp.DhcpMessage;
import dev.etherloom.logic.dhcp.DhcpOptions;
import dev.etherloom.logic.dhcp.OptionList;
import dev.etherloom.logic.dhcp.RawOption;
import dev.etherloom.logic.dns.DnsHeader;
import dev.etherloom.logic.dns.DnsMessage;
import dev.etherloom.logic.dns.DomainName;
import dev.etherloom.logic.gre.GrePacket;
import dev.etherloom.logic.http.HttpHead;
import dev.etherloom.logic.http.StartLine;
import dev.etherloom.logic.ntp.NtpMessage;
import dev.etherloom.logic.testkit.Damage;
import dev.etherloom.logic.tls.ClientHello;
import dev.etherloom.logic.tls.TlsRecord;
import dev.etherloom.logic.vxlan.VxlanPacket;
import io.vavr.collection.Vector;
import io.vavr.control.Either;
import io.vavr.control.Option;

/** Tunnels, and what runs on UDP and TCP. */
final class ServiceChecks {
  private ServiceChecks() {}

  static void gre(Slice input) {
    Law.holds(input, GrePacket::decode);
    Law.holds(input, GrePacket::parse);
  }

  static void vxlan(Slice input) {
    Law.holds(input, VxlanPacket::decode);
    Law.holds(input, VxlanPacket::parse);
  }

  static void dns(Slice input) {
    Law.holds(input, DnsMessage::decode);
    Law.holds(input, DnsHeader::decode);
  }

  /** The first octet says where the name starts. */
  static void dnsName(Slice input) {
    int at = input.isEmpty() ? 0 : Math.min(input.u8(0), input.length());
    for (var name : Law.looks(input, octets -> DomainName.at(octets, at)).toList()) {
      var value = name.value();
      assertTrue(value.length() <= DomainName.MAX_LENGTH);
      assertEquals(Option.some(value), DomainName.parse(value.toString()));
      assertEquals(Option.some(value), DomainName.of(value.labels()));
      assertEquals(value, DomainName.at(value.toSlice(), 0).get().value());
    }
    DomainName.parse(input.text())
        .forEach(name -> assertEquals(Option.some(name), DomainName.parse(name.toString())));
  }

  static void dhcp(Slice input) {
    Law.holds(input, DhcpMessage::decode);
    var octets = Damage.framed(input);
    var list = OptionList.read(octets);
    assertEquals(octets, list.toSlice());
    list.fault().forEach(error -> Law.within(octets, error));
    typed(list);
    for (var message : DhcpMessage.decode(octets).toList()) {
      var options = DhcpOptions.of(message);
      var packed = DhcpMessage.of(message.header(), options.options());
      assertEquals(options.options(), DhcpOptions.of(packed).options());
      options.faults().forEach(error -> assertTrue(error.offset() >= 0));
      assertTrue(message.serverName().length() <= DhcpMessage.SNAME);
      assertTrue(message.bootFile().length() <= DhcpMessage.FILE);
    }
  }

  /** What an option says is what it says once it was emitted, unless it takes several for that. */
  private static void typed(OptionList list) {
    for (var raw : list.options()) {
      for (var option : raw.typed().toList()) {
        var again = OptionList.read(option.toSlice()).options();
        assertEquals(Vector.of(Either.right(option)), again.map(RawOption::typed));
      }
    }
  }

  static void ntp(Slice input) {
    Law.holds(input, NtpMessage::decode);
  }

  static void tls(Slice input) {
    Law.holds(input, TlsRecord::decode);
    var octets = Damage.framed(input);
    for (var hello : Law.looks(input, ClientHello::decode).toList()) {
      hello.damage().forEach(error -> Law.within(octets, error));
      assertTrue(hello.serverName().getOrElse(Slice.EMPTY).length() <= input.length());
      assertTrue(hello.protocols().size() <= input.length());
      assertTrue(hello.supportedVersions().size() <= input.length());
    }
  }

  static void http(Slice input) {
    Law.holds(input, StartLine::decode);
    var octets = Damage.framed(input);
    for (var head : Law.looks(input, HttpHead::decode).toList()) {
      head.damage().forEach(error -> Law.within(octets, error));
      assertTrue(head.body().length() < input.length());
    }
  }
}
