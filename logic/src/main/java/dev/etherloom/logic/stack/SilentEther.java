package dev.etherloom.logic.stack;

import dev.etherloom.frames.EtherType;
import dev.etherloom.logic.ethernet.EtherEffect;
import dev.etherloom.logic.ethernet.EtherResponder;
import dev.etherloom.logic.ethernet.Reception;
import dev.etherloom.logic.net.MonotonicTime;
import dev.etherloom.logic.net.Step;
import io.vavr.control.Option;

/**
 * A responder on a shard that does not speak: it hears all and knows all that its twin on the first
 * shard knows, but says nothing, neither to the link nor to people, and counts nothing twice.
 */
record SilentEther(EtherResponder twin) implements EtherResponder {
  @Override
  public String name() {
    return twin.name();
  }

  @Override
  public EtherType etherType() {
    return twin.etherType();
  }

  @Override
  public Step<EtherResponder, EtherEffect> receive(Reception reception, MonotonicTime now) {
    return silent(twin.receive(reception, now));
  }

  @Override
  public Option<MonotonicTime> nextDeadline() {
    return twin.nextDeadline();
  }

  @Override
  public Step<EtherResponder, EtherEffect> wake(MonotonicTime now) {
    return silent(twin.wake(now));
  }

  private Step<EtherResponder, EtherEffect> silent(Step<EtherResponder, EtherEffect> step) {
    var next = step.state() == twin ? this : new SilentEther(step.state());
    return new Step<>(next, step.effects().filter(SilentEther::isInward));
  }

  private static boolean isInward(EtherEffect effect) {
    return switch (effect) {
      case EtherEffect.Learn _, EtherEffect.Own _, EtherEffect.Disown _ -> true;
      case EtherEffect.Transmit _, EtherEffect.Drop _, EtherEffect.Tell _ -> false;
    };
  }
}
