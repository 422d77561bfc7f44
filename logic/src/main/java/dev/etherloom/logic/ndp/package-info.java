/**
 * The messages of neighbor discovery for IPv6 and their options: RFC 4861 §4, route information
 * (RFC 4191), nonce (RFC 3971), name servers and search lists (RFC 8106), PREF64 (RFC 8781).
 *
 * <p>Codecs only: what a message on its own can be refused for is checked here; hop limit, source
 * and destination of its packet are for those who know them (§6.1, §7.1, §8.1). As many options are
 * read as the message has octets for.
 */
@NullMarked
@CheckReturnValue
package dev.etherloom.logic.ndp;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
