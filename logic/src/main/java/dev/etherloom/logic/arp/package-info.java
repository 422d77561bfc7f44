/** The Address Resolution Protocol (RFC 826) with IPv4 address conflict detection (RFC 5227). */
@NullMarked
@CheckReturnValue
package dev.etherloom.logic.arp;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
