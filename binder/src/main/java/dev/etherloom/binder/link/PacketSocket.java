package dev.etherloom.binder.link;

import dev.etherloom.binder.policy.MacPattern;
import dev.etherloom.frames.io.LibC;
import io.vavr.collection.Vector;
import java.nio.ByteBuffer;

/** An AF_PACKET socket and its options (packet(7)); CAP_NET_RAW is enough for all of them. */
final class PacketSocket {
  static final int SOL_PACKET = 263;
  static final int PACKET_AUXDATA = 8;
  private static final int AF_PACKET = 17;
  private static final int SOCK_RAW = 3;
  private static final int SOL_SOCKET = 1;
  private static final int SO_ERROR = 4;
  private static final int SO_SNDBUF = 7;
  private static final int SO_RCVBUF = 8;
  private static final int SO_ATTACH_FILTER = 26;
  private static final int SO_SNDBUFFORCE = 32;
  private static final int SO_RCVBUFFORCE = 33;
  private static final int SO_LOCK_FILTER = 44;
  private static final int PACKET_ADD_MEMBERSHIP = 1;
  private static final int PACKET_STATISTICS = 6;
  private static final int PACKET_VNET_HDR = 15;
  private static final int PACKET_IGNORE_OUTGOING = 23;
  private static final int MEMBER_PROMISC = 1;
  private static final int MEMBER_ALLMULTI = 2;
  private static final int MEMBER_UNICAST = 3;
  private static final int ETH_P_ALL = 3;
  private static final int BUFFER = 4 << 20;

  private final int fd;

  PacketSocket(int fd) {
    this.fd = fd;
  }

  /** A socket that receives nothing yet. */
  static PacketSocket open() {
    var socket =
        new PacketSocket(
            LibC.check(
                LibC.C.socket(AF_PACKET, SOCK_RAW, 0),
                "opening a packet socket (it needs CAP_NET_RAW)"));
    socket.require(PACKET_IGNORE_OUTGOING, 1);
    socket.require(PACKET_AUXDATA, 1);
    socket.require(PACKET_VNET_HDR, 1);
    socket.buffer(SO_RCVBUFFORCE, SO_RCVBUF);
    socket.buffer(SO_SNDBUFFORCE, SO_SNDBUF);
    return socket;
  }

  int fd() {
    return fd;
  }

  private void require(int option, int value) {
    var _ = LibC.check(set(option, value) ? 0 : -1, "setting packet option " + option);
  }

  /** Sets an option; whether the kernel has it. */
  boolean set(int option, int value) {
    return set(option, LibC.memory(4).putInt(0, value), 4);
  }

  boolean set(int option, ByteBuffer value, int length) {
    return LibC.C.setsockopt(fd, SOL_PACKET, option, LibC.address(value), length) == 0;
  }

  private void buffer(int forced, int plain) {
    var octets = LibC.memory(4).putInt(0, BUFFER);
    if (LibC.C.setsockopt(fd, SOL_SOCKET, forced, LibC.address(octets), 4) < 0) {
      var _ = LibC.C.setsockopt(fd, SOL_SOCKET, plain, LibC.address(octets), 4);
    }
  }

  /** Has the interface take in what is for these addresses, or everything. */
  void join(int index, Vector<MacPattern> macs, boolean promiscuous) {
    member(index, MEMBER_ALLMULTI, 0);
    if (promiscuous) {
      member(index, MEMBER_PROMISC, 0);
      return;
    }
    for (var mac : macs) {
      member(index, MEMBER_UNICAST, mac.address().bits());
    }
  }

  private void member(int index, int type, long mac) {
    var request = LibC.memory(16).putInt(0, index).putShort(4, (short) type).putShort(6, (short) 6);
    for (int i = 0; i < 6; i++) {
      request.put(8 + i, (byte) (mac >>> (40 - 8 * i)));
    }
    var _ =
        LibC.check(
            LibC.C.setsockopt(fd, SOL_PACKET, PACKET_ADD_MEMBERSHIP, LibC.address(request), 16),
            "adding a membership of type " + type);
  }

  /** Attaches a filter for good. */
  void filter(Filter filter) {
    var instructions = filter.instructions();
    var program = LibC.memory(8 * instructions.size());
    for (var one : instructions) {
      program
          .putShort((short) one.code())
          .put((byte) one.jumpTrue())
          .put((byte) one.jumpFalse())
          .putInt((int) one.constant());
    }
    var header = LibC.memory(16).putShort(0, (short) instructions.size());
    header.putLong(8, LibC.address(program));
    var _ =
        LibC.check(
            LibC.C.setsockopt(fd, SOL_SOCKET, SO_ATTACH_FILTER, LibC.address(header), 16),
            "attaching the filter");
    var locked = LibC.memory(4).putInt(0, 1);
    var _ = LibC.C.setsockopt(fd, SOL_SOCKET, SO_LOCK_FILTER, LibC.address(locked), 4);
  }

  /** From now on it receives the interface's frames. */
  void bind(Interface device) {
    var address = LibC.memory(20).putShort(0, (short) AF_PACKET);
    address.putShort(2, Short.reverseBytes((short) ETH_P_ALL)).putInt(4, device.index());
    var _ = LibC.check(LibC.C.bind(fd, LibC.address(address), 20), "binding to " + device.name());
  }

  /** What went wrong since it was last asked, 0 if nothing; the next call would fail for it. */
  int error(ByteBuffer value, ByteBuffer length) {
    length.putInt(0, 4);
    return LibC.C.getsockopt(fd, SOL_SOCKET, SO_ERROR, LibC.address(value), LibC.address(length))
            < 0
        ? 0
        : value.getInt(0);
  }

  /** How many frames the kernel could not queue since it was last asked. */
  int drops(ByteBuffer statistics, ByteBuffer length) {
    length.putInt(0, 8);
    return LibC.C.getsockopt(
                fd, SOL_PACKET, PACKET_STATISTICS, LibC.address(statistics), LibC.address(length))
            < 0
        ? 0
        : statistics.getInt(4);
  }
}
