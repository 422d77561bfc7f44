/**
 * Enough of HTTP/1 (RFC 9112) to recognise it at the start of a TCP segment: the request line (§3)
 * and the status line (§4), both directions, and of the fields behind it the values of three.
 *
 * <p>{@code StartLine} is a value with a codec. {@code HttpHead} only looks: it does not keep all
 * fields and so is not emitted. Lines may end in a bare LF (§2.2), which is emitted as CRLF; a
 * status line without reason may lack the space before it.
 *
 * <p>Limits: a line is looked at for 8000 octets, a method for 32, a head for 100 lines; of a field
 * that comes twice the first counts, and a folded one (§5.2) ends with its line. What a peer wrote
 * is to be escaped by whoever shows it. Not here: bodies and their codings, whether fields agree
 * with each other (so nothing to defend a proxy with), HTTP/0.9, HTTP/2 and its preface.
 */
@NullMarked
@CheckReturnValue
package dev.etherloom.logic.http;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
