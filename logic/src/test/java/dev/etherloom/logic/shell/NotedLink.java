package dev.etherloom.logic.shell;

import dev.etherloom.frames.Emit;
import dev.etherloom.frames.EtherType;
import dev.etherloom.frames.MacAddress;
import dev.etherloom.frames.Slice;
import dev.etherloom.logic.arp.ArpPacket;
import dev.etherloom.logic.net.Vlan;
import dev.etherloom.logic.testkit.Stacks;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A link that only writes down what is asked of it. Its other end is there as soon as it was met,
 * which is due at any time.
 */
final class NotedLink implements FrameLink {
  static final long REST = Duration.ofMillis(100).toNanos();

  /** Who has the address of host 1? Asked by host 2, of all. */
  static final Slice QUESTION =
      Stacks.frame(
          2,
          MacAddress.BROADCAST,
          Vlan.UNTAGGED,
          EtherType.ARP,
          ArpPacket.request(Stacks.mac(2), Stacks.ip(2), Stacks.ip(1)));

  final List<String> done = new ArrayList<>();
  final List<Long> waits = new ArrayList<>();

  /** What happens in a wait. */
  Runnable asleep = () -> {};

  /** What happens in a meeting. */
  Runnable meeting = () -> {};

  private Optional<Slice> waiting = Optional.empty();
  private Optional<Slice> taken = Optional.empty();
  private boolean peered;

  /** A frame that waits to be received. */
  void come(Slice frame) {
    waiting = Optional.of(frame);
  }

  @Override
  public long restNanos(long now) {
    return REST;
  }

  @Override
  public boolean isPeered() {
    return peered;
  }

  @Override
  public boolean cuts() {
    return false;
  }

  @Override
  public boolean shouldMeet(long now, boolean busy) {
    return true;
  }

  @Override
  public void meet(long now) {
    done.add("meet");
    meeting.run();
    peered = true;
  }

  @Override
  public int receive() {
    taken = waiting;
    waiting = Optional.empty();
    done.add("receive " + taken.stream().count());
    return (int) taken.stream().count();
  }

  @Override
  public Slice frame(int index) {
    return taken.orElseThrow();
  }

  @Override
  public boolean send(Emit frame) {
    done.add("send");
    return true;
  }

  @Override
  public void flush() {
    done.add("flush");
  }

  @Override
  public void await(long nanos) {
    waits.add(nanos);
    asleep.run();
  }

  @Override
  public void wake() {}
}
