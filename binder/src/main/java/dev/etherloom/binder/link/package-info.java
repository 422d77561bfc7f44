/**
 * Where frames come from and go to: a packet socket or a TAP device, and what the kernel leaves
 * undone on the way (stripped tags, unfinished checksums, super-frames).
 */
@NullMarked
@CheckReturnValue
package dev.etherloom.binder.link;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
