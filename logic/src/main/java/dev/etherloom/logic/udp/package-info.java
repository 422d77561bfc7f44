/**
 * The User Datagram Protocol (RFC 768, RFC 1122 §4.1). Datagrams are checked; as no port has
 * anybody behind it yet, each is answered by port unreachable.
 */
@NullMarked
@CheckReturnValue
package dev.etherloom.logic.udp;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
