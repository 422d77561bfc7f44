/**
 * The messages of neighbor discovery for IPv6 and their options: RFC 4861 §4, route information
 * (RFC 4191), nonce (RFC 3971), name servers and search lists (RFC 8106), PREF64 (RFC 8781).
 *
 * <p>And what a host does with them: {@code Ndp} answers for its addresses, makes sure that they
 * are free before it uses them (RFC 4862 §5.4), and where addresses are automatic listens to
 * routers: default routes with preferences, prefixes, addresses with stable identifiers (RFC 7217),
 * name servers, hop limit and MTU. For responders it answers for further addresses (RFC 4861
 * §7.2.7, §7.2.8). The states of neighbors stand in the room {@code neighbor}.
 *
 * <p>Limits stand where the tables are ({@code Routers}, {@code Advertised}). Not done: optimistic
 * and enhanced duplicate address detection (RFC 4429, 7527), SEND (RFC 3971), search lists and
 * PREF64 beyond their codecs.
 */
@NullMarked
@CheckReturnValue
package dev.etherloom.logic.ndp;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
