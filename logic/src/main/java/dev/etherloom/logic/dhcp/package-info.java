/**
 * The Dynamic Host Configuration Protocol for IPv4: messages and options as values (RFC 2131 §2,
 * RFC 2132, relay agent information RFC 3046, long options RFC 3396, classless static routes RFC
 * 3442), and BOOTP (RFC 951), whose layout it keeps.
 *
 * <p>Two layers: {@code OptionList} has the options as they stand in one field, with their offsets,
 * the padding and the damaged rest; {@code DhcpOptions} has what a client or a server acts on, the
 * pieces of all fields joined.
 *
 * <p>Limits: everything is bounded by the message, whose options are walked once and joined once;
 * there are no pointers to follow. Domain search lists stay octets, as their name compression (RFC
 * 3397) does; so do all options that are not named here.
 *
 * <p>It does not: keep leases, send, wait, or judge whether an option fits the message's type.
 */
@NullMarked
@CheckReturnValue
package dev.etherloom.logic.dhcp;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
