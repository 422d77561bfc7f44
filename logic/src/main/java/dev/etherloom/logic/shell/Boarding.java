package dev.etherloom.logic.shell;

import dev.etherloom.frames.Slice;
import dev.etherloom.logic.stack.Train;
import io.vavr.collection.List;
import io.vavr.control.Option;

/** Gathers the frames of a batch into trains; what joins none passes at once. */
final class Boarding {
  private Option<Train> waiting = Option.none();

  /** What may step now that this frame has come, in order. */
  List<Slice> take(Slice frame) {
    var longer = waiting.flatMap(train -> train.with(frame));
    if (longer.isDefined()) {
      waiting = longer;
      return List.empty();
    }
    var gone = rest();
    if (Train.isWorth(frame)) {
      waiting = Option.some(Train.of(frame));
      return gone;
    }
    return gone.isEmpty() ? List.of(frame) : gone.append(frame);
  }

  /** What still waits, at the batch's end. */
  List<Slice> rest() {
    var gone = waiting.map(Train::frames).getOrElse(List.empty());
    waiting = Option.none();
    return gone;
  }
}
