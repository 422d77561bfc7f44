/**
 * The Internet Control Message Protocol (RFC 792, RFC 1122 §3.2.2): echo answered, errors sent
 * sparingly, the rest offered to a receiver; probes of one's own.
 */
@NullMarked
@CheckReturnValue
package dev.etherloom.logic.icmp;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
