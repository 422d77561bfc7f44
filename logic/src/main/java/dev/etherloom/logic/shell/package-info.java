/**
 * The thin shell around the pure core: the commands, the configuration, the event loop that reads
 * batches, steps and writes batches, and the taps that capture or impair what passes.
 *
 * <p>Only this package reads clocks, sockets, files and chance.
 *
 * <p>{@code --shards N} runs N whole stacks side by side ({@code Shards}), which are equal, have
 * one secret, and share nothing but the socket and the capture. The contract with the binder stays
 * as it is: one pair of sockets, which a {@code Dealer} reads; each shard sends for itself. Which
 * shard a frame is for says {@code stack.Dealing}. Every shard hears of neighbors, routers and
 * conflicts and draws the same conclusions; the first alone answers and announces, so that the link
 * sees one host. A packet that came in pieces is handed over to the shard of its flow. Bounds that
 * a stack states hold for each shard, but for the memory of connections and the rate of ICMP
 * errors, which are divided. Responders have an instance on each shard: what one counts or
 * remembers, it does of its shard's flows, and one that speaks IP unasked does so on each. With one
 * shard there is no dealer, and the single loop reads the socket itself.
 */
@NullMarked
@CheckReturnValue
package dev.etherloom.logic.shell;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
