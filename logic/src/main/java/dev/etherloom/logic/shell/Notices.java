package dev.etherloom.logic.shell;

import dev.etherloom.logic.stack.Effect;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where notices go that no command waits for: the log. */
final class Notices {
  private static final Logger LOG = LoggerFactory.getLogger("stack");

  private Notices() {}

  static void log(Effect.Told told) {
    if (told.notice().isWarning()) {
      LOG.warn("{}: {}", told.host(), told.notice());
    } else {
      LOG.info("{}: {}", told.host(), told.notice());
    }
  }
}
