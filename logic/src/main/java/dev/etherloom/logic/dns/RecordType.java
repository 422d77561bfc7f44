package dev.etherloom.logic.dns;

import io.vavr.Tuple;
import io.vavr.collection.HashMap;
import io.vavr.collection.Map;
import io.vavr.collection.Vector;

/**
 * The type of a record or a question (RFC 1035 §3.2.2 and the IANA registry).
 *
 * @param number 0…65535
 */
public record RecordType(int number) {
  public static final RecordType A = new RecordType(1);
  public static final RecordType NS = new RecordType(2);
  public static final RecordType CNAME = new RecordType(5);
  public static final RecordType SOA = new RecordType(6);
  public static final RecordType PTR = new RecordType(12);
  public static final RecordType MX = new RecordType(15);
  public static final RecordType TXT = new RecordType(16);
  public static final RecordType AAAA = new RecordType(28);
  public static final RecordType SRV = new RecordType(33);
  public static final RecordType DNAME = new RecordType(39);
  public static final RecordType OPT = new RecordType(41);
  public static final RecordType SVCB = new RecordType(64);
  public static final RecordType HTTPS = new RecordType(65);
  public static final RecordType AXFR = new RecordType(252);
  public static final RecordType ANY = new RecordType(255);
  public static final RecordType CAA = new RecordType(257);

  private static final Map<Integer, String> NAMES =
      names(1, "A NS MD MF CNAME SOA MB MG MR NULL WKS PTR HINFO MINFO MX TXT RP AFSDB")
          .merge(names(24, "SIG KEY"))
          .merge(names(28, "AAAA LOC"))
          .merge(names(33, "SRV"))
          .merge(names(35, "NAPTR KX CERT"))
          .merge(names(39, "DNAME"))
          .merge(names(41, "OPT APL DS SSHFP IPSECKEY RRSIG NSEC DNSKEY DHCID NSEC3 NSEC3PARAM"))
          .merge(names(52, "TLSA SMIMEA"))
          .merge(names(55, "HIP"))
          .merge(names(59, "CDS CDNSKEY OPENPGPKEY CSYNC ZONEMD SVCB HTTPS"))
          .merge(names(99, "SPF"))
          .merge(names(108, "EUI48 EUI64"))
          .merge(names(249, "TKEY TSIG IXFR AXFR MAILB MAILA ANY URI CAA"));

  /** Names of types that follow one another. */
  private static Map<Integer, String> names(int first, String names) {
    return HashMap.ofEntries(
        Vector.of(names.split(" ", -1)).zipWithIndex((name, i) -> Tuple.of(first + i, name)));
  }

  /** By name, or as {@code TYPE65280} (RFC 3597 §5). */
  @Override
  public String toString() {
    return NAMES.getOrElse(number, "TYPE" + number);
  }
}
