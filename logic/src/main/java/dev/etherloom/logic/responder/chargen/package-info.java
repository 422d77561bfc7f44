/** Characters without end (RFC 864). */
@NullMarked
@CheckReturnValue
package dev.etherloom.logic.responder.chargen;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
