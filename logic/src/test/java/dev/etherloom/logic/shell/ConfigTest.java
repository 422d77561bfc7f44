package dev.etherloom.logic.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.etherloom.frames.MacAddress;
import dev.etherloom.logic.ip.Route;
import dev.etherloom.logic.net.InterfaceAddress;
import dev.etherloom.logic.tcp.CongestionControl;
import io.vavr.collection.Vector;
import io.vavr.control.Option;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigTest {
  @TempDir Path folder;

  private NetworkSettings read(String text) throws IOException {
    return Config.read(Files.writeString(folder.resolve("net.toml"), text));
  }

  @Test
  void readsBothFamilies() throws IOException {
    var host =
        read("""
                [[host]]
                addresses = ["192.0.2.10/24", "2001:db8::10/64", "2001:db8:1::10/64", "auto"]
                gateway = ["192.0.2.1", "2001:db8::1"]
                routes = [{ to = "2001:db8:ff::/48", via = "2001:db8::2", metric = 5 }]
                """)
            .hosts()
            .head();
    assertEquals(3, host.addresses().size());
    assertEquals(true, host.auto());
    assertEquals(
        "Vector(0.0.0.0/0, ::/0, 2001:db8:ff::/48)",
        host.routes().map(Route::destination).toString());
    assertEquals(5, host.routes().last().metric());
  }

  @Test
  void readsHosts() throws IOException {
    var network =
        read(
            """
            mtu = 9000
            congestion = "bbr"

            [[host]]
            name = "web"
            mac = "02:00:00:00:00:10"
            addresses = ["192.0.2.10/24", "192.0.2.11/24"]
            gateway = "192.0.2.1"
            routes = [{ to = "198.51.100.0/24", via = "192.0.2.2" }]
            vlan = 7
            responders = ["echo"]
            probe-first = true

            [[host]]
            addresses = ["192.0.2.20/24"]
            """);
    assertEquals(9000, network.mtu());
    assertEquals(CongestionControl.BBR, network.congestion());
    var web = network.hosts().get(0);
    assertEquals("web", web.name());
    assertEquals(Option.some(MacAddress.of("02:00:00:00:00:10")), web.mac());
    assertEquals(
        Vector.of(InterfaceAddress.of("192.0.2.10/24"), InterfaceAddress.of("192.0.2.11/24")),
        web.addresses());
    assertEquals(2, web.routes().size());
    assertEquals(7, web.vlan());
    assertEquals(Option.some(Vector.of("echo")), web.responders());
    assertEquals(true, web.probeFirst());
    var other = network.hosts().get(1);
    assertEquals("host2", other.name());
    assertEquals(Option.none(), other.mac());
    assertEquals(Option.none(), other.responders());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          mtu = 9                                        | net.toml:1: mtu: '9' is not a whole number from 68 to 65535
          mtu = "big"                                    | net.toml:1: mtu: 'big' is not a whole number from 68 to 65535
          mtus = 1500                                    | net.toml:1: mtus: unknown key; known here are congestion, host, mtu
          congestion = "vegas"                           | net.toml:1: congestion: 'vegas' is not cubic, reno or bbr
          [[host]]~addresses = ["192.0.2.10"]            | net.toml:2: addresses: '192.0.2.10' is not ADDRESS/LENGTH, as 192.0.2.10/24
          [[host]]~addresses = ["192.0.2.1/24",~"x/24"]  | net.toml:2: addresses: 'x/24' is not ADDRESS/LENGTH, as 192.0.2.10/24
          [[host]]~addresses = "192.0.2.10/24"           | net.toml:2: addresses: has to be a list, each ADDRESS/LENGTH, as 192.0.2.10/24
          [[host]]~mac = "02:00"                         | net.toml:2: mac: '02:00' is not a MAC address, as 02:00:00:00:00:10
          [[host]]~vlan = 4095                           | net.toml:2: vlan: '4095' is not a whole number from 0 to 4094
          [[host]]~probe-first = 1                       | net.toml:2: probe-first: has to be true or false
          [[host]]~colour = 1                            | net.toml:2: host.colour: unknown key; known here are addresses, gateway, mac, name, probe-first, responders, routes, vlan
          [[host]]~routes = [{ to = "10.0.0.0/8" }]      | net.toml:2: routes: needs both 'to' and 'via'
          host = 3                                       | net.toml:1: host: has to be a list of tables
          """)
  void namesFileLineAndKey(String text, String message) {
    var refused = assertThrows(ConfigException.class, () -> read(text.replace('~', '\n')));
    assertEquals(folder + "/" + message, refused.getMessage());
  }

  @Test
  void namesTheLineOfASyntaxError() {
    var refused = assertThrows(ConfigException.class, () -> read("mtu = 1500\nhost = [\n= 3"));
    assertEquals(
        folder + "/net.toml:3: ", String.valueOf(refused.getMessage()).split("(?<=:\\d: )", 2)[0]);
  }

  @Test
  void namesAFileThatIsNotThere() {
    var missing = folder.resolve("none.toml");
    var refused = assertThrows(ConfigException.class, () -> Config.read(missing));
    assertEquals(
        true, String.valueOf(refused.getMessage()).startsWith(missing + ": cannot be read"));
  }

  @Test
  void refusesAFileWithoutHosts() {
    assertThrows(ConfigException.class, () -> read("mtu = 1500"));
  }
}
