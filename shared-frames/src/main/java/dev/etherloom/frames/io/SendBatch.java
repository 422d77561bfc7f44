package dev.etherloom.frames.io;

/**
 * Sends up to 64 datagrams out of a {@link FrameMemory} by one call (sendmmsg(2)), without
 * blocking. Datagrams are added, then sent; the caller decides what becomes of those that the
 * kernel does not take.
 */
public final class SendBatch {
  private final FrameMemory memory;
  private final MessageVector vector = new MessageVector();
  private final int[] starts = new int[FrameMemory.SLOTS];
  private final int[] lengths = new int[FrameMemory.SLOTS];
  private int count;
  private int sent;

  public SendBatch(FrameMemory memory) {
    this.memory = memory;
  }

  public FrameMemory memory() {
    return memory;
  }

  public boolean isFull() {
    return count == FrameMemory.SLOTS;
  }

  /** Datagrams added, sent or not. */
  public int count() {
    return count;
  }

  /** Datagrams added and neither sent nor skipped. */
  public int remaining() {
    return count - sent;
  }

  /** Adds the octets from the absolute index {@code start} on. The batch must not be full. */
  public void add(int start, int length) {
    vector.buffer(count, memory.addressOf(start), length);
    starts[count] = start;
    lengths[count] = length;
    count++;
  }

  /** Where datagram {@code index} begins. */
  public int start(int index) {
    return starts[index];
  }

  /** Octets of datagram {@code index}. */
  public int length(int index) {
    return lengths[index];
  }

  /** Datagram {@code index} begins at {@code start} now, {@code longer} octets longer. */
  public void move(int index, int start, int longer) {
    starts[index] = start;
    lengths[index] += longer;
    vector.buffer(index, memory.addressOf(start), lengths[index]);
  }

  /** Where the first datagram that remains begins. */
  public int headStart() {
    return starts[sent];
  }

  public int headLength() {
    return lengths[sent];
  }

  /** Hands over what remains: how many datagrams were taken, or the negative error number. */
  public int send(int fd) {
    int taken = LibC.C.sendmmsg(fd, vector.address(sent), remaining(), LibC.MSG_DONTWAIT);
    if (taken < 0) {
      return -LibC.errno();
    }
    sent += taken;
    return taken;
  }

  /**
   * Hands over the first datagram that remains, with a control message (cmsg(3)) beside it: 1, or
   * the negative error number.
   */
  int sendFirstWith(int fd, long control, int length) {
    vector.control(sent, control, length);
    int taken = LibC.C.sendmmsg(fd, vector.address(sent), 1, LibC.MSG_DONTWAIT);
    int result = taken < 0 ? -LibC.errno() : taken;
    vector.control(sent, 0, 0);
    sent += Math.max(0, taken);
    return result;
  }

  /** Leaves the next {@code number} datagrams out. */
  public void skip(int number) {
    sent += number;
  }

  public void clear() {
    count = 0;
    sent = 0;
  }
}
