/** The way to zero: user, capabilities, no_new_privs, seccomp, on every thread; and the proof. */
@NullMarked
@CheckReturnValue
package dev.etherloom.binder.privilege;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
