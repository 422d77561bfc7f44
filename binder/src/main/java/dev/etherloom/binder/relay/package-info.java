/** The loop between link and pair. */
@NullMarked
@CheckReturnValue
package dev.etherloom.binder.relay;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
