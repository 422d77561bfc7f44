/**
 * Enough of TLS (RFC 8446) to recognise it at the start of a TCP stream: the record header (§5.1),
 * both directions, and of the handshake only the ClientHello (§4.1.2) as it stands unencrypted.
 *
 * <p>{@code ClientHello} keeps what is whole: of one that the segment's end cuts off, the fields
 * and extensions before the cut are there, the server's name (RFC 6066 §3) among them, and the
 * damage says where it stops. It is not emitted: a recogniser has nobody to greet, and what a
 * handshake hashes must be the very octets that came.
 *
 * <p>Limits: a ClientHello is read as far as it stands in the first record and the first segment;
 * one of SSL 2.0's form is none; names and protocols are octets that a peer chose, to be escaped by
 * whoever shows them. Not here: any other handshake message, cryptography, QUIC, DTLS.
 */
@NullMarked
@CheckReturnValue
package dev.etherloom.logic.tls;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
