/**
 * The pcapng capture file format (draft-ietf-opsawg-pcapng), as far as a live capture writes it: a
 * section, one Ethernet interface with nanosecond stamps, and packets with their direction.
 */
@NullMarked
@CheckReturnValue
package dev.etherloom.logic.capture;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
