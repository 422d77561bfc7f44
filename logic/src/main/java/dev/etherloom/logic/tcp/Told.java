package dev.etherloom.logic.tcp;

import dev.etherloom.logic.net.SeqNum;
import dev.etherloom.logic.tcp.TcpOption.Timestamps;
import io.vavr.collection.Vector;
import io.vavr.control.Option;

/**
 * What a segment says about those we sent.
 *
 * @param blocks what the peer has out of order, or twice (RFC 2018, RFC 2883)
 * @param bare whether it carries nothing and changes no window, so that it may be a duplicate
 * @param stamps the peer's timestamp, and that of ours which it returns (TSecr)
 * @param congestion whether the network told of congestion (RFC 3168)
 */
record Told(
    SeqNum ack,
    Vector<SackBlock> blocks,
    boolean bare,
    Option<Timestamps> stamps,
    boolean congestion) {

  /** The block that tells of octets that came twice: before the others' or within (RFC 2883 §4). */
  Option<SackBlock> twice(SeqNum una) {
    if (blocks.isEmpty()) {
      return Option.none();
    }
    var first = blocks.head();
    boolean known = !first.right().after(ack.later(una));
    boolean within =
        blocks.size() > 1
            && !first.left().before(blocks.get(1).left())
            && !first.right().after(blocks.get(1).right());
    return (known || within) && first.left().before(first.right())
        ? Option.some(first)
        : Option.none();
  }

  /**
   * The same where {@code una} is acknowledged already, and this was passed on the way by what said
   * so: of what it says only what lies ahead can be news, and what came twice.
   */
  Told notBefore(SeqNum una) {
    if (!ack.before(una)) {
      return this;
    }
    var again = twice(ack);
    var news = blocks.filter(it -> it.right().after(una) || again.contains(it));
    return new Told(una, news, false, stamps, congestion);
  }
}
