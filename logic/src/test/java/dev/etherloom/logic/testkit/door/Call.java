package dev.etherloom.logic.testkit.door;

import dev.etherloom.logic.net.MonotonicTime;
import io.vavr.control.Option;

/** A request that may have to wait. */
interface Call {
  /** The answer, or none as long as it blocks. */
  Option<Reply> attempt();

  /** When it is to be attempted even if nothing happens. */
  default Option<MonotonicTime> deadline() {
    return Option.none();
  }

  /** What a request comes to. */
  sealed interface Reply {
    record Ok(String text) implements Reply {}

    record Err(int errno) implements Reply {}

    static Option<Reply> ok(Object value) {
      return Option.some(new Ok(value.toString()));
    }

    static Option<Reply> err(int errno) {
      return Option.some(new Err(errno));
    }

    static Option<Reply> done() {
      return Option.some(new Ok(""));
    }

    static Option<Reply> invalid() {
      return err(Errno.EINVAL);
    }

    /** The line that says so, behind the request's tag. */
    default String line(String tag) {
      return switch (this) {
        case Ok(var text) when text.isEmpty() -> tag + " OK";
        case Ok(var text) -> tag + " OK " + text;
        case Err(var errno) -> tag + " ERR " + errno;
      };
    }
  }
}
