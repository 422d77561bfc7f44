/** What passed, counted: protocols, conversations, sizes. */
@NullMarked
@CheckReturnValue
package dev.etherloom.logic.decode.stats;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
