package dev.etherloom.binder;

import dev.etherloom.binder.policy.MacPattern;
import dev.etherloom.frames.EtherType;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** What the binder is told on its command line. */
final class Options {
  @ArgGroup(exclusive = true, multiplicity = "1")
  Device device = new Device();

  /** One of the two. */
  static final class Device {
    @Option(
        names = "--interface",
        paramLabel = "IF",
        description = "Network interface, through a packet socket.")
    @Nullable String packet;

    @Option(names = "--tap", paramLabel = "NAME", description = "TAP device to attach to.")
    @Nullable String tap;
  }

  @Option(
      names = "--mac",
      paramLabel = "MAC[/BITS]",
      converter = MacConverter.class,
      description = "Source address that logic may send from; may be given several times.")
  List<MacPattern> macs = new ArrayList<>();

  @Option(names = "--any-source", description = "Let logic send from any address.")
  boolean anySource;

  @Option(
      names = "--ethertype",
      paramLabel = "0xNNNN",
      converter = TypeConverter.class,
      description = "EtherType that logic may send (default: all); may be given several times.")
  List<EtherType> types = new ArrayList<>();

  @Option(
      names = "--rate",
      paramLabel = "FRAMES_PER_S",
      converter = RateConverter.class,
      description = "The most frames a second that logic may send.")
  int rate;

  @Option(names = "--promiscuous", description = "Take in frames for everybody.")
  boolean promiscuous;

  @Option(
      names = "--no-offload",
      description = "Cut TCP super-frames, so that every frame to logic fits the MTU.")
  boolean noOffload;

  @Option(
      names = "--datagrams-only",
      description = "Offer logic no shared memory: every frame is a datagram.")
  boolean datagramsOnly;

  @Option(
      names = "--raw-to-logic",
      paramLabel = "PATH",
      defaultValue = "/tmp/raw_to_logic.sock",
      description = "Socket that logic binds (default: ${DEFAULT-VALUE}).")
  Path rawToLogic = Path.of("/tmp/raw_to_logic.sock");

  @Option(
      names = "--logic-to-raw",
      paramLabel = "PATH",
      defaultValue = "/tmp/logic_to_raw.sock",
      description = "Socket that binder binds (default: ${DEFAULT-VALUE}).")
  Path logicToRaw = Path.of("/tmp/logic_to_raw.sock");

  @Option(
      names = "--socket-mode",
      paramLabel = "MODE",
      defaultValue = "0660",
      converter = ModeConverter.class,
      description = "Permissions of the socket, octal (default: ${DEFAULT-VALUE}).")
  int socketMode;

  @Option(
      names = "--socket-group",
      paramLabel = "GROUP",
      description = "Group of the socket (default: the user's own).")
  @Nullable String socketGroup;

  @Option(
      names = "--user",
      paramLabel = "USER",
      defaultValue = "nobody",
      description = "Whom it becomes when started as root (default: ${DEFAULT-VALUE}).")
  String user = "nobody";

  @Option(names = "--keep-privileges", description = "For debugging: keep all privileges.")
  boolean keepPrivileges;

  /** The link's descriptor, opened before this program was executed anew. */
  @Option(names = "--adopt", hidden = true)
  @Nullable Integer adopted;

  static final class MacConverter implements ITypeConverter<MacPattern> {
    @Override
    public MacPattern convert(String text) {
      return MacPattern.parse(text)
          .getOrElseThrow(
              () ->
                  new TypeConversionException(
                      "'" + text + "' is not a MAC address, as 02:00:00:00:00:10, or MAC/BITS"));
    }
  }

  static final class TypeConverter implements ITypeConverter<EtherType> {
    @Override
    public EtherType convert(String text) {
      return EtherType.parse(text)
          .getOrElseThrow(
              () ->
                  new TypeConversionException(
                      "'" + text + "' is not an EtherType from 0x0600 to 0xffff, as 0x88b5"));
    }
  }

  static final class RateConverter implements ITypeConverter<Integer> {
    @Override
    public Integer convert(String text) {
      if (!text.matches("[1-9]\\d{0,8}")) {
        throw new TypeConversionException("'" + text + "' is not a number of frames a second");
      }
      return Integer.parseInt(text);
    }
  }

  static final class ModeConverter implements ITypeConverter<Integer> {
    @Override
    public Integer convert(String text) {
      if (!text.matches("0?[0-7]{3}")) {
        throw new TypeConversionException("'" + text + "' is not an octal mode, as 0660");
      }
      return Integer.parseInt(text, 8);
    }
  }
}
