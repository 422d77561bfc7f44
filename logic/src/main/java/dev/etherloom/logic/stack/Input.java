package dev.etherloom.logic.stack;

import dev.etherloom.frames.Slice;
import dev.etherloom.logic.ip.Delivery;
import dev.etherloom.logic.net.MonotonicTime;
import dev.etherloom.logic.tcp.TcpCall;
import dev.etherloom.logic.tcp.TcpResponder;

/** What can happen to a stack. */
public sealed interface Input {
  /**
   * A frame came.
   *
   * @param octets the frame in an array of its own that nobody writes again
   * @param arrived when it was taken off the socket
   */
  record Received(Slice octets, MonotonicTime arrived) implements Input {}

  /**
   * A service on TCP is replaced by one of the same name, on every host that has it: it has other
   * content, or was configured otherwise. As an input, so that the same inputs still give the same
   * outputs.
   */
  record Renewed(TcpResponder responder) implements Input {}

  /** Something is asked of the TCP of the host of this name, from outside the stack. */
  record Called(String host, TcpCall call) implements Input {}

  /** Another shard put together this packet of a flow that is here, for the host of this name. */
  record HandedOver(String host, Delivery delivery) implements Input {}

  /** Time passed; deadlines may be due. */
  record Wake() implements Input {}
}
