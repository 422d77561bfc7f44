package dev.etherloom.logic.stack;

import com.google.errorprone.annotations.Var;
import dev.etherloom.frames.MacAddress;
import dev.etherloom.logic.net.MonotonicTime;
import io.vavr.collection.HashMap;
import io.vavr.collection.Vector;
import io.vavr.control.Option;

/**
 * All hosts behind one link.
 *
 * @param hosts by their MAC address
 */
public record State(HashMap<MacAddress, Host> hosts) {
  /** Throws {@link IllegalArgumentException} where two hosts have the same MAC address. */
  public static State of(Vector<Host> hosts) {
    var byMac = hosts.foldLeft(HashMap.<MacAddress, Host>empty(), State::add);
    return new State(byMac);
  }

  private static HashMap<MacAddress, Host> add(HashMap<MacAddress, Host> hosts, Host host) {
    var mac = host.config().mac();
    if (hosts.containsKey(mac)) {
      throw new IllegalArgumentException(
          "hosts '%s' and '%s' have the same MAC address %s"
              .formatted(hosts.get(mac).get().config().name(), host.config().name(), mac));
    }
    return hosts.put(mac, host);
  }

  State with(Host host) {
    return new State(hosts.put(host.config().mac(), host));
  }

  /** Whether every host may use an address, or wants none. */
  public boolean isReady() {
    return hosts
        .values()
        .forAll(
            host ->
                (host.config().addresses().isEmpty() && !host.config().hasIp6())
                    || !host.ip().addresses().all().isEmpty());
  }

  /** When something is due next; may be early, never late. */
  public Option<MonotonicTime> nextDeadline() {
    @Var Option<MonotonicTime> soonest = Option.none();
    for (var host : hosts) {
      soonest = MonotonicTime.sooner(soonest, host._2.nextDeadline());
    }
    return soonest;
  }
}
