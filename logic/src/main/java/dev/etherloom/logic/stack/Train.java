package dev.etherloom.logic.stack;

import dev.etherloom.frames.InternetChecksum;
import dev.etherloom.frames.Slice;
import dev.etherloom.frames.Writer;
import io.vavr.collection.List;
import io.vavr.control.Option;

/**
 * Frames that came one right behind the other and carry one run of a TCP stream. They are taken as
 * the one frame that a link would have brought which puts segments together (receive offload), so
 * that what a step costs is paid once for all. Nothing waits for that: a train is what is there.
 *
 * <p>Only what nobody could tell apart afterwards is joined: all is the same in these frames but
 * the sequence number, which goes on where the last one ended, the packet's identification, and the
 * checksums. All carry as many octets, save the last; none says more than ACK; PSH ends a train.
 * Each has to be intact: where one is not, all go their way alone, and that one is refused as ever.
 *
 * @param cars the newest first; at least one
 * @param length octets of the frame that they make together
 */
public record Train(List<Car> cars, int length) {
  /** Octets of the longest frame that this makes; no packet in it is too long for its header. */
  private static final int LONGEST = 65_535;

  /** Octets of text below which there is little to gain, and TCP counts short segments. */
  private static final int WORTH = 1_000;

  /** A train of one frame, which may be of any kind. */
  public static Train of(Slice frame) {
    return new Train(List.of(Car.of(frame)), frame.length());
  }

  /** Whether it is long enough that another may follow in its train. */
  public static boolean isWorth(Slice frame) {
    return frame.length() > WORTH;
  }

  /** With one frame more; none where that does not go on where this ends. */
  public Option<Train> with(Slice next) {
    var last = cars.head();
    if (last.text().length() < WORTH
        || last.frame().length() > InternetChecksum.LOOKED_AT
        || last.frame().length() < next.length()
        || last.frame().length() < cars.last().frame().length()) {
      return Option.none();
    }
    var car = Car.of(next);
    int together = length + car.text().length();
    return last.leads(car) && together <= LONGEST
        ? Option.some(new Train(cars.prepend(car), together))
        : Option.none();
  }

  /** One frame in the place of all, or all in their order where one of them is not intact. */
  public List<Slice> frames() {
    if (cars.tail().isEmpty()) {
      return List.of(cars.head().frame());
    }
    return cars.forAll(Car::isIntact) ? List.of(whole()) : cars.map(Car::frame).reverse();
  }

  /** What the first says, of all that they carry, with the last one's PSH. */
  private Slice whole() {
    var out = Writer.allocate(length);
    cars.foldRight(
        false,
        (car, headed) -> {
          out.put(headed ? car.text() : car.frame());
          return true;
        });
    cars.last().measure(out, cars.head());
    return out.written();
  }
}
