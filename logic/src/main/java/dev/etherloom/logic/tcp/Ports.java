package dev.etherloom.logic.tcp;

import com.google.errorprone.annotations.Var;
import io.vavr.collection.HashMap;
import io.vavr.collection.Vector;

/** Who answers at which port. */
final class Ports {
  private Ports() {}

  /**
   * Everybody at the ports that they want.
   *
   * @throws IllegalArgumentException where two want the same one (MUST-41)
   */
  static HashMap<Integer, TcpResponder> of(Vector<? extends TcpResponder> responders) {
    @Var HashMap<Integer, TcpResponder> byPort = HashMap.empty();
    for (var responder : responders) {
      for (var port : responder.ports()) {
        var other = byPort.get(port);
        if (other.isDefined()) {
          throw new IllegalArgumentException(
              "responders '%s' and '%s' both want TCP port %d"
                  .formatted(other.get().name(), responder.name(), port));
        }
        byPort = byPort.put(port, responder);
      }
    }
    return byPort;
  }
}
