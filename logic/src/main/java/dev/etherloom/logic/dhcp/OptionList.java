package dev.etherloom.logic.dhcp;

import com.google.errorprone.annotations.Var;
import dev.etherloom.frames.Emit;
import dev.etherloom.frames.Slice;
import dev.etherloom.frames.Writer;
import dev.etherloom.logic.net.DecodeError;
import io.vavr.collection.Vector;
import io.vavr.control.Option;

/**
 * One field full of options as they stand there, in their order; emitted, it is that field again,
 * octet for octet.
 *
 * @param options up to and including the end, or all before the first damaged one
 * @param rest what follows the end, or the damaged option and all behind it
 * @param fault why reading stopped, where it was not at the end
 */
public record OptionList(Vector<RawOption> options, Slice rest, Option<DecodeError> fault)
    implements Emit {

  /** Reads a field of options, without the magic cookie. Never refuses. */
  public static OptionList read(Slice area) {
    @Var Vector<RawOption> options = Vector.empty();
    @Var int at = 0;
    while (at < area.length()) {
      var next = RawOption.at(area, at);
      if (next.isLeft()) {
        return new OptionList(options, area.from(at), Option.some(next.getLeft()));
      }
      options = options.append(next.get());
      at += next.get().length();
      if (next.get().code() == DhcpOption.END) {
        break;
      }
    }
    return new OptionList(options, area.from(at), Option.none());
  }

  /** Whether the end stands where it must; receivers do well without it. */
  public boolean isEnded() {
    return options.lastOption().exists(option -> option.code() == DhcpOption.END);
  }

  /** Those that say something: neither pads nor the end. */
  Vector<RawOption> contents() {
    return options.filter(
        option -> option.code() != DhcpOption.PAD && option.code() != DhcpOption.END);
  }

  @Override
  public int length() {
    return options.foldLeft(rest.length(), (sum, option) -> sum + option.length());
  }

  @Override
  public void emit(Writer out) {
    options.forEach(out::put);
    out.put(rest);
  }
}
