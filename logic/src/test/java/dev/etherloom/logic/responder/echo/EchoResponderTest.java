package dev.etherloom.logic.responder.echo;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.etherloom.frames.EtherType;
import dev.etherloom.frames.MacAddress;
import dev.etherloom.frames.Slice;
import dev.etherloom.logic.ethernet.EtherResponder;
import dev.etherloom.logic.ethernet.EthernetFrame;
import dev.etherloom.logic.ethernet.EthernetHeader;
import dev.etherloom.logic.ethernet.Reception;
import dev.etherloom.logic.net.MonotonicTime;
import dev.etherloom.logic.net.Vlan;
import io.vavr.collection.List;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

class EchoResponderTest {
  private static final MacAddress SELF = MacAddress.of("02:00:00:00:00:01");
  private static final MacAddress OTHER = MacAddress.of("02:00:00:00:00:02");

  private static Reception frame(MacAddress to) {
    var header = new EthernetHeader(to, OTHER, Vlan.of(7), EtherType.EXPERIMENTAL_1);
    return new Reception(new EthernetFrame(header, Slice.utf8("hello")), SELF, MonotonicTime.ZERO);
  }

  @Test
  void sendsThePayloadBack() {
    var step = new EchoResponder().receive(frame(SELF), MonotonicTime.ZERO);
    assertEquals(List.of(frame(SELF).reply(Slice.utf8("hello"))), step.effects());
  }

  @Test
  void staysSilentInGroups() {
    var step = new EchoResponder().receive(frame(MacAddress.BROADCAST), MonotonicTime.ZERO);
    assertEquals(List.empty(), step.effects());
  }

  @Test
  void isFound() {
    var names = List.ofAll(ServiceLoader.load(EtherResponder.class)).map(EtherResponder::name);
    assertEquals(true, names.contains("echo"));
  }
}
