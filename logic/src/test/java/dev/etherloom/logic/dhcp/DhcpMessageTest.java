package dev.etherloom.logic.dhcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.etherloom.frames.MacAddress;
import dev.etherloom.frames.Slice;
import dev.etherloom.logic.net.DecodeError;
import dev.etherloom.logic.net.Ipv4Address;
import dev.etherloom.logic.net.Prefix;
import io.vavr.collection.Vector;
import io.vavr.control.Option;
import java.util.Arrays;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class DhcpMessageTest {
  private static final DhcpHeader HEADER =
      new DhcpHeader(
          DhcpHeader.REQUEST,
          DhcpHeader.Hardware.ethernet(MacAddress.of("00:00:6c:82:dc:4e")),
          0,
          0xac2e_ffff,
          0,
          DhcpHeader.BROADCAST,
          DhcpHeader.Addresses.NONE);

  private static DhcpMessage message(String sname, String file, String vendor) {
    return new DhcpMessage(
        HEADER,
        DhcpMessage.padded(Slice.hex(sname), DhcpMessage.SNAME),
        DhcpMessage.padded(Slice.hex(file), DhcpMessage.FILE),
        Slice.hex(vendor));
  }

  @Test
  @DisplayName("RFC 2131 §2: where each field stands")
  void layout() {
    var wire =
        Slice.hex(
                """
                02 01 06 03  9edf45b0  0102 8000
                0a000001 0a000002 0a000003 0a000004
                42b444b4f0ee 00000000000000000000
                """)
            .toBytes();
    var whole = Slice.owning(Arrays.copyOf(wire, 300));
    var message = DhcpMessage.decode(whole).get();
    assertEquals(
        new DhcpHeader(
            DhcpHeader.REPLY,
            DhcpHeader.Hardware.ethernet(MacAddress.of("42:b4:44:b4:f0:ee")),
            3,
            0x9edf_45b0,
            0x0102,
            DhcpHeader.BROADCAST,
            new DhcpHeader.Addresses(
                Ipv4Address.of("10.0.0.1"),
                Ipv4Address.of("10.0.0.2"),
                Ipv4Address.of("10.0.0.3"),
                Ipv4Address.of("10.0.0.4"))),
        message.header());
    assertTrue(message.header().isBroadcast());
    assertEquals(44, message.sname().offset());
    assertEquals(108, message.file().offset());
    assertEquals(236, message.vendor().offset());
  }

  @Test
  @DisplayName("RFC 951: without the cookie the vendor area stays as it is")
  void bootp() {
    var message = message("", "2f766d756e6978", "0102030405");
    assertTrue(message.isBare());
    assertEquals(new DhcpOptions(Vector.empty(), Vector.empty()), DhcpOptions.of(message));
    assertEquals(Option.none(), DhcpOptions.of(message).messageType());
    assertEquals("/vmunix", message.bootFile().text());
    assertEquals(Slice.hex("0102030405"), message.vendor());
    assertTrue(message("", "", "638253").isBare());
    assertFalse(message("", "", "63825363").isBare());
  }

  @Test
  @DisplayName("RFC 2131 §4.1, RFC 3396 §5: options, then file, then sname; pads in between")
  void overload() {
    var message =
        message(
            "38 02 6363 ff",
            "38 02 6262 ff 35",
            "63825363 35 01 01  34 01 03  38 02 6161  00 00  3d 07 0100006c82dc4e ff 0000");
    assertEquals(
        Vector.of(53, 52, 56, 0, 61, 255), message.options().options().map(RawOption::code));
    assertEquals(Vector.of(0, 3, 6, 10, 12, 21), offsets(message.options()));
    assertEquals(Slice.hex("0000"), message.options().options().get(3).content());
    assertEquals(Slice.hex("0000"), message.options().rest());
    assertTrue(message.options().isEnded());
    assertEquals(Vector.of(56, 255), message.fileOptions().get().options().map(RawOption::code));
    assertTrue(message.bootFile().isEmpty() && message.serverName().isEmpty());
    var options = DhcpOptions.of(message).faultless().get();
    assertEquals(
        Vector.of(
            new DhcpOption.MessageType(DhcpOption.MessageType.DISCOVER),
            new DhcpOption.Message(Slice.utf8("aabbcc")),
            new DhcpOption.ClientId(1, Slice.hex("00006c82dc4e"))),
        options.options());
  }

  @Test
  @DisplayName("RFC 3396 §6: an option is split over the fields only where it fits into none")
  void splitting() {
    var options =
        Vector.<DhcpOption>of(
            new DhcpOption.HostName(Slice.owning(new byte[255])),
            new DhcpOption.Message(Slice.utf8("why".repeat(60))));
    var message =
        DhcpMessage.within(DhcpMessage.ROOM, HEADER, Slice.EMPTY, Slice.EMPTY, options).get();
    assertEquals(DhcpMessage.ROOM, message.vendor().length());
    assertEquals(Vector.of(12, 56, 52, 255), message.options().options().map(RawOption::code));
    assertEquals(
        Vector.of(125), message.fileOptions().get().contents().map(raw -> raw.content().length()));
    assertEquals(
        Vector.of(10), message.snameOptions().get().contents().map(raw -> raw.content().length()));
    assertEquals(options, DhcpOptions.of(message).faultless().get().options());
    var file = Slice.utf8("/vmunix");
    assertEquals(
        Option.none(), DhcpMessage.within(DhcpMessage.ROOM, HEADER, Slice.EMPTY, file, options));
  }

  private static Vector<Integer> offsets(OptionList list) {
    int start = list.options().head().offset();
    return list.options().map(option -> option.offset() - start);
  }

  @Test
  @DisplayName("a damaged option ends its field; those before it count")
  void damaged() {
    var message = message("", "", "63825363 35 01 02  01 03 ffffff  33 04 00000e10  0c 09 6162");
    var options = DhcpOptions.of(message);
    assertEquals(
        Vector.of(
            new DhcpOption.MessageType(DhcpOption.MessageType.OFFER),
            new DhcpOption.Unknown(1, Slice.hex("ffffff")),
            new DhcpOption.LeaseTime(3600)),
        options.options());
    assertEquals(
        Vector.of("dhcp: too short", "dhcp: bad length of option 1"),
        options.faults().map(DecodeError::label));
    assertFalse(message.options().isEnded());
    assertTrue(options.faultless().isLeft());
  }

  @Test
  @DisplayName("what came twice and cannot be joined counts as it came first")
  void twice() {
    var options =
        DhcpOptions.of(
            message("", "", "63825363 35 01 05  03 04 0a000001  35 01 06  03 04 0a000002"));
    assertEquals(Option.some(DhcpOption.MessageType.ACK), options.messageType());
    assertEquals(
        Option.some(Vector.of(Ipv4Address.of("10.0.0.1"), Ipv4Address.of("10.0.0.2"))),
        options.find(DhcpOption.Router.class).map(DhcpOption.Router::addresses));
    assertEquals(1, options.faults().length());
  }

  @Test
  @DisplayName("RFC 3442: the examples of its table")
  void classlessRoutes() {
    var content =
        "00 0a000001  08 0a 0a000002  18 0a0000 0a000003  10 0a11 0a000004"
            + " 18 0a1b81 0a000005  19 0a e5 00 80 0a000006  20 0ac63a01 00000000";
    var octets = Slice.hex(content);
    var routes =
        new RawOption(DhcpOption.CLASSLESS_ROUTES, 0, octets)
            .typed()
            .map(option -> ((DhcpOption.ClasslessRoutes) option).routes())
            .get();
    assertEquals(
        Vector.of(
                "0.0.0.0/0",
                "10.0.0.0/8",
                "10.0.0.0/24",
                "10.17.0.0/16",
                "10.27.129.0/24",
                "10.229.0.128/25",
                "10.198.58.1/32")
            .map(text -> Prefix.parse(text).get()),
        routes.map(ClasslessRoute::destination));
    assertEquals(octets, new DhcpOption.ClasslessRoutes(routes).content());
    assertEquals(
        Prefix.parse("10.229.0.128/25").get(),
        new ClasslessRoute(25, Ipv4Address.of("10.229.0.129"), Ipv4Address.UNSPECIFIED)
            .destination());
  }

  @Test
  @DisplayName("RFC 3046: circuit and remote of a relay agent")
  void relay() {
    var option = OptionList.read(Slice.hex("52 0a 01 04 76313031 02 02 abcd")).options().head();
    assertEquals(
        new DhcpOption.RelayInformation(
            Vector.of(
                new RelaySuboption(RelaySuboption.CIRCUIT_ID, Slice.utf8("v101")),
                new RelaySuboption(RelaySuboption.REMOTE_ID, Slice.hex("abcd")))),
        option.typed().get());
  }

  @Test
  @DisplayName("RFC 2132 §2: trailing zeros of a text are none of it")
  void text() {
    assertEquals("host", DhcpOption.text(Slice.hex("686f7374 0000")));
    assertEquals("", DhcpOption.text(Slice.EMPTY));
  }
}
