package dev.etherloom.logic.shell;

import dev.etherloom.frames.EtherType;
import dev.etherloom.logic.message.Envelope;
import dev.etherloom.logic.message.Mailbox;
import dev.etherloom.logic.message.MessageNotice;
import dev.etherloom.logic.stack.Effect;
import dev.etherloom.logic.stack.HostConfig;
import io.vavr.collection.Vector;
import io.vavr.control.Option;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code logic work}: a loop that works, and stops for each message at once. */
@Command(
    name = "work",
    mixinStandardHelpOptions = true,
    description = "Work in a loop, and react at once to messages on an EtherType.")
final class WorkCommand implements Callable<Integer> {
  private static final int MAX_DELAY_MILLIS = 3_600_000;

  @Mixin HostOptions options = new HostOptions();

  @CommandLine.Option(
      names = "--work-delay-ms",
      paramLabel = "MS",
      defaultValue = "500",
      description = "Time between iterations (default: ${DEFAULT-VALUE}).")
  int workDelay;

  @CommandLine.Option(
      names = "--ethertype",
      paramLabel = "0xNNNN",
      defaultValue = "0x88b5",
      converter = Converters.Type.class,
      description = "EtherType of the messages (default: ${DEFAULT-VALUE}).")
  EtherType etherType = EtherType.EXPERIMENTAL_1;

  @CommandLine.Option(
      names = "--save",
      paramLabel = "FOLDER",
      description = "Keep files that arrive in this folder, under their own names.")
  @Nullable Path folder;

  @Override
  public Integer call() throws Exception {
    if (workDelay < 1 || workDelay > MAX_DELAY_MILLIS) {
      throw new ConfigException(
          "--work-delay-ms " + workDelay + ": has to be from 1 to " + MAX_DELAY_MILLIS);
    }
    if (folder != null && !Files.isDirectory(folder)) {
      throw new ConfigException("--save " + folder + ": is no folder");
    }
    var mailbox = Mailbox.of(etherType, Option.some(Duration.ofMillis(workDelay)));
    var start =
        new Wiring(options).state(new HostConfig.Responders(Vector.of(mailbox), Vector.empty()));
    try (var running = RunningStack.open(start, options, this::tell)) {
      running.whenReady(running::announce);
      running.run();
      running.printCounters();
    }
    return 0;
  }

  private void tell(Effect.Told told) {
    switch (told.notice()) {
      case MessageNotice.Worked worked -> System.out.println(worked);
      case MessageNotice.Received received -> {
        System.out.println(received);
        if (folder != null && received.about().kind() == Envelope.Kind.FILE) {
          save(received, folder);
        }
      }
      default -> Notices.log(told);
    }
  }

  /** Under its own name without any path; where that is taken, with the message's id behind it. */
  private static void save(MessageNotice.Received received, Path folder) {
    var bare = received.about().name().replaceAll("[^A-Za-z0-9._-]", "_").replaceAll("^\\.+", "_");
    var name = bare.isEmpty() ? "unnamed" : bare;
    var free = folder.resolve(name);
    var file =
        Files.exists(free)
            ? folder.resolve(name + "." + Long.toHexString(received.about().id()))
            : free;
    try {
      Files.write(file, received.content().toBytes(), StandardOpenOption.CREATE_NEW);
      System.out.println("saved " + file);
    } catch (IOException e) {
      System.err.println("cannot save " + file + ": " + e);
    }
  }
}
