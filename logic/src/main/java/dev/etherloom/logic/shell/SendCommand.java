package dev.etherloom.logic.shell;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import dev.etherloom.frames.EtherType;
import dev.etherloom.frames.MacAddress;
import dev.etherloom.frames.Slice;
import dev.etherloom.logic.message.Courier;
import dev.etherloom.logic.message.Envelope;
import dev.etherloom.logic.message.MessageNotice;
import dev.etherloom.logic.message.Plan;
import dev.etherloom.logic.net.Vlan;
import dev.etherloom.logic.stack.Effect;
import dev.etherloom.logic.stack.HostConfig;
import io.vavr.collection.Vector;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code logic send}: one message, acknowledged; exit code 0 if it arrived whole. */
@Command(
    name = "send",
    mixinStandardHelpOptions = true,
    description = "Send a text, JSON or a file on an EtherType and wait until it has arrived.")
final class SendCommand implements Callable<Integer> {
  private static final int NOT_DELIVERED = 1;

  @Mixin HostOptions options = new HostOptions();

  @CommandLine.Option(
      names = "--destination",
      paramLabel = "MAC",
      required = true,
      converter = Converters.Mac.class,
      description = "Who shall have it; may be a group or ff:ff:ff:ff:ff:ff.")
  MacAddress destination = MacAddress.ZERO;

  @CommandLine.Option(
      names = "--ethertype",
      paramLabel = "0xNNNN",
      defaultValue = "0x88b5",
      converter = Converters.Type.class,
      description = "EtherType of the message (default: ${DEFAULT-VALUE}).")
  EtherType etherType = EtherType.EXPERIMENTAL_1;

  @ArgGroup(exclusive = true, multiplicity = "1")
  What what = new What();

  /** One of the three. */
  static final class What {
    @CommandLine.Option(names = "--message", paramLabel = "TEXT", description = "A text.")
    @Nullable String message;

    @CommandLine.Option(
        names = "--json",
        paramLabel = "FILE",
        description = "A file that holds JSON; checked first.")
    @Nullable Path json;

    @CommandLine.Option(names = "--file", paramLabel = "FILE", description = "Any file.")
    @Nullable Path file;
  }

  private boolean delivered;

  @Override
  public Integer call() throws Exception {
    var wiring = new Wiring(options);
    var courier = Courier.of(plan(wiring));
    var start = wiring.state(new HostConfig.Responders(Vector.of(courier), Vector.empty()));
    try (var running = RunningStack.open(start, options, Notices::log)) {
      running.listen(told -> tell(told, running));
      running.requireBinder();
      running.run();
    }
    return delivered ? 0 : NOT_DELIVERED;
  }

  private Plan plan(Wiring wiring) {
    try {
      return Plan.of(
          etherType,
          wiring.mac(),
          destination,
          Vlan.of(options.vlan),
          kind(),
          name(),
          wiring.secret().hash(2),
          content(),
          options.mtu);
    } catch (IllegalArgumentException e) {
      throw new ConfigException(String.valueOf(e.getMessage()));
    }
  }

  private Envelope.Kind kind() {
    return what.message != null
        ? Envelope.Kind.TEXT
        : what.json != null ? Envelope.Kind.JSON : Envelope.Kind.FILE;
  }

  private String name() {
    return what.file == null ? "" : String.valueOf(what.file.getFileName());
  }

  private Slice content() {
    if (what.message != null) {
      return Slice.utf8(what.message);
    }
    return what.json != null ? json(what.json) : read("--file", Objects.requireNonNull(what.file));
  }

  private static Slice json(Path file) {
    var octets = read("--json", file);
    try (var parser = new JsonFactory().createParser(octets.toBytes())) {
      while (parser.nextToken() != null) {
        // to the end
      }
      return octets;
    } catch (JsonProcessingException e) {
      throw new ConfigException(
          "--json %s:%d:%d: %s"
              .formatted(
                  file,
                  e.getLocation().getLineNr(),
                  e.getLocation().getColumnNr(),
                  e.getOriginalMessage()));
    } catch (IOException e) {
      throw new ConfigException("--json " + file + ": " + e);
    }
  }

  private static Slice read(String option, Path file) {
    try {
      return Slice.owning(Files.readAllBytes(file));
    } catch (IOException | OutOfMemoryError e) {
      throw new ConfigException(option + " " + file + ": cannot be read: " + e);
    }
  }

  private void tell(Effect.Told told, RunningStack running) {
    switch (told.notice()) {
      case MessageNotice.Delivered notice -> {
        delivered = true;
        System.out.println(notice);
        running.stop();
      }
      case MessageNotice.NotDelivered notice -> {
        System.err.println(notice);
        running.stop();
      }
      default -> Notices.log(told);
    }
  }
}
