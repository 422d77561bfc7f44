/**
 * The privileged half: moves frames byte for byte between a link and logic, and gives its
 * privileges away before the first one.
 */
@NullMarked
@CheckReturnValue
package dev.etherloom.binder;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
