package dev.etherloom.logic.stack;

import com.google.errorprone.annotations.Var;
import dev.etherloom.logic.net.MonotonicTime;
import dev.etherloom.logic.net.Step;
import java.util.function.Function;

/** The door of the pure core: one input, one step. No exception leaves it. */
public final class StackStep {
  private StackStep() {}

  public static Step<State, Effect> step(State state, Input input, MonotonicTime now) {
    return switch (input) {
      case Input.Received(var octets, var arrived) -> Ingress.frame(state, octets, arrived, now);
      case Input.Renewed(var responder) ->
          everyHost(state, host -> Step.to(host.renewed(responder)));
      case Input.Called(var name, var call) ->
          oneHost(state, name, host -> HostStep.called(host, call, now));
      case Input.HandedOver(var name, var delivery) ->
          oneHost(state, name, host -> HostStep.take(host, delivery, now));
      case Input.Wake() -> everyHost(state, host -> HostStep.wake(host, now));
    };
  }

  private static Step<State, Effect> oneHost(
      State state, String name, Function<Host, Step<Host, Effect>> step) {
    return everyHost(
        state, host -> host.config().name().equals(name) ? step.apply(host) : Step.to(host));
  }

  /** Takes the same step on every host. */
  static Step<State, Effect> everyHost(State state, Function<Host, Step<Host, Effect>> step) {
    @Var Step<State, Effect> all = Step.to(state);
    for (var host : state.hosts()) {
      all = all.andThen(so -> step.apply(host._2).map(so::with));
    }
    return all;
  }
}
