package dev.etherloom.logic.tcp;

import dev.etherloom.frames.Slice;
import dev.etherloom.logic.testkit.SimNet;
import java.util.List;

/** Several who look, the others before the one who judges. */
record SimObservers(SimWatch watch, List<SimNet.Observer> others) implements SimNet.Observer {
  @Override
  public void sent(int port, long at, Slice frame) {
    others.forEach(one -> one.sent(port, at, frame));
    watch.sent(port, at, frame);
  }

  @Override
  public void delivered(int port, long at, Slice frame, boolean intact) {
    others.forEach(one -> one.delivered(port, at, frame, intact));
    watch.delivered(port, at, frame, intact);
  }

  @Override
  public void stepped(int port, int frames) {
    watch.stepped(port, frames);
  }
}
