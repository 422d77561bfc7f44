package dev.etherloom.logic.shell;

import dev.etherloom.logic.ethernet.EtherResponder;
import dev.etherloom.logic.ip.IpResponder;
import dev.etherloom.logic.responder.daytime.DaytimeResponder;
import dev.etherloom.logic.stack.HostConfig;
import dev.etherloom.logic.tcp.TcpResponder;
import io.vavr.collection.Vector;
import io.vavr.control.Option;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;

/**
 * The responders that are there to choose from: those that the class path offers through
 * ServiceLoader, built-in ones and users' alike.
 */
record Responders(Vector<EtherResponder> ether, Vector<IpResponder> ip, Vector<TcpResponder> tcp) {
  static Responders found() {
    return new Responders(
        load(EtherResponder.class),
        load(IpResponder.class),
        load(TcpResponder.class).append(daytime()));
  }

  /** It knows the time of day by what it was when monotonic time was zero. */
  private static TcpResponder daytime() {
    long nanos = System.nanoTime();
    return new DaytimeResponder(System.currentTimeMillis() - nanos / 1_000_000);
  }

  /** These and one more. */
  Responders and(TcpResponder service) {
    return new Responders(ether, ip, tcp.append(service));
  }

  private static <T> Vector<T> load(Class<T> type) {
    try {
      return Vector.ofAll(ServiceLoader.load(type));
    } catch (ServiceConfigurationError e) {
      throw new ConfigException("a responder cannot be loaded: " + e.getMessage());
    }
  }

  /** Those of the given names; without names, all. An unknown name is refused. */
  HostConfig.Responders chosen(Option<Vector<String>> names) {
    if (names.isEmpty()) {
      return new HostConfig.Responders(ether, ip, tcp);
    }
    var wanted = names.get();
    var known =
        ether
            .map(EtherResponder::name)
            .appendAll(ip.map(IpResponder::name))
            .appendAll(tcp.map(TcpResponder::name))
            .distinct();
    for (var name : wanted) {
      if (!known.contains(name)) {
        throw new ConfigException(
            "no responder is called '%s'; there are %s".formatted(name, known.mkString(", ")));
      }
    }
    return new HostConfig.Responders(
        ether.filter(responder -> wanted.contains(responder.name())),
        ip.filter(responder -> wanted.contains(responder.name())),
        tcp.filter(responder -> wanted.contains(responder.name())));
  }
}
