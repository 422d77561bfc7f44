/**
 * The Internet layer of both families: IPv4 (RFC 791, RFC 1122 §3.2.1, §3.3) and IPv6 (RFC 8200) in
 * both directions, addresses and which of them to send with (RFC 6724), routes with metrics and
 * gateways that may fall silent, reassembly (RFC 815, 5722, 6946, 7112) and fragmentation, path MTU
 * (RFC 1191, 8201), flow labels (RFC 6437), the group records that IGMP and MLD have in common, and
 * the interface of whatever stands on IP, which sees addresses, not families.
 *
 * <p>This room knows neither links nor neighbors: it says "this packet, that next hop". Limits are
 * stated where the tables stand ({@code Reassembly}, {@code Paths}, {@code ExtensionChain}).
 *
 * <p>Of IPv6 it refuses jumbo payloads (RFC 2675), authentication headers, and routing headers with
 * nodes left to visit, of whatever type; it forwards nothing.
 */
@NullMarked
@CheckReturnValue
package dev.etherloom.logic.ip;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
