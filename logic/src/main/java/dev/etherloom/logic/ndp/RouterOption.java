package dev.etherloom.logic.ndp;

import dev.etherloom.frames.Slice;
import dev.etherloom.frames.Writer;
import dev.etherloom.logic.net.DecodeError;
import dev.etherloom.logic.net.Ipv6Address;
import io.vavr.collection.Vector;
import io.vavr.control.Either;
import io.vavr.control.Option;

/** An option with which routers configure hosts. Lifetimes are seconds, unsigned 32 bits. */
public sealed interface RouterOption extends NdpOption
    permits PrefixInformation,
        RouteInformation,
        RouterOption.NameServers,
        RouterOption.SearchList,
        RouterOption.Pref64 {

  /**
   * Name servers (type 25, RFC 8106 §5.1).
   *
   * @param reserved 16 bits that should be zero
   * @param servers at least one
   */
  record NameServers(int reserved, long lifetime, Vector<Ipv6Address> servers)
      implements RouterOption {
    public static final int TYPE = 25;

    @Override
    public int type() {
      return TYPE;
    }

    @Override
    public int length() {
      return UNIT + servers.length() * Ipv6Address.LENGTH;
    }

    @Override
    public void emitContent(Writer out) {
      out.u16(reserved).u32(lifetime);
      servers.forEach(it -> it.emit(out));
    }
  }

  /**
   * Domains to be searched (type 31, RFC 8106 §5.2).
   *
   * @param reserved 16 bits that should be zero
   * @param names one after the other as in RFC 1035 §3.1, not compressed, made whole eights with
   *     zeros
   */
  record SearchList(int reserved, long lifetime, Slice names) implements RouterOption {
    public static final int TYPE = 31;

    public SearchList(int reserved, long lifetime, Slice names) {
      this.reserved = reserved;
      this.lifetime = lifetime;
      this.names = NdpOption.padded(names);
    }

    /**
     * A list of names.
     *
     * @param domains their labels, each 1…63 octets
     */
    public static SearchList of(long lifetime, Vector<Vector<Slice>> domains) {
      var names = domains.map(SearchName::new);
      var out = Writer.allocate(names.map(SearchName::length).sum().intValue());
      names.forEach(out::put);
      return new SearchList(0, lifetime, out.written());
    }

    /** The names, each with its labels; those before the first damaged one. */
    public Vector<Vector<Slice>> domains() {
      return SearchName.walk(names).values().map(SearchName::labels).filter(Vector::nonEmpty);
    }

    @Override
    public int type() {
      return TYPE;
    }

    @Override
    public int length() {
      return UNIT + names.length();
    }

    @Override
    public void emitContent(Writer out) {
      out.u16(reserved).u32(lifetime).put(names);
    }
  }

  /**
   * The prefix under which IPv4 stands behind NAT64 (type 38, RFC 8781 §4).
   *
   * @param word scaled lifetime (13 bits) and prefix length code (3 bits)
   * @param octets the prefix's first twelve octets
   */
  record Pref64(int word, Slice octets) implements RouterOption {
    public static final int TYPE = 38;

    public int lifetimeSeconds() {
      return (word >>> 3) * 8;
    }

    /** In bits; none where the code is not assigned, then the option is to be ignored. */
    public Option<Integer> prefixLength() {
      return switch (word & 7) {
        case 0 -> Option.some(96);
        case 1 -> Option.some(64);
        case 2 -> Option.some(56);
        case 3 -> Option.some(48);
        case 4 -> Option.some(40);
        case 5 -> Option.some(32);
        default -> Option.none();
      };
    }

    /** The prefix with zeros behind its twelve octets. */
    public Ipv6Address prefix() {
      return new Ipv6Address(octets.i64(0), octets.u32(8) << 32);
    }

    @Override
    public int type() {
      return TYPE;
    }

    @Override
    public int length() {
      return 2 * UNIT;
    }

    @Override
    public void emitContent(Writer out) {
      out.u16(word).put(octets);
    }
  }

  /** Reads an option whose octets are all there and a multiple of eight. */
  static Either<DecodeError, NdpOption> decode(Slice option) {
    return switch (option.u8(0)) {
      case PrefixInformation.TYPE -> PrefixInformation.decode(option);
      case RouteInformation.TYPE -> RouteInformation.decode(option);
      case NameServers.TYPE -> nameServers(option);
      case SearchList.TYPE -> searchList(option);
      case Pref64.TYPE ->
          option.length() == 2 * UNIT
              ? Either.right(new Pref64(option.u16(2), option.from(4)))
              : badLength(option, "2");
      default -> Either.right(new Unknown(option.u8(0), option.from(2)));
    };
  }

  private static Either<DecodeError, NdpOption> nameServers(Slice option) {
    int count = (option.length() - UNIT) / Ipv6Address.LENGTH;
    return count == 0 || option.length() % Ipv6Address.LENGTH != UNIT
        ? badLength(option, "3, 5, 7…")
        : Either.right(
            new NameServers(
                option.u16(2),
                option.u32(4),
                Vector.tabulate(
                    count, i -> Ipv6Address.at(option, UNIT + i * Ipv6Address.LENGTH))));
  }

  private static Either<DecodeError, NdpOption> searchList(Slice option) {
    if (option.length() < 2 * UNIT) {
      return badLength(option, "2…255");
    }
    var error = SearchName.walk(option.from(UNIT)).error();
    return error.isDefined()
        ? Either.left(error.get())
        : Either.right(new SearchList(option.u16(2), option.u32(4), option.from(UNIT)));
  }

  static Either<DecodeError, NdpOption> badLength(Slice option, String expected) {
    return NdpOption.bad(option, 1, "option length", option.length() / UNIT, expected);
  }
}
