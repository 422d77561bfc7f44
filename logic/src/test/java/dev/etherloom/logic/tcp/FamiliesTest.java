package dev.etherloom.logic.tcp;

import static dev.etherloom.logic.testkit.Stacks.address;
import static dev.etherloom.logic.testkit.Stacks.both;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.etherloom.frames.Slice;
import dev.etherloom.logic.net.Secret;
import dev.etherloom.logic.net.Vlan;
import dev.etherloom.logic.responder.echo.TcpEchoResponder;
import dev.etherloom.logic.testkit.Stacks;
import dev.etherloom.logic.testkit.VirtualSwitch;
import io.vavr.collection.Vector;
import java.time.Duration;
import java.util.SplittableRandom;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Those who stand on IP see addresses, not families. */
class FamiliesTest {
  @ParameterizedTest(name = "IPv6: {0}")
  @ValueSource(booleans = {false, true})
  @DisplayName("a connection over either family, from one source")
  void echo(boolean v6) {
    var hub = new VirtualSwitch();
    var octets = new byte[100_000];
    new SplittableRandom(1).nextBytes(octets);
    var talker = new Talker(Slice.owning(octets), true);
    var dial = new Dial(Vlan.UNTAGGED, address(2, v6), 0, address(1, v6), 7, talker);
    var secret = new Secret(1, 7);
    hub.plug(Stacks.of(both(1, false), Tcp.of(1500, secret, Vector.of(new TcpEchoResponder()))));
    hub.plug(
        Stacks.of(both(2, false), Tcp.of(1500, secret, Vector.empty()).dialing(Vector.of(dial))));
    hub.run(Duration.ofSeconds(20));
    assertEquals(Slice.owning(octets), talker.heard());
  }
}
