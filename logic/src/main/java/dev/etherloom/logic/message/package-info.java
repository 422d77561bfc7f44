/**
 * Messages on an EtherType of one's own: text, JSON or a file, in parts that are acknowledged and
 * repeated, so that the whole arrives over a link that loses.
 *
 * <p>Each frame carries one envelope; numbers are big-endian:
 *
 * <pre>
 * offset  octets
 *  0       4    magic "ELMG"
 *  4       1    version, 1
 *  5       1    kind: 1 text, 2 JSON, 3 file; in an acknowledgement that of the part
 *  6       1    type: 0 part, 1 acknowledgement
 *  7       1    octets of the name, 0…255
 *  8       8    message id
 * 16       4    part, from 0
 * 20       4    parts of the message
 * 24       4    octets of the message
 * 28       4    CRC-32C of the whole message
 * 32       4    CRC-32C of this envelope, with zero in its place
 * 36       2    octets of content
 * 38       8    part: 0; acknowledgement: nanoseconds from frame to handler
 * 46       …    name, then content; what follows is padding
 * </pre>
 *
 * A group may be addressed; each receiver acknowledges to the sender alone.
 */
@NullMarked
@CheckReturnValue
package dev.etherloom.logic.message;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
