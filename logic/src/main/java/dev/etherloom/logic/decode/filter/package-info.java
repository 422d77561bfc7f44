/**
 * Which frames somebody wants to see: a small language close to Wireshark's display filters
 * (wireshark-filter(4), version 4), as in {@code tcp.port == 80 && ip.src == 10.0.0.0/8}. A text is
 * parsed and its types are checked once ({@link dev.etherloom.logic.decode.filter.Filter}); a
 * mistake is pointed out at its column.
 *
 * <p>Offered: {@code not and xor or}, in falling precedence, with {@code ! && ^^ ||}; presence of
 * protocols and fields; {@code == != > < >= <=}, {@code contains}, {@code matches}, {@code in}, all
 * with {@code any} or {@code all} before them; {@code & mask}; a field on the right side; numbers,
 * addresses, prefixes, octets, strings, raw strings.
 *
 * <p>As there, a field may have several values: one that fits is enough, but {@code !=} wants all
 * to differ; and where a field has no value, no comparison holds. Other than there: {@code
 * tcp.seq}, {@code tcp.ack} and {@code tcp.window_size} are the numbers on the wire; {@code
 * arp.addr} exists; what follows a frame's payload is not searched by {@code frame contains}.
 *
 * <p>Regular expressions are matched by an automaton that never goes back, in time proportional to
 * the octets times the expression; what would need more (backreferences, lookaround, possessive
 * quantifiers) is refused. Limits: {@value dev.etherloom.logic.decode.filter.Lexer#MAX_LENGTH}
 * characters, {@value dev.etherloom.logic.decode.filter.Parser#MAX_DEPTH} parentheses or negations
 * within each other, {@value dev.etherloom.logic.decode.filter.Automaton#MAX_STATES} states of a
 * regular expression.
 *
 * <p>Not offered: slices, layers ({@code ip.addr#2}), arithmetic, functions, names of hosts, dates.
 */
@NullMarked
@CheckReturnValue
package dev.etherloom.logic.decode.filter;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
