/** What may go out: source addresses, EtherTypes, rate. */
@NullMarked
@CheckReturnValue
package dev.etherloom.binder.policy;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
