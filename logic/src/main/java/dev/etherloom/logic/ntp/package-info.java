/**
 * The Network Time Protocol's messages (RFC 5905 §7.3), UDP port 123: versions 1 to 4 share the 48
 * octets of header. Values and a codec only.
 *
 * <p>Limits: extension fields and the authenticator (RFC 7822) stay raw octets; control and private
 * messages (modes 6 and 7) and other versions stay octets altogether. Not here: a clock, the
 * algorithms of §9 to §12, the era of a timestamp.
 */
@NullMarked
@CheckReturnValue
package dev.etherloom.logic.ntp;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
