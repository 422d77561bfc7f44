package dev.etherloom.logic.shell;

import dev.etherloom.frames.MacAddress;
import dev.etherloom.frames.Slice;
import dev.etherloom.frames.io.Account;
import dev.etherloom.frames.io.FrameMemory;
import dev.etherloom.frames.io.FramePair;
import dev.etherloom.frames.io.SendBatch;
import dev.etherloom.frames.io.SocketFile;
import dev.etherloom.logic.capture.Direction;
import dev.etherloom.logic.http.HttpResponder;
import dev.etherloom.logic.net.InterfaceAddress;
import io.vavr.collection.Vector;
import io.vavr.control.Option;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/**
 * {@code logic rehearse}: runs the whole command against a binder of its own for a moment, so that
 * the build can record what a start needs (JEP 514). Not for users.
 */
@Command(name = "rehearse", hidden = true)
final class RehearseCommand implements Callable<Integer> {
  private static final int BATCHES = 300;
  private static final int DECODED = 3_000;
  private static final int CONNECTIONS = 600;
  private static final int AT_ONCE = 100;
  private static final int REQUESTS = 8;

  /** Who has 10.77.0.2? 10.77.0.1 asks; then an echo request with 56 octets from there. */
  private static final Slice QUESTION =
      Slice.hex(
          "ffffffffffff 020000000001 0806 0001080006040001"
              + "020000000001 0a4d0001 000000000000 0a4d0002");

  private static final Slice ECHO =
      Slice.hex(
          "0200000000aa 020000000001 0800 4500005400010000 4001660c 0a4d0001 0a4d0002"
              + "0800f7fe00010000"
              + "00".repeat(56));

  /** What a decoder meets: a connection's beginning, a request, an answer, a solicitation. */
  private static final Vector<Slice> FRAMES =
      Vector.of(
          QUESTION,
          ECHO,
          Slice.hex(
              "0200000000aa 020000000001 0800 4500003c000100004006661f0a4d00010a4d0002"
                  + "9c400050000003e800000000a002200072ea0000"
                  + "020405b40402080a000000010000000001030307"),
          Slice.hex(
              "0200000000aa 020000000001 0800 4500005100020000400666090a4d00010a4d0002"
                  + "9c400050000003e90000138880182000e3e000000101080a0000000200000001"
                  + "474554202f20485454502f312e310d0a486f73743a206c61620d0a0d0a"),
          Slice.hex(
              "0200000000aa 020000000001 0800 4500005c00030000401165f20a4d00010a4d0002"
                  + "00359c4100485d52 000781000001000100000000"
                  + "03777777076578616d706c65036f72670000010001"
                  + "03777777076578616d706c65036f726700000100010000003c0004c0000201"),
          Slice.hex(
              "3333ff000002 020000000001 86dd 6000000000203aff"
                  + "fd770000000000000000000000000001 ff0200000000000000000001ff000002"
                  + "87007ca900000000 fd770000000000000000000000000002 0101020000000001"));

  @Override
  public Integer call() throws Exception {
    var folder = Files.createTempDirectory("etherloom");
    var capture = folder.resolve("rehearsal.pcapng");
    try {
      rehearse(folder);
      decode(capture);
    } finally {
      Files.deleteIfExists(capture);
      Files.delete(folder);
    }
    return 0;
  }

  /** Decodes a capture made up for it, in all forms. */
  private static void decode(Path capture) throws IOException {
    try (var tap = CaptureTap.create(capture, "rehearsal")) {
      for (int i = 0; i < DECODED; i++) {
        tap.frame(Direction.INBOUND, FRAMES.get(i % FRAMES.length()));
      }
    }
    for (var form : Vector.of("--json", "--stats", "-x", "-v")) {
      var command = new DecodeCommand(OutputStream.nullOutputStream());
      var _ = new CommandLine(command).execute(form, capture.toString());
    }
  }

  private static void rehearse(Path folder) throws IOException {
    var options = new HostOptions();
    options.rawToLogic = folder.resolve("l");
    options.logicToRaw = folder.resolve("b");
    options.mac = MacAddress.of("02:00:00:00:00:aa");
    options.addresses.add(InterfaceAddress.of("10.77.0.2/24"));
    options.socketMode = 0600;
    var start =
        new Wiring(options)
            .state(options.network(Option.none()), Responders.found().and(new HttpResponder()));
    try (var running = RunningStack.open(start, options, Notices::log)) {
      var binder = new Thread(() -> play(folder, running), "rehearsal");
      binder.start();
      running.run();
      binder.join();
      running.printCounters();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** The binder's part: peers, asks, is a crowd of clients, sends echo requests. */
  private static void play(Path folder, RunningStack running) {
    var memory = new FrameMemory();
    var files =
        new SocketFile[] {new SocketFile(folder.resolve("b")), new SocketFile(folder.resolve("l"))};
    try (var pair =
        FramePair.open(files[0], files[1], 0600, Account.current(), FramePair.End.BINDER, memory)) {
      while (!pair.isPeered()) {
        pair.meet(System.nanoTime());
      }
      ask(pair);
      new Rehearsal(pair, CONNECTIONS).play(AT_ONCE, REQUESTS);
      echo(pair);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      running.stop();
    }
  }

  /** Asks until the other side is there to answer. */
  private static void ask(FramePair pair) {
    var memory = new FrameMemory();
    var batch = new SendBatch(memory);
    var readable = pair.readable();
    var writable = pair.writable();
    do {
      QUESTION.copyTo(memory.octets(), FrameMemory.slot(0));
      batch.add(FrameMemory.slot(0), QUESTION.length());
      pair.send(batch, writable, 0);
    } while (!pair.await(readable, 10_000_000));
    var _ = pair.receive();
  }

  private static void echo(FramePair pair) {
    var memory = new FrameMemory();
    var batch = new SendBatch(memory);
    var readable = pair.readable();
    var writable = pair.writable();
    for (int i = 0; i < BATCHES; i++) {
      for (int j = 0; j < 8; j++) {
        var frame = i % 100 == 0 ? QUESTION : ECHO;
        frame.copyTo(memory.octets(), FrameMemory.slot(j));
        batch.add(FrameMemory.slot(j), frame.length());
      }
      pair.send(batch, writable, 0);
      if (pair.await(readable, 1_000_000)) {
        var _ = pair.receive();
      }
    }
  }
}
