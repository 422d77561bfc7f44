/** The model to copy: a responder that sends each payload back. */
@NullMarked
@CheckReturnValue
package dev.etherloom.logic.responder.echo;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
