package dev.etherloom.logic.shell;

import dev.etherloom.frames.MacAddress;
import dev.etherloom.logic.ip.Route;
import dev.etherloom.logic.net.InterfaceAddress;
import dev.etherloom.logic.net.IpAddress;
import dev.etherloom.logic.net.Prefix;
import dev.etherloom.logic.tcp.CongestionControl;
import io.vavr.collection.HashSet;
import io.vavr.collection.Set;
import io.vavr.collection.Vector;
import io.vavr.control.Option;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.tomlj.Toml;
import org.tomlj.TomlArray;
import org.tomlj.TomlPosition;
import org.tomlj.TomlTable;

/**
 * The configuration file (TOML 1.0): any number of hosts behind the one link.
 *
 * <pre>
 * mtu = 1500                           # of the link; default 1500
 * congestion = "cubic"                 # how much TCP sends; or reno, or bbr; default: as the kernel
 *
 * [[host]]
 * name = "web"                         # default host1, host2, …
 * mac = "02:00:00:00:00:10"            # needed where there are several hosts
 * addresses = ["192.0.2.10/24", "2001:db8::10/64", "auto"] # any number; auto: IPv6 as routers say
 * gateway = "192.0.2.1"                # the default route; a list for one of each family
 * routes = [{ to = "198.51.100.0/24", via = "192.0.2.2", metric = 10 }] # the lowest metric wins
 * vlan = 7                             # where it speaks unasked; answers carry the tag that came
 * responders = ["echo"]                # default: all that need no configuration
 * probe-first = true                   # RFC 5227: use an address only once it proved free
 * </pre>
 *
 * Every mistake is a {@link ConfigException} that names file, line and key.
 */
final class Config {
  private static final Set<String> TOP_KEYS = HashSet.of("mtu", "congestion", "host");
  private static final Set<String> HOST_KEYS =
      HashSet.of(
          "name", "mac", "addresses", "gateway", "routes", "vlan", "responders", "probe-first");
  private static final Set<String> ROUTE_KEYS = HashSet.of("to", "via", "metric");

  private final Path file;

  private Config(Path file) {
    this.file = file;
  }

  static NetworkSettings read(Path file) {
    return new Config(file).parse();
  }

  private NetworkSettings parse() {
    var toml = toml();
    checkKeys(toml, TOP_KEYS, "");
    int mtu =
        number(toml, "mtu", NetworkSettings.MIN_MTU, NetworkSettings.MAX_MTU)
            .getOrElse(NetworkSettings.DEFAULT_MTU);
    var congestion =
        parsed(toml, "congestion", CongestionControl::named, Converters.CONGESTION)
            .getOrElse(KernelCongestion::usual);
    var hosts = tables(toml, "host");
    if (hosts.isEmpty()) {
      throw new ConfigException(file + ": no [[host]]: there is nobody to answer");
    }
    var all = hosts.zipWithIndex((host, i) -> host(host, i + 1));
    var settings = new NetworkSettings(mtu, congestion, all);
    if (mtu < NetworkSettings.MIN_IP6_MTU && settings.hosts().exists(HostSettings::hasIp6)) {
      throw at(toml.inputPositionOf("mtu"), "mtu", "IPv6 needs at least 1280");
    }
    return settings;
  }

  private TomlTable toml() {
    try {
      var result = Toml.parse(file);
      if (result.hasErrors()) {
        var error = result.errors().getFirst();
        throw new ConfigException(
            "%s:%d: %s".formatted(file, error.position().line(), error.getMessage()));
      }
      return result;
    } catch (IOException e) {
      throw new ConfigException(file + ": cannot be read: " + e.getMessage());
    }
  }

  private HostSettings host(TomlTable host, int number) {
    checkKeys(host, HOST_KEYS, "host.");
    var addresses = list(host, "addresses", Config::address, "ADDRESS/LENGTH, as 192.0.2.10/24");
    return new HostSettings(
        text(host, "name").getOrElse("host" + number),
        parsed(host, "mac", MacAddress::parse, "a MAC address, as 02:00:00:00:00:10"),
        number(host, "vlan", 0, 4094).getOrElse(0),
        addresses.flatMap(it -> it),
        addresses.exists(Option::isEmpty),
        gateways(host).map(Route::defaultVia).appendAll(routes(host)),
        host.contains("responders")
            ? Option.some(list(host, "responders", Option::some, "a responder's name"))
            : Option.none(),
        flag(host, "probe-first"));
  }

  /** An address, or none where it says auto. */
  private static Option<Option<InterfaceAddress>> address(String text) {
    return text.equals(Ip6Option.AUTO)
        ? Option.some(Option.none())
        : InterfaceAddress.parse(text).map(Option::some);
  }

  private Vector<IpAddress> gateways(TomlTable host) {
    var expected = "an IP address, as 192.0.2.1";
    return host.get("gateway") instanceof TomlArray
        ? list(host, "gateway", IpAddress::parse, expected)
        : parsed(host, "gateway", IpAddress::parse, expected).toVector();
  }

  private Vector<Route> routes(TomlTable host) {
    return tables(host, "routes")
        .map(
            route -> {
              checkKeys(route, ROUTE_KEYS, "host.routes.");
              var to = parsed(route, "to", Prefix::parse, "a network, as 198.51.100.0/24");
              var via = parsed(route, "via", IpAddress::parse, "an IP address, as 192.0.2.2");
              if (to.isEmpty() || via.isEmpty()) {
                throw at(host.inputPositionOf("routes"), "routes", "needs both 'to' and 'via'");
              }
              return new Route(to.get(), via, number(route, "metric", 0, 1_000_000).getOrElse(0));
            });
  }

  private void checkKeys(TomlTable table, Set<String> known, String above) {
    for (var key : table.keySet()) {
      if (!known.contains(key)) {
        throw at(
            table.inputPositionOf(key),
            above + key,
            "unknown key; known here are " + known.toSortedSet().mkString(", "));
      }
    }
  }

  private Vector<TomlTable> tables(TomlTable table, String key) {
    return switch (table.get(key)) {
      case null -> Vector.empty();
      case TomlArray array when array.toList().stream().allMatch(one -> one instanceof TomlTable) ->
          Vector.range(0, array.size()).map(array::getTable);
      default -> throw at(table.inputPositionOf(key), key, "has to be a list of tables");
    };
  }

  private <T> Vector<T> list(
      TomlTable table, String key, Function<String, Option<T>> parse, String expected) {
    return switch (table.get(key)) {
      case null -> Vector.empty();
      case TomlArray array ->
          Vector.range(0, array.size())
              .map(i -> value(array.get(i), array.inputPositionOf(i), key, parse, expected));
      default -> throw at(table.inputPositionOf(key), key, "has to be a list, each " + expected);
    };
  }

  private <T> Option<T> parsed(
      TomlTable table, String key, Function<String, Option<T>> parse, String expected) {
    return read(table, key)
        .map(value -> value(value, table.inputPositionOf(key), key, parse, expected));
  }

  private <T> T value(
      Object value,
      @Nullable TomlPosition position,
      String key,
      Function<String, Option<T>> parse,
      String expected) {
    return (value instanceof String text ? parse.apply(text) : Option.<T>none())
        .getOrElseThrow(() -> at(position, key, "'" + value + "' is not " + expected));
  }

  private static Option<Object> read(TomlTable table, String key) {
    var value = table.get(key);
    return value == null ? Option.none() : Option.some(value);
  }

  private Option<String> text(TomlTable table, String key) {
    return parsed(table, key, text -> text.isBlank() ? Option.none() : Option.some(text), "a text");
  }

  private Option<Integer> number(TomlTable table, String key, int least, int most) {
    return read(table, key)
        .map(
            value -> {
              if (value instanceof Long number && number >= least && number <= most) {
                return number.intValue();
              }
              throw at(
                  table.inputPositionOf(key),
                  key,
                  "'%s' is not a whole number from %d to %d".formatted(value, least, most));
            });
  }

  private boolean flag(TomlTable table, String key) {
    return switch (table.get(key)) {
      case null -> false;
      case Boolean flag -> flag;
      default -> throw at(table.inputPositionOf(key), key, "has to be true or false");
    };
  }

  private ConfigException at(@Nullable TomlPosition position, String key, String problem) {
    return new ConfigException(
        "%s:%d: %s: %s".formatted(file, position == null ? 0 : position.line(), key, problem));
  }
}
