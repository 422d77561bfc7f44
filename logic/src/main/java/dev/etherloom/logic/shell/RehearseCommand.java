package dev.etherloom.logic.shell;

import dev.etherloom.frames.MacAddress;
import dev.etherloom.frames.Slice;
import dev.etherloom.frames.io.Account;
import dev.etherloom.frames.io.DatagramPair;
import dev.etherloom.frames.io.FrameMemory;
import dev.etherloom.frames.io.PollSet;
import dev.etherloom.frames.io.ReceiveBatch;
import dev.etherloom.frames.io.SendBatch;
import dev.etherloom.frames.io.SocketFile;
import dev.etherloom.logic.net.InterfaceAddress;
import io.vavr.control.Option;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/**
 * {@code logic rehearse}: runs the whole command against a binder of its own for a moment, so that
 * the build can record what a start needs (JEP 514). Not for users.
 */
@Command(name = "rehearse", hidden = true)
final class RehearseCommand implements Callable<Integer> {
  private static final int BATCHES = 3_000;

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

  @Override
  public Integer call() throws Exception {
    var folder = Files.createTempDirectory("etherloom");
    try {
      rehearse(folder);
    } finally {
      Files.delete(folder);
    }
    return 0;
  }

  private static void rehearse(Path folder) throws IOException {
    var options = new HostOptions();
    options.rawToLogic = folder.resolve("l");
    options.logicToRaw = folder.resolve("b");
    options.mac = MacAddress.of("02:00:00:00:00:aa");
    options.addresses.add(InterfaceAddress.of("10.77.0.2/24"));
    options.socketMode = 0600;
    var start = new Wiring(options).state(options.network(Option.none()), Responders.found());
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

  /** The binder's part: peers, asks, sends echo requests, reads what comes. */
  private static void play(Path folder, RunningStack running) {
    var memory = new FrameMemory();
    var files =
        new SocketFile[] {new SocketFile(folder.resolve("b")), new SocketFile(folder.resolve("l"))};
    try (var pair = DatagramPair.open(files[0], files[1], 0600, Account.current(), memory)) {
      while (!pair.isPeered()) {
        pair.meet(System.nanoTime());
      }
      var sendMemory = new FrameMemory();
      var batch = new SendBatch(sendMemory);
      var incoming = new ReceiveBatch(memory, 0, false);
      var readable = new PollSet(pair.fd());
      for (int i = 0; i < BATCHES; i++) {
        for (int j = 0; j < 8; j++) {
          var frame = i % 100 == 0 ? QUESTION : ECHO;
          frame.copyTo(sendMemory.octets(), FrameMemory.slot(j));
          batch.add(FrameMemory.slot(j), frame.length());
        }
        pair.send(batch, PollSet.untilWritable(pair.fd()), 0);
        if (readable.awaitNanos(1_000_000)) {
          var _ = pair.receive(incoming);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      running.stop();
    }
  }
}
