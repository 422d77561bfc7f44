package dev.etherloom.logic.ip;

/** Why a packet that reached its host could not be used, in terms of no family (RFC 792, 4443). */
public sealed interface Rejection {
  /** Nobody here speaks the packet's protocol. */
  record ProtocolUnreachable() implements Rejection {}

  /** Nobody listens at the packet's port. */
  record PortUnreachable() implements Rejection {}

  /** Fragments are missing and the time for them is over. */
  record ReassemblyTimeExceeded() implements Rejection {}

  /** A source route leads further, and this host does not forward (RFC 1122 §3.3.5). */
  record SourceRouteFailed() implements Rejection {}

  /**
   * A field of the header makes no sense.
   *
   * @param pointer octets from the packet's start to that field
   */
  record ParameterProblem(int pointer) implements Rejection {}

  /**
   * An option is not known, and says that its sender wants to know (RFC 8200 §4.2).
   *
   * @param pointer octets from the packet's start to that option
   * @param evenToGroup whether also where the packet was sent to a group
   */
  record UnknownOption(int pointer, boolean evenToGroup) implements Rejection {}

  /**
   * A header is not known or not where it may be (RFC 8200 §4).
   *
   * @param pointer octets from the packet's start to the field that names it
   */
  record UnknownHeader(int pointer) implements Rejection {}

  /**
   * More extension headers than are read (RFC 8883 §2).
   *
   * @param pointer octets from the packet's start to the first that is too many
   */
  record TooManyHeaders(int pointer) implements Rejection {}

  /** A first fragment lacks headers (RFC 7112 §5). */
  record IncompleteChain() implements Rejection {}
}
