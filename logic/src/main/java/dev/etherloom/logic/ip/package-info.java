/**
 * The Internet layer: IPv4 (RFC 791, RFC 1122 §3.2.1, §3.3) in both directions, reassembly and
 * fragmentation, routes, and the interface of whatever stands on IP.
 *
 * <p>This room knows neither links nor neighbors: it says "this packet, that next hop". Limits are
 * stated where the tables stand ({@code Reassembly}).
 *
 * <p>Of IPv6 (RFC 8200) it has the codecs: header, extension headers and their options, a packet of
 * at most {@link dev.etherloom.logic.ip.ExtensionChain#MOST} extension headers. Nothing is received
 * or sent by them here.
 */
@NullMarked
@CheckReturnValue
package dev.etherloom.logic.ip;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
