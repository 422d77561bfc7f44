/** The User Datagram Protocol (RFC 768). */
@NullMarked
@CheckReturnValue
package dev.etherloom.logic.udp;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
