package dev.etherloom.logic.dns;

import com.google.errorprone.annotations.Var;
import dev.etherloom.frames.Emit;
import dev.etherloom.frames.Slice;
import dev.etherloom.frames.Writer;
import dev.etherloom.logic.net.DecodeError;
import dev.etherloom.logic.net.Ipv4Address;
import dev.etherloom.logic.net.Ipv6Address;
import io.vavr.collection.Vector;
import io.vavr.control.Either;

/**
 * What a record says (RFC 1035 §3.3). It emits itself without compressing names; within a message
 * {@link DnsMessage} compresses those that may be.
 */
public sealed interface RecordData extends Emit {
  /** Data that is one name. */
  sealed interface OneName extends RecordData {
    DomainName name();
  }

  /** An IPv4 address (§3.4.1). In the class CH it is something else and unknown here. */
  record A(Ipv4Address address) implements RecordData {}

  /** An IPv6 address (RFC 3596 §2.2). */
  record Aaaa(Ipv6Address address) implements RecordData {}

  /** A server that knows the zone (§3.3.11). */
  record Ns(DomainName name) implements OneName {}

  /** The owner's canonical name (§3.3.1). */
  record Cname(DomainName name) implements OneName {}

  /** Another place in the name space (§3.3.12). */
  record Ptr(DomainName name) implements OneName {}

  /** In place of the owner for all names below it (RFC 6672); never compressed (§2.5). */
  record Dname(DomainName name) implements OneName {}

  /**
   * The start of a zone (§3.3.13); numbers of 32 bits, times in seconds.
   *
   * @param mailbox the mailbox of who is responsible, its first label before the at sign
   * @param minimum how long a "no" may be kept (RFC 2308 §4)
   */
  record Soa(
      DomainName primary,
      DomainName mailbox,
      long serial,
      long refresh,
      long retry,
      long expire,
      long minimum)
      implements RecordData {
    private static final int NUMBERS = 20;

    void emitNumbers(Writer out) {
      out.u32(serial).u32(refresh).u32(retry).u32(expire).u32(minimum);
    }

    private static Either<DecodeError, RecordData> read(Rdata in) {
      return in.name(0)
          .flatMap(
              primary ->
                  in.name(primary.octets().length(), NUMBERS)
                      .map(mailbox -> read(primary.value(), mailbox, in.octets())));
    }

    private static Soa read(DomainName primary, DomainName mailbox, Slice octets) {
      var numbers = octets.from(octets.length() - NUMBERS);
      return new Soa(
          primary,
          mailbox,
          numbers.u32(0),
          numbers.u32(4),
          numbers.u32(8),
          numbers.u32(12),
          numbers.u32(16));
    }
  }

  /**
   * A mail exchange (§3.3.9).
   *
   * @param preference 0…65535, the lowest first
   */
  record Mx(int preference, DomainName exchange) implements RecordData {}

  /**
   * Text (§3.3.14).
   *
   * @param strings each of 0…255 octets; none at all, which is not allowed, is kept too
   */
  record Txt(Vector<Slice> strings) implements RecordData {
    private static Either<DecodeError, RecordData> read(Slice octets) {
      @Var Vector<Slice> strings = Vector.empty();
      @Var int at = 0;
      while (at < octets.length()) {
        int size = octets.u8(at);
        int left = octets.length() - at - 1;
        if (size > left) {
          return Refusal.tooShort(octets, at, 1 + size, 1 + left, "string");
        }
        strings = strings.append(octets.slice(at + 1, size));
        at += 1 + size;
      }
      return Either.right(new Txt(strings));
    }
  }

  /**
   * A server for a service (RFC 2782); the target is never compressed, which some do nevertheless.
   *
   * @param priority 0…65535, as weight and port
   */
  record Srv(int priority, int weight, int port, DomainName target) implements RecordData {}

  /** The options of EDNS (RFC 6891 §6.1.2); {@link Edns} reads the record's other fields. */
  record Opt(Vector<EdnsOption> options) implements RecordData {}

  /**
   * Who may issue certificates (RFC 8659 §4.1).
   *
   * @param flags 0…255, 0x80 for critical
   * @param tag 1…255 octets
   */
  record Caa(int flags, Slice tag, Slice value) implements RecordData {
    private static Either<DecodeError, RecordData> read(Slice octets) {
      int tag = octets.u8(1);
      int left = octets.length() - 2;
      return tag < 1 || tag > left
          ? Refusal.bad(octets, 1, "tag length", tag, "1…" + left)
          : Either.right(new Caa(octets.u8(0), octets.slice(2, tag), octets.from(2 + tag)));
    }
  }

  /** How to reach a service (RFC 9460 §2). */
  sealed interface Service extends RecordData {
    ServiceBinding binding();
  }

  /** Any service, named in the owner. */
  record Svcb(ServiceBinding binding) implements Service {}

  /** HTTP (§9). */
  record Https(ServiceBinding binding) implements Service {}

  /**
   * Any other, kept as it is (RFC 3597); also what an update leaves empty (RFC 2136 §2.4, §2.5).
   *
   * @param type none of those above, save with data that is empty, or in another class
   */
  record Unknown(RecordType type, Slice octets) implements RecordData {}

  /** Given by the case, so that type and data cannot disagree. */
  default RecordType type() {
    return switch (this) {
      case A _ -> RecordType.A;
      case Aaaa _ -> RecordType.AAAA;
      case Ns _ -> RecordType.NS;
      case Cname _ -> RecordType.CNAME;
      case Ptr _ -> RecordType.PTR;
      case Dname _ -> RecordType.DNAME;
      case Soa _ -> RecordType.SOA;
      case Mx _ -> RecordType.MX;
      case Txt _ -> RecordType.TXT;
      case Srv _ -> RecordType.SRV;
      case Opt _ -> RecordType.OPT;
      case Caa _ -> RecordType.CAA;
      case Svcb _ -> RecordType.SVCB;
      case Https _ -> RecordType.HTTPS;
      case Unknown(var type, _) -> type;
    };
  }

  /** Octets where no name is compressed. */
  @Override
  default int length() {
    return switch (this) {
      case A _ -> Ipv4Address.LENGTH;
      case Aaaa _ -> Ipv6Address.LENGTH;
      case OneName one -> one.name().length();
      case Soa soa -> soa.primary().length() + soa.mailbox().length() + Soa.NUMBERS;
      case Mx(_, var exchange) -> 2 + exchange.length();
      case Txt(var strings) -> strings.map(string -> 1 + string.length()).sum().intValue();
      case Srv(_, _, _, var target) -> 6 + target.length();
      case Opt(var options) -> options.map(Emit::length).sum().intValue();
      case Caa(_, var tag, var value) -> 2 + tag.length() + value.length();
      case Service service -> service.binding().length();
      case Unknown(_, var octets) -> octets.length();
    };
  }

  /** Writes it without compressing names. */
  @Override
  default void emit(Writer out) {
    switch (this) {
      case A(var address) -> address.emit(out);
      case Aaaa(var address) -> address.emit(out);
      case OneName one -> out.put(one.name());
      case Soa soa -> soa.emitNumbers(out.put(soa.primary()).put(soa.mailbox()));
      case Mx(var preference, var exchange) -> out.u16(preference).put(exchange);
      case Txt(var strings) -> strings.forEach(string -> out.u8(string.length()).put(string));
      case Srv(var priority, var weight, var port, var target) ->
          out.u16(priority).u16(weight).u16(port).put(target);
      case Opt(var options) -> options.forEach(out::put);
      case Caa(var flags, var tag, var value) -> out.u8(flags).u8(tag.length()).put(tag).put(value);
      case Service service -> out.put(service.binding());
      case Unknown(_, var octets) -> out.put(octets);
    }
  }

  /**
   * Reads the data of a record.
   *
   * @param message what pointers count from
   * @param octets the data, a window on {@code message}
   */
  static Either<DecodeError, RecordData> decode(
      RecordType type, RecordClass recordClass, Slice message, Slice octets) {
    var in = new Rdata(message, octets);
    if (isBare(type, recordClass, octets) || isOfChaos(type, recordClass)) {
      return Either.right(new Unknown(type, octets));
    }
    return switch (type.number()) {
      case 1 -> in.exactly(Ipv4Address.LENGTH, () -> new A(Ipv4Address.at(octets, 0)));
      case 28 -> in.exactly(Ipv6Address.LENGTH, () -> new Aaaa(Ipv6Address.at(octets, 0)));
      case 2 -> in.name(0, 0).map(Ns::new);
      case 5 -> in.name(0, 0).map(Cname::new);
      case 12 -> in.name(0, 0).map(Ptr::new);
      case 39 -> in.name(0, 0).map(Dname::new);
      case 6 -> Soa.read(in);
      case 15 -> in.atLeast(2).flatMap(_ -> in.name(2, 0)).map(name -> new Mx(octets.u16(0), name));
      case 16 -> Txt.read(octets);
      case 33 ->
          in.atLeast(6)
              .flatMap(_ -> in.name(6, 0))
              .map(name -> new Srv(octets.u16(0), octets.u16(2), octets.u16(4), name));
      case 41 -> EdnsOption.decode(octets).map(Opt::new);
      case 257 -> in.atLeast(2).flatMap(_ -> Caa.read(octets));
      case 64 -> ServiceBinding.read(in).map(Svcb::new);
      case 65 -> ServiceBinding.read(in).map(Https::new);
      default -> Either.right(new Unknown(type, octets));
    };
  }

  private static boolean isBare(RecordType type, RecordClass recordClass, Slice octets) {
    boolean update = recordClass.equals(RecordClass.ANY) || recordClass.equals(RecordClass.NONE);
    return update && octets.isEmpty() && !type.equals(RecordType.OPT);
  }

  private static boolean isOfChaos(RecordType type, RecordClass recordClass) {
    return type.equals(RecordType.A) && recordClass.equals(RecordClass.CH);
  }
}
