package dev.etherloom.logic.e2e;

import java.util.List;
import java.util.stream.Stream;

/**
 * A network namespace, which lives as long as the process that holds it.
 *
 * @param holder its PID
 * @param nested whether it lies inside a user namespace
 */
record Namespace(long holder, boolean nested) {
  /** The command that runs {@code command} in here; it keeps the PID. */
  List<String> command(List<String> command) {
    var enter =
        nested
            ? List.of("nsenter", "-t", "" + holder, "-U", "-n", "--preserve-credentials", "--")
            : List.of("nsenter", "-t", "" + holder, "-n", "--");
    return Stream.concat(enter.stream(), command.stream()).toList();
  }
}
