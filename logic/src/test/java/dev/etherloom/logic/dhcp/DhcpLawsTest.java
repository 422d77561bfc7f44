package dev.etherloom.logic.dhcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.errorprone.annotations.Var;
import dev.etherloom.frames.Slice;
import dev.etherloom.logic.net.DecodeError;
import dev.etherloom.logic.net.Ipv4Address;
import io.vavr.collection.Vector;
import io.vavr.control.Either;
import io.vavr.control.Option;
import java.util.HexFormat;
import java.util.SplittableRandom;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** decode(emit(x)) = x for generated messages and options; damage of every kind is a value. */
class DhcpLawsTest {
  private static final int VALUES = 5_000;
  private static final int FRAMING = 3;
  private final SplittableRandom random = new SplittableRandom(2131);

  private Slice noise(int least, int most) {
    var octets = new byte[random.nextInt(least, most + 1)];
    random.nextBytes(octets);
    return Slice.owning(octets);
  }

  private Ipv4Address address() {
    return new Ipv4Address(random.nextInt());
  }

  private Vector<Ipv4Address> addresses() {
    return Vector.fill(1 + random.nextInt(4), this::address);
  }

  private DhcpHeader header() {
    return new DhcpHeader(
        random.nextInt(256),
        new DhcpHeader.Hardware(random.nextInt(256), random.nextInt(256), noise(16, 16)),
        random.nextInt(256),
        random.nextInt(),
        random.nextInt(0x1_0000),
        random.nextInt(0x1_0000),
        new DhcpHeader.Addresses(address(), address(), address(), address()));
  }

  private ClasslessRoute route() {
    int width = random.nextInt(33);
    int octets = (width + 7) / 8 * 8;
    return new ClasslessRoute(width, address().masked(octets), address());
  }

  private RelaySuboption suboption() {
    return new RelaySuboption(random.nextInt(256), noise(0, 40));
  }

  /** One of each kind, the unknown last. */
  private Vector<DhcpOption> kinds(int longest) {
    return Vector.of(
        new DhcpOption.Pad(1 + random.nextInt(9)),
        new DhcpOption.End(),
        new DhcpOption.Overload(1 + random.nextInt(3)),
        new DhcpOption.SubnetMask(address()),
        new DhcpOption.Router(addresses()),
        new DhcpOption.DnsServers(addresses()),
        new DhcpOption.HostName(noise(1, longest)),
        new DhcpOption.DomainName(noise(1, longest)),
        new DhcpOption.InterfaceMtu(random.nextInt(68, 0x1_0000)),
        new DhcpOption.BroadcastAddress(address()),
        new DhcpOption.NtpServers(addresses()),
        new DhcpOption.RequestedAddress(address()),
        new DhcpOption.LeaseTime(random.nextInt() & 0xffff_ffffL),
        new DhcpOption.MessageType(random.nextInt(256)),
        new DhcpOption.ServerId(address()),
        new DhcpOption.ParameterRequestList(noise(1, longest)),
        new DhcpOption.Message(noise(1, longest)),
        new DhcpOption.MaxMessageSize(random.nextInt(576, 0x1_0000)),
        new DhcpOption.RenewalTime(random.nextInt() & 0xffff_ffffL),
        new DhcpOption.RebindingTime(random.nextInt() & 0xffff_ffffL),
        new DhcpOption.VendorClass(noise(1, longest)),
        new DhcpOption.ClientId(random.nextInt(256), noise(1, longest)),
        new DhcpOption.RelayInformation(Vector.fill(1 + random.nextInt(9), this::suboption)),
        new DhcpOption.DomainSearch(noise(1, longest)),
        new DhcpOption.ClasslessRoutes(Vector.fill(1 + random.nextInt(60), this::route)),
        new DhcpOption.Unknown(200 + random.nextInt(50), noise(0, longest)));
  }

  /** Some options in any order, of different codes, without those that only frame others. */
  private Vector<DhcpOption> options(int most, int longest) {
    var all = kinds(longest).drop(FRAMING);
    return Vector.fill(random.nextInt(most + 1), () -> all.get(random.nextInt(all.length())))
        .distinctBy(DhcpOption::code);
  }

  @Test
  void messages() {
    for (int i = 0; i < VALUES; i++) {
      var header = header();
      assertEquals(Either.right(header), DhcpHeader.decode(header.toSlice()));
      assertTrue(DhcpHeader.decode(header.toSlice().first(random.nextInt(44))).isLeft());
      var message = new DhcpMessage(header, noise(64, 64), noise(128, 128), noise(0, 400));
      assertEquals(Either.right(message), DhcpMessage.decode(message.toSlice()));
      assertEquals(message.length(), message.toSlice().length());
    }
  }

  @Test
  void singleOptions() {
    for (int i = 0; i < VALUES / 10; i++) {
      for (var option : kinds(200)) {
        var wire = option.toSlice();
        assertEquals(option.length(), wire.length());
        if (option.content().length() <= RawOption.MAX_CONTENT) {
          var raw = OptionList.read(wire).options().head();
          assertEquals(wire, raw.toSlice());
          assertEquals(Either.right(option), raw.typed());
        }
      }
    }
  }

  @Test
  @DisplayName("a field read and emitted is that field, whatever it has")
  void fields() {
    for (int i = 0; i < VALUES; i++) {
      var area = random.nextBoolean() ? noise(0, 300) : joined(kinds(9).shuffle());
      var list = OptionList.read(area);
      assertEquals(area, list.toSlice());
      assertEquals(list, OptionList.read(list.toSlice()));
    }
  }

  private static Slice joined(Vector<DhcpOption> options) {
    return OptionContent.joined(options);
  }

  @Test
  @DisplayName("RFC 3396: long options come back whole, in the order given")
  void longOptions() {
    for (int i = 0; i < VALUES / 5; i++) {
      var options = options(9, 2000);
      var message = DhcpMessage.of(header(), options);
      assertEquals(Option.none(), message.options().fault());
      assertEquals(new DhcpOptions(options, Vector.empty()), read(message));
      assertTrue(message.length() >= 300);
    }
  }

  private static DhcpOptions read(DhcpMessage message) {
    return DhcpOptions.of(DhcpMessage.decode(message.toSlice()).get());
  }

  @Test
  @DisplayName("RFC 2131 §4.1: what fits with overloading comes back, and nothing grows")
  void overloading() {
    @Var int overloaded = 0;
    @Var int refused = 0;
    for (int i = 0; i < VALUES; i++) {
      var options = options(16, 60);
      int room = random.nextInt(5, 400);
      var file = random.nextInt(3) == 0 ? Slice.utf8("/boot/kernel") : Slice.EMPTY;
      var sname = random.nextInt(3) == 0 ? Slice.utf8("boots") : Slice.EMPTY;
      var packed = DhcpMessage.within(room, header(), sname, file, options);
      refused += packed.isEmpty() ? 1 : 0;
      for (var message : packed) {
        assertTrue(message.vendor().length() <= Math.max(room, 64));
        assertEquals(new DhcpOptions(options, Vector.empty()), read(message));
        overloaded +=
            message.fileOptions().isDefined() || message.snameOptions().isDefined() ? 1 : 0;
        assertTrue(file.isEmpty() || message.bootFile().equals(file));
        assertTrue(sname.isEmpty() || message.serverName().equals(sname));
      }
    }
    assertTrue(overloaded > 500 && refused > 500 && refused < VALUES - 1000);
  }

  @Test
  @DisplayName("cut at every length: refused in the header, behind it what was whole is kept")
  void cuts() {
    for (int i = 0; i < 20; i++) {
      var whole = DhcpMessage.of(header(), options(16, 300)).toSlice();
      var all = DhcpMessage.decode(whole).get().options().options();
      for (int cut = 0; cut < whole.length(); cut++) {
        var part = DhcpMessage.decode(whole.first(cut));
        assertEquals(cut < 236, part.isLeft());
        if (part.isRight()) {
          assertEquals(whole.first(cut), part.get().toSlice());
          var list = part.get().options();
          int whatWasWhole = cut;
          assertEquals(
              cut < 240
                  ? Vector.empty()
                  : all.takeWhile(raw -> raw.code() != DhcpOption.PAD)
                      .filter(raw -> raw.offset() + raw.length() <= whatWasWhole),
              list.options());
          assertTrue(touch(part.get()));
        }
      }
    }
  }

  @Test
  @DisplayName("100,000 mutations: never an exception, and always the same octets again")
  void mutations() {
    for (int i = 0; i < 100_000; i++) {
      var message =
          DhcpMessage.within(200, header(), Slice.EMPTY, Slice.EMPTY, options(12, 40))
              .getOrElse(() -> DhcpMessage.of(header(), options(3, 9)));
      var octets = message.toSlice().toBytes();
      for (int n = random.nextInt(1, 6); n > 0; n--) {
        int from = random.nextInt(3) == 0 ? 0 : 240;
        octets[random.nextInt(from, octets.length)] = (byte) random.nextInt();
      }
      var mutated = Slice.owning(octets).first(random.nextInt(236, octets.length + 1));
      var decoded = DhcpMessage.decode(mutated).get();
      assertEquals(mutated, decoded.toSlice());
      assertTrue(touch(decoded));
    }
  }

  @Test
  @Timeout(20)
  @DisplayName("the longest datagram, full of what there can be most of, takes linear time")
  void longest() {
    for (var unit :
        Vector.of("00 0c00", "0c00", "5200", "7900", "0300", "3401ff", "00", "ff", "01")) {
      var area = Slice.hex("63825363 340103" + unit.repeat(65_000 / (unit.length() / 2)));
      var message =
          new DhcpMessage(header(), Slice.owning(new byte[64]), Slice.owning(new byte[128]), area);
      assertTrue(touch(message));
    }
    var every =
        joined(
            Vector.range(1, 255)
                .<DhcpOption>map(code -> new DhcpOption.Unknown(code, noise(1, 1))));
    var parts = Slice.hex("63825363" + hex(every).repeat(85));
    assertTrue(
        touch(
            new DhcpMessage(
                header(), Slice.owning(new byte[64]), Slice.owning(new byte[128]), parts)));
  }

  private static String hex(Slice octets) {
    return HexFormat.of().formatHex(octets.toBytes());
  }

  /** Looks at all there is. */
  private static boolean touch(DhcpMessage message) {
    var lists =
        Vector.of(message.options())
            .appendAll(message.fileOptions())
            .appendAll(message.snameOptions());
    for (var raw : lists.flatMap(OptionList::options)) {
      for (var option : raw.typed()) {
        assertEquals(raw.toSlice(), option.toSlice());
      }
    }
    var options = DhcpOptions.of(message);
    options.options().forEach(option -> assertEquals(option.length(), option.toSlice().length()));
    for (var routes : options.find(DhcpOption.ClasslessRoutes.class)) {
      routes.routes().forEach(route -> assertTrue(route.destination().length() <= 32));
    }
    assertTrue(options.faults().forAll(fault -> fault.layer().equals("dhcp")));
    assertTrue(message.header().hardware().address().length() <= 16);
    return message.header().hardware().mac().isDefined()
        || message.serverName().length() + message.bootFile().length() >= 0;
  }

  @Test
  void refusals() {
    assertEquals(
        Either.left(new DecodeError.TooShort("dhcp", 0, 236, 235, "header")),
        DhcpMessage.decode(Slice.owning(new byte[235])));
    var list = OptionList.read(Slice.hex("00 35 01 01  06 05 01020304").from(1));
    assertEquals(1, list.options().length());
    assertEquals(
        Option.some(new DecodeError.TooShort("dhcp", 4, 7, 6, "length of option 6")), list.fault());
    assertEquals(Slice.hex("06 05 01020304"), list.rest());
    assertEquals(
        Either.left(new DecodeError.BadField("dhcp", 1, "length of option 6", 5, "4, 8, 12…")),
        OptionList.read(Slice.hex("06 05 0102030405")).options().head().typed());
    assertEquals(
        Either.left(new DecodeError.BadField("dhcp", 2, "route width", 33, "0…32")),
        OptionList.read(Slice.hex("79 05 21 01020304")).options().head().typed());
  }
}
