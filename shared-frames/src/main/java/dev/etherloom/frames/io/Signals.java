package dev.etherloom.frames.io;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;

/**
 * Signals for a command: INT and TERM to stop, USR1 to print counters (signal(7)).
 *
 * <p>The class that does it, sun.misc.Signal, is part of module jdk.unsupported; naming it in code
 * makes a warning that cannot be suppressed, so it is looked up.
 */
public final class Signals {
  private Signals() {}

  /**
   * Runs {@code action} on a thread of its own whenever the signal arrives.
   *
   * @param name without SIG, as {@code "USR1"}
   */
  public static void on(String name, Runnable action) {
    try {
      var signal = Class.forName("sun.misc.Signal");
      var handler = Class.forName("sun.misc.SignalHandler");
      InvocationHandler run =
          (_, _, _) -> {
            action.run();
            return null;
          };
      var proxy =
          Proxy.newProxyInstance(Signals.class.getClassLoader(), new Class<?>[] {handler}, run);
      var _ =
          signal
              .getMethod("handle", signal, handler)
              .invoke(null, signal.getConstructor(String.class).newInstance(name), proxy);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("cannot handle SIG" + name, e);
    }
  }
}
