/**
 * The whole stack as one pure function: hosts behind one link, frames in, effects out.
 *
 * <p>{@code Ingress} decodes a frame once and gives it to the hosts it is addressed to; a host's
 * responders answer; {@code Egress} finds route and neighbor for each packet and sends or parks it.
 * {@code StackStep} is the door: (state, input, now) gives the next state and the effects. In front
 * of it a {@code Train} makes one frame of those that carry one run of a TCP stream, and behind it
 * {@code Effect.Transmit#pieces} cuts what is longer than the link takes, where the link does not.
 */
@NullMarked
@CheckReturnValue
package dev.etherloom.logic.stack;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
