/** Decoded frames as text: a line each, a tree, hexadecimal octets, JSON. Nothing here writes. */
@NullMarked
@CheckReturnValue
package dev.etherloom.logic.decode.print;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
