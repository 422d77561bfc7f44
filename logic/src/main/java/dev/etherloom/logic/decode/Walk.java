package dev.etherloom.logic.decode;

import dev.etherloom.frames.Slice;
import io.vavr.collection.Array;
import java.util.ArrayList;
import java.util.List;

/**
 * One walk through a frame: the layers found so far, and what earlier frames left that this one may
 * complete. Each layer's class has a {@code walk} that adds the layer, hands on what it carries,
 * and says how many octets of its region are its own; what is left over is padding.
 */
final class Walk {
  static final int MAX_LAYERS = 64;
  private static final Layer PENDING = new DataLayer(Slice.EMPTY);

  private final List<Layer> layers;
  private final Fragments fragments;
  private final Streams streams;
  private final boolean quoted;

  Walk(Fragments fragments, Streams streams) {
    this(new ArrayList<>(8), fragments, streams, false);
  }

  private Walk(List<Layer> layers, Fragments fragments, Streams streams, boolean quoted) {
    this.layers = layers;
    this.fragments = fragments;
    this.streams = streams;
    this.quoted = quoted;
  }

  void add(Layer layer) {
    layers.add(layer);
  }

  /** Keeps a place for a layer that can be made only after those that it carries. */
  int reserve() {
    layers.add(PENDING);
    return layers.size() - 1;
  }

  /** Puts the layer into the place that was kept for it. */
  void fill(int place, Layer layer) {
    var _ = layers.set(place, layer);
  }

  /** Whether no layer may follow: somebody stacked headers without end. */
  boolean isDeep() {
    return layers.size() >= MAX_LAYERS;
  }

  Fragments fragments() {
    return fragments;
  }

  Streams streams() {
    return streams;
  }

  /** Whether what is walked is the part of a packet that an ICMP error quotes. */
  boolean isQuoted() {
    return quoted;
  }

  /** Walks a packet that an ICMP error quotes. */
  void quote(Region packet) {
    var inner = new Walk(layers, fragments, streams, true);
    if (packet.has(1) && packet.octets().u8(0) >>> 4 == 6) {
      var _ = Ipv6Layer.walk(packet, inner);
    } else {
      var _ = Ipv4Layer.walk(packet, inner);
    }
  }

  /** What nobody here interprets. */
  int data(Region region) {
    if (region.length() > 0) {
      add(new DataLayer(region.octets()));
    }
    return region.reported();
  }

  /** The header ends before it should: because the capture was cut, or because it is malformed. */
  int broken(Region region, Protocol protocol) {
    add(new BrokenLayer(protocol, region.octets(), region.isCut()));
    return region.reported();
  }

  Array<Layer> layers() {
    return Array.ofAll(layers);
  }
}
