/** The model to copy: responders that send back what they get. */
@NullMarked
@CheckReturnValue
package dev.etherloom.logic.responder.echo;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
