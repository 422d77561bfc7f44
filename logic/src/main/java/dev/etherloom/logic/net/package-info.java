/**
 * The nouns that every protocol room shares: addresses, time as data, keyed hashes in place of
 * chance, the result of a step, and the reasons for which something is refused.
 */
@NullMarked
@CheckReturnValue
package dev.etherloom.logic.net;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
