package dev.etherloom.logic.ip;

import dev.etherloom.logic.net.Secret;
import dev.etherloom.logic.net.Shard;

/**
 * What is told apart by number: packets by their identification, flows by their shard.
 *
 * @param nextId counts identifications in steps, so that no two shards give the same; IPv4 uses the
 *     low 16 bits
 */
record Numbering(Secret secret, Shard shard, int nextId) {
  static Numbering of(Secret secret, Shard shard) {
    int stride = shard.stride();
    return new Numbering(
        secret, shard, secret.below(0x1_0000 / stride, 0) * stride + shard.index());
  }

  Numbering counted() {
    return new Numbering(secret, shard, nextId + shard.stride());
  }

  /** The shard that serves a packet's flow. */
  int shardOf(IpPacket packet) {
    return new FlowHash(secret, shard.count()).of(packet);
  }
}
