package dev.etherloom.logic.stack;

import com.google.errorprone.annotations.Var;
import dev.etherloom.frames.EtherType;
import dev.etherloom.frames.Slice;
import dev.etherloom.logic.ip.ExtensionChain;
import dev.etherloom.logic.ip.FlowHash;
import dev.etherloom.logic.ip.IpProtocol;
import dev.etherloom.logic.net.Ipv6Address;
import dev.etherloom.logic.net.Vlan;

/**
 * Which shard a frame is for. It looks no further than it has to, and believes nothing: a frame
 * that makes no sense goes to some shard, which refuses and counts it.
 *
 * <ul>
 *   <li>ARP, neighbor discovery and redirects: to every shard, as each has to know its neighbors.
 *   <li>A packet to one host: by the {@link FlowHash} of its addresses, and of its ports where it
 *       is TCP or UDP.
 *   <li>A fragment: by addresses and identification, so that all of a packet meet; the shard that
 *       puts it together hands it over to that of its flow.
 *   <li>An ICMP error: by the flow that it quotes.
 *   <li>All else (groups, broadcasts, listener reports, DHCP for a client, other EtherTypes): to
 *       the first shard, which speaks for the host.
 * </ul>
 */
public record Dealing(FlowHash flows) {
  /** For every shard. */
  public static final int EVERY = -1;

  /** For the shard that speaks. */
  private static final int FIRST = 0;

  private static final int ADDRESSES = 12;
  private static final int V4_HEADER = 20;
  private static final int V6_HEADER = 40;
  private static final int ERROR_HEADER = 8;
  private static final int DHCP_CLIENT = 68;
  private static final int DHCPV6_CLIENT = 546;
  private static final int UDP = 17;

  /** The index of the shard that {@code frame} is for, or {@link #EVERY}. */
  public int shardFor(Slice frame) {
    @Var int at = ADDRESSES;
    for (int tags = 0; frame.length() >= at + 2; tags++) {
      int type = frame.u16(at);
      boolean tag = type == EtherType.VLAN.value() || type == EtherType.SERVICE_VLAN.value();
      if (!tag || tags == Vlan.MAX_TAGS) {
        return ofType(type, frame.from(at + 2), (frame.u8(0) & 1) != 0);
      }
      at += Vlan.Tag.LENGTH;
    }
    return FIRST;
  }

  private int ofType(int type, Slice packet, boolean toGroup) {
    if (type == EtherType.ARP.value()) {
      return EVERY;
    }
    if (type == EtherType.IPV6.value()) {
      return v6(packet, toGroup, false);
    }
    return type == EtherType.IPV4.value() && !toGroup ? v4(packet, false) : FIRST;
  }

  /**
   * @param quoted whether it is the one that an error quotes
   */
  private int v4(Slice packet, boolean quoted) {
    int header = packet.length() < V4_HEADER ? 0 : (packet.u8(0) & 0xf) * 4;
    if (header < V4_HEADER || packet.u8(0) >>> 4 != 4) {
      return FIRST;
    }
    int source = packet.i32(12);
    int destination = packet.i32(16);
    int fragment = packet.u16(6) & 0x3fff; // more fragments, and the offset
    if (fragment != 0 && !quoted) {
      return flows.v4(source, packet.u16(4), destination, 0);
    }
    boolean bare = packet.length() < header + 4 || (fragment & 0x1fff) != 0;
    int protocol = bare ? 0 : packet.u8(9);
    if (protocol == IpProtocol.ICMP.number() && !quoted) {
      int type = packet.u8(header);
      if (type == 5) {
        return EVERY;
      }
      if (isError(type) && packet.length() >= header + ERROR_HEADER + V4_HEADER) {
        return v4(packet.from(header + ERROR_HEADER), true);
      }
    }
    if (!FlowHash.hasPorts(protocol)) {
      return flows.v4(source, 0, destination, 0);
    }
    int to = packet.u16(header + 2);
    return protocol == UDP && to == DHCP_CLIENT && !quoted
        ? FIRST
        : flows.v4(source, packet.u16(header), destination, to);
  }

  /** Destination unreachable, source quench, time exceeded, parameter problem (RFC 792). */
  private static boolean isError(int type) {
    return type == 3 || type == 4 || type == 11 || type == 12;
  }

  private int v6(Slice packet, boolean toGroup, boolean quoted) {
    if (packet.length() < V6_HEADER || packet.u8(0) >>> 4 != 6) {
      return FIRST;
    }
    var source = Ipv6Address.at(packet, 8);
    var destination = Ipv6Address.at(packet, 24);
    @Var int next = packet.u8(6);
    @Var int at = V6_HEADER;
    for (int i = 0; isExtension(next) && i <= ExtensionChain.MOST; i++) {
      if (packet.length() < at + 8) {
        return toGroup ? FIRST : flows.v6(source, 0, destination, 0);
      }
      int place = next == 44 ? packet.u16(at + 2) & 0xfff9 : 0; // the offset, and more fragments
      if (place != 0 && (!quoted || place > 1)) {
        int id = quoted ? 0 : packet.i32(at + 4);
        return toGroup ? FIRST : flows.v6(source, id >>> 16, destination, id & 0xffff);
      }
      int length = lengthOf(next, packet.u8(at + 1));
      next = packet.u8(at);
      at += length;
    }
    return packet.length() < at + 4
        ? toGroup ? FIRST : flows.v6(source, 0, destination, 0)
        : upper(next, packet.from(at), source, destination, toGroup, quoted);
  }

  private int upper(
      int protocol,
      Slice payload,
      Ipv6Address source,
      Ipv6Address destination,
      boolean toGroup,
      boolean quoted) {
    if (protocol == IpProtocol.ICMPV6.number() && !quoted) {
      int type = payload.u8(0);
      if (type >= 133 && type <= 137) {
        return EVERY;
      }
      if (type < 128 && payload.length() >= ERROR_HEADER + V6_HEADER) {
        return v6(payload.from(ERROR_HEADER), false, true);
      }
    }
    if (toGroup) {
      return FIRST;
    }
    if (!FlowHash.hasPorts(protocol)) {
      return flows.v6(source, 0, destination, 0);
    }
    int to = payload.u16(2);
    return protocol == UDP && to == DHCPV6_CLIENT && !quoted
        ? FIRST
        : flows.v6(source, payload.u16(0), destination, to);
  }

  private static boolean isExtension(int next) {
    return switch (next) {
      case 0, 43, 44, 51, 60 -> true;
      default -> false;
    };
  }

  private static int lengthOf(int header, int field) {
    return switch (header) {
      case 44 -> 8;
      case 51 -> (field + 2) * 4;
      default -> (field + 1) * 8;
    };
  }
}
