package dev.etherloom.logic.fuzz;

import dev.etherloom.frames.Slice;
import dev.etherloom.logic.capture.CaptureFile;
import dev.etherloom.logic.capture.CaptureRecord;
import dev.etherloom.logic.decode.Decoder;
import dev.etherloom.logic.decode.Protocol;
import io.vavr.Tuple;
import io.vavr.Tuple2;
import io.vavr.collection.HashMap;
import io.vavr.collection.Map;
import io.vavr.collection.Vector;
import io.vavr.control.Option;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.ArgumentsProvider;
import org.junit.jupiter.params.support.ParameterDeclarations;

/**
 * What fuzzing starts from, and what every test run repeats: a text file for each target, a line of
 * a name and hexadecimal digits for each input, {@code #} before remarks. Findings, which the
 * fuzzer puts into a folder for each target, are repeated too. If the environment variable
 * ETHERLOOM_CAPTURES names a folder of capture files, their frames are further seeds.
 */
final class Seeds implements ArgumentsProvider {
  private static final int LONGEST = 4_096;
  private static final int MOST = 400;
  private static final int FRAMES_IN_ROW = 8;

  @Override
  public Stream<? extends Arguments> provideArguments(
      ParameterDeclarations parameters, ExtensionContext context) {
    var target = Target.labelled(context.getRequiredTestMethod().getName());
    return written(target)
        .appendAll(captured(target))
        .map(seed -> Arguments.of((Object) seed._2.toBytes()))
        .toJavaStream();
  }

  /** The seeds of the target's text file, with their names. */
  static Vector<Tuple2<String, Slice>> written(Target target) {
    return Vector.ofAll(lines(folder().resolve("seeds").resolve(target.label() + ".txt")))
        .map(line -> line.strip().split("\\s+", 2))
        .filter(parts -> parts.length > 1 && !parts[0].startsWith("#"))
        .map(parts -> Tuple.of(parts[0], Slice.hex(parts[1])));
  }

  /** What the fuzzer once found. */
  static Vector<Tuple2<String, Slice>> found(Target target) {
    var inputs = folder().resolve("FuzzTargetsInputs").resolve(target.label());
    return files(inputs).map(file -> Tuple.of(file.getFileName().toString(), octets(file)));
  }

  private static Path folder() {
    try {
      var seeds = Seeds.class.getResource("seeds");
      if (seeds == null) {
        throw new IllegalStateException("no seeds on the class path");
      }
      return Path.of(seeds.toURI()).resolveSibling("");
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Seeds of the folder that ETHERLOOM_CAPTURES names: spread over it, the long ones left out. */
  static Vector<Tuple2<String, Slice>> captured(Target target) {
    var files =
        Option.of(System.getenv("ETHERLOOM_CAPTURES"))
            .filter(name -> !name.isBlank())
            .map(name -> files(Path.of(name)))
            .getOrElse(Vector.empty())
            .filter(file -> file.toString().matches(".*\\.(pcap|pcapng|cap)"));
    var seeds = files.flatMap(file -> of(target, file).map(it -> Tuple.of(name(file), it)));
    int step = 1 + seeds.length() / MOST;
    return seeds.zipWithIndex().filter(it -> it._2 % step == 0).map(Tuple2::_1);
  }

  private static String name(Path file) {
    return file.getFileName().toString();
  }

  private static Vector<Slice> of(Target target, Path file) {
    return switch (target) {
      case PCAP, PCAPNG ->
          Vector.of(octets(file)).map(all -> all.first(Math.min(all.length(), LONGEST)));
      case FRAME -> ethernet(file);
      case TRAFFIC -> ethernet(file).grouped(FRAMES_IN_ROW).map(DecoderChecks::inRow).toVector();
      default -> parts(layers(target), file);
    };
  }

  /** The layers of captured frames with which a target may start. */
  private static Vector<Protocol> layers(Target target) {
    return switch (target) {
      case NDP, MLD -> Vector.of(Protocol.ICMPV6);
      case HTTP_SERVER -> Vector.of(Protocol.HTTP);
      case DNS -> Vector.of(Protocol.DNS, Protocol.MDNS, Protocol.LLMNR);
      default -> Vector.of(Protocol.values()).filter(it -> it.name().equals(target.name()));
    };
  }

  private static Vector<Slice> ethernet(Path file) {
    return packets(file)
        .filter(packet -> packet.linkType() == DecoderChecks.ETHERNET)
        .map(CaptureRecord::captured);
  }

  private static Vector<CaptureRecord.Packet> packets(Path file) {
    return CaptureFile.read(octets(file))
        .records()
        .filter(it -> it instanceof CaptureRecord.Packet && it.captured().length() <= LONGEST)
        .map(CaptureRecord.Packet.class::cast);
  }

  /** Of each frame what stands from a layer of the target on; one for each path and length. */
  private static Vector<Slice> parts(Vector<Protocol> layers, Path file) {
    if (layers.isEmpty()) {
      return Vector.empty();
    }
    var parts = packets(file).flatMap(packet -> parts(layers, packet));
    Map<Object, Slice> distinct = parts.foldLeft(HashMap.empty(), (map, it) -> map.put(it));
    return distinct.values().toVector();
  }

  private static Vector<Tuple2<Object, Slice>> parts(
      Vector<Protocol> layers, CaptureRecord packet) {
    var decoded = new Decoder().decode(1, packet);
    var frame = packet.captured();
    return decoded
        .layers()
        .filter(layer -> layers.contains(layer.protocol()))
        .toVector()
        .map(layer -> frame.from(Math.min(layer.octets().offset(), frame.length())))
        .map(part -> Tuple.of(Tuple.of(decoded.protocols(), part.length()), part));
  }

  private static Vector<Path> files(Path folder) {
    if (!Files.isDirectory(folder)) {
      return Vector.empty();
    }
    try (var files = Files.list(folder)) {
      return Vector.ofAll(files.filter(Files::isRegularFile).sorted().toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static java.util.List<String> lines(Path file) {
    try {
      return Files.exists(file) ? Files.readAllLines(file) : java.util.List.of();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Slice octets(Path file) {
    try {
      return Slice.owning(Files.readAllBytes(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
