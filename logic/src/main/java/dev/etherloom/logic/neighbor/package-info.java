/**
 * The neighbor table that ARP and NDP share: who stands where on the link, what waits for an
 * answer, and when an entry is too old to trust. Bounded.
 */
@NullMarked
@CheckReturnValue
package dev.etherloom.logic.neighbor;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
