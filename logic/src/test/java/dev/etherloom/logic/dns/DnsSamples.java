package dev.etherloom.logic.dns;

import dev.etherloom.frames.Slice;
import dev.etherloom.logic.net.Ipv4Address;
import dev.etherloom.logic.net.Ipv6Address;
import io.vavr.collection.Vector;
import java.util.SplittableRandom;
import java.util.function.Supplier;

/** Messages of every kind of record, generated. */
final class DnsSamples {
  private static final int KINDS = 15;
  private final SplittableRandom random;

  DnsSamples(long seed) {
    random = new SplittableRandom(seed);
  }

  int below(int bound) {
    return random.nextInt(bound);
  }

  int u16() {
    return random.nextInt(0x1_0000);
  }

  long u32() {
    return random.nextInt() & 0xffff_ffffL;
  }

  Slice noise(int least, int most) {
    var octets = new byte[least + random.nextInt(most - least + 1)];
    random.nextBytes(octets);
    return Slice.owning(octets);
  }

  /** Mostly of a small stock of labels, so that names share their ends. */
  DomainName name() {
    return switch (random.nextInt(20)) {
      case 0 -> DomainName.ROOT;
      case 1 -> DomainName.of(several(3, () -> noise(1, 63))).get();
      case 2 -> DomainName.of(Vector.fill(random.nextInt(128), () -> noise(1, 1))).get();
      default -> DomainName.of(several(5, () -> Slice.utf8(stock()))).get();
    };
  }

  private String stock() {
    return Vector.of("www", "example", "EXAMPLE", "com", "net", "a").get(random.nextInt(6));
  }

  private <T> Vector<T> several(int most, Supplier<T> one) {
    return Vector.fill(random.nextInt(most + 1), one);
  }

  private <T> Vector<T> some(Supplier<T> one) {
    return Vector.fill(1 + random.nextInt(3), one);
  }

  RecordData data(int kind) {
    return switch (kind) {
      case 0 -> new RecordData.A(new Ipv4Address(random.nextInt()));
      case 1 -> new RecordData.Aaaa(new Ipv6Address(random.nextLong(), random.nextLong()));
      case 2 -> new RecordData.Ns(name());
      case 3 -> new RecordData.Cname(name());
      case 4 -> new RecordData.Ptr(name());
      case 5 -> new RecordData.Dname(name());
      case 6 -> new RecordData.Soa(name(), name(), u32(), u32(), u32(), u32(), u32());
      case 7 -> new RecordData.Mx(u16(), name());
      case 8 -> new RecordData.Txt(several(3, () -> noise(0, 255)));
      case 9 -> new RecordData.Srv(u16(), u16(), u16(), name());
      case 10 -> new RecordData.Opt(several(3, () -> new EdnsOption(u16(), noise(0, 40))));
      case 11 -> new RecordData.Caa(random.nextInt(256), noise(1, 255), noise(0, 50));
      case 12 -> new RecordData.Svcb(binding());
      case 13 -> new RecordData.Https(binding());
      default -> new RecordData.Unknown(new RecordType(300 + random.nextInt(65236)), noise(0, 99));
    };
  }

  private ServiceBinding binding() {
    Vector<SvcParam> all =
        Vector.of(
            new SvcParam.Mandatory(Vector.of(1, 3, 0xffff)),
            new SvcParam.Alpn(some(() -> noise(1, 255))),
            new SvcParam.NoDefaultAlpn(),
            new SvcParam.Port(u16()),
            new SvcParam.Ipv4Hint(some(() -> new Ipv4Address(random.nextInt()))),
            new SvcParam.Ech(noise(0, 60)),
            new SvcParam.Ipv6Hint(some(() -> new Ipv6Address(random.nextLong(), 1))),
            new SvcParam.Unknown(7 + random.nextInt(0xfff8), noise(0, 20)));
    return new ServiceBinding(u16(), name(), all.filter(_ -> random.nextBoolean()));
  }

  ResourceRecord record() {
    return record(random.nextInt(KINDS));
  }

  ResourceRecord record(int kind) {
    var recordClass =
        switch (random.nextInt(8)) {
          case 0 -> new RecordClass(0x8001);
          case 1 -> new RecordClass(4096);
          default -> RecordClass.IN;
        };
    return new ResourceRecord(name(), recordClass, u32(), data(kind));
  }

  Question question() {
    return new Question(name(), new RecordType(u16()), new RecordClass(u16()));
  }

  DnsMessage message() {
    return new DnsMessage(
        u16(),
        new DnsFlags(u16()),
        several(2, this::question),
        several(4, this::record),
        several(3, this::record),
        several(2, this::record));
  }

  /** One record of each kind. */
  DnsMessage everything() {
    return new DnsMessage(
        u16(),
        new DnsFlags(u16()),
        Vector.of(question()),
        Vector.tabulate(KINDS, this::record),
        Vector.of(record()),
        Vector.of(record()));
  }
}
