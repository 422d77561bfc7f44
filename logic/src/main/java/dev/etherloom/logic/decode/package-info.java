/**
 * The whole frame as a tree: every layer that the rooms below know, with its fields, their offsets
 * and Wireshark's names for them. It is the packet decoder's room; the stack itself does not use
 * it.
 *
 * <p>A {@link dev.etherloom.logic.decode.Decoder} walks a frame once, from the outside in, and
 * gives its {@link dev.etherloom.logic.decode.Layer}s; a layer lists its fields only when somebody
 * asks ({@link dev.etherloom.logic.decode.Fields}), so that counting frames costs less than
 * printing them. Checksums are verified when they are listed: good, bad, absent, or not verifiable.
 *
 * <p>Limits: {@value dev.etherloom.logic.decode.Walk#MAX_LAYERS} layers a frame; fragments of 256
 * IP packets and what 1,024 TCP connections left unfinished at once, the oldest forgotten first.
 * What is cut is shown as far as it goes; what is unknown stays octets. No input is refused.
 */
@NullMarked
@CheckReturnValue
package dev.etherloom.logic.decode;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
