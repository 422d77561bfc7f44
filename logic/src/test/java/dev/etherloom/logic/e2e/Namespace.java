package dev.etherloom.logic.e2e;

import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * A network namespace, which lives as long as the process that holds it.
 *
 * @param holder its PID
 * @param root the PID of the holder of the user namespace in which one is root; none for root
 */
record Namespace(long holder, OptionalLong root) {
  private static final String DOOR = Lab.ROOT.resolve("logic/src/lab/door.pl").toString();

  /** The command that runs {@code command} in here, as root; it keeps the PID. */
  List<String> command(List<String> command) {
    return within(root, joined(List.of("nsenter", "-t", "" + holder, "-n", "--"), command));
  }

  /**
   * The same for tcpdump, which does not like to be root of a user namespace with one mapped user.
   */
  List<String> recorder(List<String> command) {
    return root.isEmpty() ? command(command) : joined(List.of("perl", DOOR, "" + holder), command);
  }

  /** {@code command} as root of the user namespace that {@code root} holds. */
  static List<String> within(OptionalLong root, List<String> command) {
    return root.isEmpty()
        ? command
        : joined(
            List.of("nsenter", "-t", "" + root.getAsLong(), "-U", "--preserve-credentials", "--"),
            command);
  }

  private static List<String> joined(List<String> first, List<String> second) {
    return Stream.concat(first.stream(), second.stream()).toList();
  }
}
