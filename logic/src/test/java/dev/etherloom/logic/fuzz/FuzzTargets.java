package dev.etherloom.logic.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import org.junit.jupiter.params.provider.ArgumentsSource;

/**
 * The targets as Jazzer runs them: {@code just fuzz}. The tests of a build pass this class over;
 * they show the corpus to the same targets without Jazzer.
 */
class FuzzTargets {
  @ArgumentsSource(Seeds.class)
  @FuzzTest
  void ethernet(byte[] input) {
    Target.ETHERNET.check(input);
  }

  @ArgumentsSource(Seeds.class)
  @FuzzTest
  void llc(byte[] input) {
    Target.LLC.check(input);
  }

  @ArgumentsSource(Seeds.class)
  @FuzzTest
  void stp(byte[] input) {
    Target.STP.check(input);
  }

  @ArgumentsSource(Seeds.class)
  @FuzzTest
  void lldp(byte[] input) {
    Target.LLDP.check(input);
  }

  @ArgumentsSource(Seeds.class)
  @FuzzTest
  void arp(byte[] input) {
    Target.ARP.check(input);
  }

  @ArgumentsSource(Seeds.class)
  @FuzzTest
  void message(byte[] input) {
    Target.MESSAGE.check(input);
  }

  @ArgumentsSource(Seeds.class)
  @FuzzTest
  void ipv4(byte[] input) {
    Target.IPV4.check(input);
  }

  @ArgumentsSource(Seeds.class)
  @FuzzTest
  void ipv4Options(byte[] input) {
    Target.IPV4_OPTIONS.check(input);
  }

  @ArgumentsSource(Seeds.class)
  @FuzzTest
  void ipv6(byte[] input) {
    Target.IPV6.check(input);
  }

  @ArgumentsSource(Seeds.class)
  @FuzzTest
  void ipv6Extensions(byte[] input) {
    Target.IPV6_EXTENSIONS.check(input);
  }

  @ArgumentsSource(Seeds.class)
  @FuzzTest
  void icmp(byte[] input) {
    Target.ICMP.check(input);
  }

  @ArgumentsSource(Seeds.class)
  @FuzzTest
  void icmpv6(byte[] input) {
    Target.ICMPV6.check(input);
  }

  @ArgumentsSource(Seeds.class)
  @FuzzTest
  void ndp(byte[] input) {
    Target.NDP.check(input);
  }

  @ArgumentsSource(Seeds.class)
  @FuzzTest
  void mld(byte[] input) {
    Target.MLD.check(input);
  }

  @ArgumentsSource(Seeds.class)
  @FuzzTest
  void igmp(byte[] input) {
    Target.IGMP.check(input);
  }

  @ArgumentsSource(Seeds.class)
  @FuzzTest
  void udp(byte[] input) {
    Target.UDP.check(input);
  }

  @ArgumentsSource(Seeds.class)
  @FuzzTest
  void tcp(byte[] input) {
    Target.TCP.check(input);
  }

  @ArgumentsSource(Seeds.class)
  @FuzzTest
  void gre(byte[] input) {
    Target.GRE.check(input);
  }

  @ArgumentsSource(Seeds.class)
  @FuzzTest
  void vxlan(byte[] input) {
    Target.VXLAN.check(input);
  }

  @ArgumentsSource(Seeds.class)
  @FuzzTest
  void dns(byte[] input) {
    Target.DNS.check(input);
  }

  @ArgumentsSource(Seeds.class)
  @FuzzTest
  void dnsName(byte[] input) {
    Target.DNS_NAME.check(input);
  }

  @ArgumentsSource(Seeds.class)
  @FuzzTest
  void dhcp(byte[] input) {
    Target.DHCP.check(input);
  }

  @ArgumentsSource(Seeds.class)
  @FuzzTest
  void ntp(byte[] input) {
    Target.NTP.check(input);
  }

  @ArgumentsSource(Seeds.class)
  @FuzzTest
  void tls(byte[] input) {
    Target.TLS.check(input);
  }

  @ArgumentsSource(Seeds.class)
  @FuzzTest
  void http(byte[] input) {
    Target.HTTP.check(input);
  }

  @ArgumentsSource(Seeds.class)
  @FuzzTest
  void httpServer(byte[] input) {
    Target.HTTP_SERVER.check(input);
  }

  @ArgumentsSource(Seeds.class)
  @FuzzTest
  void pcap(byte[] input) {
    Target.PCAP.check(input);
  }

  @ArgumentsSource(Seeds.class)
  @FuzzTest
  void pcapng(byte[] input) {
    Target.PCAPNG.check(input);
  }

  @ArgumentsSource(Seeds.class)
  @FuzzTest
  void frame(byte[] input) {
    Target.FRAME.check(input);
  }

  @ArgumentsSource(Seeds.class)
  @FuzzTest
  void link(byte[] input) {
    Target.LINK.check(input);
  }

  @ArgumentsSource(Seeds.class)
  @FuzzTest
  void traffic(byte[] input) {
    Target.TRAFFIC.check(input);
  }

  @ArgumentsSource(Seeds.class)
  @FuzzTest
  void filter(byte[] input) {
    Target.FILTER.check(input);
  }
}
