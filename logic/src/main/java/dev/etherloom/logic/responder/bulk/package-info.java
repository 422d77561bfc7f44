/** Octets in bulk, one way or the other: what measuring tools connect to. */
@NullMarked
@CheckReturnValue
package dev.etherloom.logic.responder.bulk;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
