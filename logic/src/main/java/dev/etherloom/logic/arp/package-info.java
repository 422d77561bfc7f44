/**
 * The Address Resolution Protocol (RFC 826) for IPv4 on Ethernet, with address conflict detection
 * (RFC 5227): requests answered, neighbors learned, one's own addresses probed, announced and
 * defended.
 *
 * <p>The table of neighbors stands in room {@code neighbor}; this room only reads and writes ARP.
 */
@NullMarked
@CheckReturnValue
package dev.etherloom.logic.arp;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
