/** The time of day, for people (RFC 867). */
@NullMarked
@CheckReturnValue
package dev.etherloom.logic.responder.daytime;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
