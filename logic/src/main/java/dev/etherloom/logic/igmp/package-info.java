/**
 * The messages of the Internet Group Management Protocol: version 1 (RFC 1112 appendix I), 2 (RFC
 * 2236) and 3 (RFC 3376).
 *
 * <p>Codecs only: time to live, router alert and the sender's network are for those who know the
 * packet (RFC 3376 §4, §9.1). What stands behind a message is ignored, as receivers must, and as
 * many sources are read as there are octets for.
 */
@NullMarked
@CheckReturnValue
package dev.etherloom.logic.igmp;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
