package dev.etherloom.logic.responder.echo;

import dev.etherloom.frames.EtherType;
import dev.etherloom.logic.ethernet.EtherEffect;
import dev.etherloom.logic.ethernet.EtherResponder;
import dev.etherloom.logic.ethernet.Reception;
import dev.etherloom.logic.net.MonotonicTime;
import dev.etherloom.logic.net.Step;

/** Answers each frame of EtherType 0x88b5 with its own payload. */
public record EchoResponder() implements EtherResponder {
  @Override
  public String name() {
    return "echo";
  }

  @Override
  public EtherType etherType() {
    return EtherType.EXPERIMENTAL_1;
  }

  @Override
  public Step<EtherResponder, EtherEffect> receive(Reception in, MonotonicTime now) {
    if (in.toGroup()) {
      return Step.to(this); // two that answer a broadcast would answer each other for ever
    }
    return Step.to(this, in.reply(in.frame().payload()));
  }
}
