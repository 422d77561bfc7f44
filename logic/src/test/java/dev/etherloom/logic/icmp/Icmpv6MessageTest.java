package dev.etherloom.logic.icmp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.etherloom.frames.InternetChecksum;
import dev.etherloom.frames.Slice;
import dev.etherloom.logic.icmp.Icmpv6Message.DestinationUnreachable;
import dev.etherloom.logic.icmp.Icmpv6Message.EchoReply;
import dev.etherloom.logic.icmp.Icmpv6Message.EchoRequest;
import dev.etherloom.logic.icmp.Icmpv6Message.Other;
import dev.etherloom.logic.icmp.Icmpv6Message.PacketTooBig;
import dev.etherloom.logic.icmp.Icmpv6Message.ParameterProblem;
import dev.etherloom.logic.icmp.Icmpv6Message.TimeExceeded;
import dev.etherloom.logic.ip.IpProtocol;
import dev.etherloom.logic.ip.Ipv6Packet;
import dev.etherloom.logic.net.DecodeError;
import dev.etherloom.logic.testkit.Damage;
import dev.etherloom.logic.testkit.Values;
import io.vavr.collection.Vector;
import io.vavr.control.Either;
import org.junit.jupiter.api.Test;

/** decode(emit(x)) = x for ICMPv6; and refusals that say where. */
class Icmpv6MessageTest {
  private final Values values = new Values();
  private final InternetChecksum pseudo =
      Ipv6Packet.pseudoHeader(values.ipv6(), values.ipv6(), IpProtocol.ICMPV6);

  private Icmpv6Message message() {
    var body = values.noiseUpTo(99);
    int code = values.below(256);
    int word = values.random.nextInt();
    return switch (values.below(7)) {
      case 0 -> new EchoRequest(code, word & 0xffff, word >>> 16, body);
      case 1 -> new EchoReply(code, word & 0xffff, word >>> 16, body);
      case 2 -> new DestinationUnreachable(code, word, body);
      case 3 -> new PacketTooBig(code, word & 0xffff_ffffL, body);
      case 4 -> new TimeExceeded(code, word, body);
      case 5 -> new ParameterProblem(code, word & 0xffff_ffffL, body);
      default -> new Other(130 + values.below(120), code, word, body);
    };
  }

  @Test
  void laws() {
    for (int i = 0; i < 10_000; i++) {
      var message = message();
      var octets = message.over(pseudo).toSlice();
      assertEquals(Either.right(message), Icmpv6Message.decode(octets, pseudo));
      assertEquals(Either.right(message), Icmpv6Message.read(octets));
    }
  }

  @Test
  void refusals() {
    var message = new EchoRequest(1, 2, Slice.utf8("abc"));
    var octets = Damage.framed(message.over(pseudo));
    assertEquals(
        new DecodeError.TooShort("icmpv6", 14, 8, 7, "header"),
        Icmpv6Message.decode(octets.first(7), pseudo).getLeft());
    assertEquals(
        new DecodeError.BadChecksum("icmpv6", 16, octets.u16(2)),
        Icmpv6Message.decode(octets, pseudo.plus(1)).getLeft());
    assertEquals(Either.right(message), Icmpv6Message.read(octets));
    assertTrue(new Other(100, 0, 0, Slice.EMPTY).isError());
    assertFalse(message.isError());
  }

  @Test
  void cut() {
    for (int i = 0; i < 100; i++) {
      var octets = Damage.framed(message().over(pseudo));
      Damage.everyCut(octets, it -> Icmpv6Message.decode(it, pseudo));
      Damage.everyCut(octets, Icmpv6Message::read);
    }
  }

  @Test
  void mutated() {
    var samples = Vector.fill(500, () -> message().over(pseudo).toSlice());
    Damage.mutations(samples, values.random, it -> Icmpv6Message.decode(it, pseudo));
    Damage.mutations(samples, values.random, Icmpv6Message::read);
  }
}
