package dev.etherloom.logic.shell;

import dev.etherloom.logic.ethernet.EtherResponder;
import dev.etherloom.logic.ip.IpResponder;
import dev.etherloom.logic.stack.HostConfig;
import io.vavr.collection.Vector;
import io.vavr.control.Option;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;

/**
 * The responders that are there to choose from: those that the class path offers through
 * ServiceLoader, built-in ones and users' alike.
 */
record Responders(Vector<EtherResponder> ether, Vector<IpResponder> ip) {
  static Responders found() {
    return new Responders(load(EtherResponder.class), load(IpResponder.class));
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
      return new HostConfig.Responders(ether, ip);
    }
    var known = ether.map(EtherResponder::name).appendAll(ip.map(IpResponder::name));
    for (var name : names.get()) {
      if (!known.contains(name)) {
        throw new ConfigException(
            "no responder is called '%s'; there are %s".formatted(name, known.mkString(", ")));
      }
    }
    return new HostConfig.Responders(
        ether.filter(responder -> names.get().contains(responder.name())),
        ip.filter(responder -> names.get().contains(responder.name())));
  }
}
