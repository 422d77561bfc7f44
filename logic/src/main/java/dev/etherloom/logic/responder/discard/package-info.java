/** TCP that is thrown away (RFC 863). */
@NullMarked
@CheckReturnValue
package dev.etherloom.logic.responder.discard;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
