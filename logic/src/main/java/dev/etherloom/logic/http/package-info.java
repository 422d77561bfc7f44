/**
 * HTTP/1.1 and 1.0: enough to recognise it in a packet, and a whole server.
 *
 * <p><b>Recognising</b> (RFC 9112): {@code StartLine} is a value with a codec, the request line
 * (§3) and the status line (§4). {@code HttpHead} only looks: it does not keep all fields and so is
 * not emitted. Lines may end in a bare LF (§2.2), which is emitted as CRLF; a status line without
 * reason may lack the space before it. A line is looked at for 8000 octets, a method for 32, a head
 * for 100 lines; of a field that comes twice the first counts, and a folded one (§5.2) ends with
 * its line. What a peer wrote is to be escaped by whoever shows it.
 *
 * <p><b>Serving</b> (RFC 9110, 9112): {@link dev.etherloom.logic.http.HttpResponder} stands on TCP
 * and gives what a {@link dev.etherloom.logic.http.Site} has. The way of a request: {@code
 * HeadScan} finds its end, {@code RequestHead} and {@code Target} read it strictly, {@code Framing}
 * and {@code BodyScan} read over its content, {@code Service} answers, with {@code Conditions} (RFC
 * 9110 §13) and {@code Ranges} (§14); {@code HttpSession} keeps the order, the time and the
 * measure. Methods are GET, HEAD and OPTIONS; connections persist and requests may be pipelined.
 *
 * <p>What a peer can make grow, and how far: a head 32 KiB and 15 s (431, 414, 408), content 1 MiB
 * and 60 s, none of it kept (413, 408), ranges 64, answers waiting in TCP one piece of 64 KiB
 * beyond its limit, requests unread 4 MiB, an idle connection 60 s. Who takes less than 4 KiB/s of
 * an answer is left. All work is linear in what comes and what goes.
 *
 * <p>Against smuggling (RFC 9112 §11.2): Content-Length beside Transfer-Encoding, either of them
 * twice or malformed, a folded line, blanks before a colon, a bare CR, a bare LF in chunks: 400,
 * and the connection closes. A path is percent-decoded once, dot segments are taken out after that,
 * and what is left is looked up among the names of the site: there is no file system behind it.
 *
 * <p>Not here: HTTP/0.9 and HTTP/2, TLS, CONNECT, content codings, methods that change something,
 * caches and proxies.
 */
@NullMarked
@CheckReturnValue
package dev.etherloom.logic.http;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
