package dev.etherloom.logic.shell;

import java.io.IOException;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command {@code logic}: an unprivileged network stack behind a pair of sockets. */
@Command(
    name = "logic",
    mixinStandardHelpOptions = true,
    version = "Etherloom 0.1.0",
    description = "Protocol logic on real frames, without privilege.",
    subcommands = {
      RunCommand.class,
      PingCommand.class,
      WorkCommand.class,
      SendCommand.class,
      DecodeCommand.class,
      WatchCommand.class,
      RehearseCommand.class
    },
    synopsisSubcommandLabel = "COMMAND")
final class Main {
  private static final int WRONG_USE = 2;
  private static final int FAILED = 1;

  private Main() {}

  public static void main(String[] arguments) {
    System.exit(commandLine().execute(arguments));
  }

  static CommandLine commandLine() {
    return new CommandLine(new Main())
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setParameterExceptionHandler(
            (refused, _) -> {
              var command = refused.getCommandLine();
              command.getErr().println(command.getCommandName() + ": " + refused.getMessage());
              command
                  .getErr()
                  .println("Try '" + command.getCommandSpec().qualifiedName() + " --help'.");
              return WRONG_USE;
            })
        .setExecutionExceptionHandler(
            (failure, command, _) -> {
              if (isNobodyReading(failure)) {
                return 0;
              }
              command.getErr().println(command.getCommandName() + ": " + reason(failure));
              return failure instanceof ConfigException ? WRONG_USE : FAILED;
            });
  }

  /** Whoever read our output has had enough: {@code … | head}. */
  private static boolean isNobodyReading(Exception failure) {
    return failure instanceof IOException && "Broken pipe".equals(failure.getMessage());
  }

  private static String reason(Exception failure) {
    return failure.getMessage() == null ? failure.toString() : failure.getMessage();
  }
}
