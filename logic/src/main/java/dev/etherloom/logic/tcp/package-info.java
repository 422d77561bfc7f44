/**
 * TCP (RFC 9293) and the interface of what stands on it.
 *
 * <p>A service is a {@link dev.etherloom.logic.tcp.TcpResponder}; each connection it accepts is a
 * {@link dev.etherloom.logic.tcp.TcpSession} of its own. Both are immutable values.
 */
@NullMarked
@CheckReturnValue
package dev.etherloom.logic.tcp;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
