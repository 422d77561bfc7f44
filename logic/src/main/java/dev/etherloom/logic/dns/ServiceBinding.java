package dev.etherloom.logic.dns;

import dev.etherloom.frames.Emit;
import dev.etherloom.frames.Slice;
import dev.etherloom.frames.Writer;
import dev.etherloom.logic.net.DecodeError;
import io.vavr.collection.Vector;
import io.vavr.control.Either;

/**
 * The data of SVCB and HTTPS records (RFC 9460 §2.2).
 *
 * @param priority 0…65535; 0 says that the target is an alias
 * @param target never compressed; the root stands for the owner, or as an alias's for no service
 * @param parameters by rising key, none twice
 */
public record ServiceBinding(int priority, DomainName target, Vector<SvcParam> parameters)
    implements Emit {
  private static final int PRIORITY = 2;

  static Either<DecodeError, ServiceBinding> read(Rdata in) {
    return in.atLeast(PRIORITY).flatMap(_ -> in.name(PRIORITY)).flatMap(name -> read(in, name));
  }

  private static Either<DecodeError, ServiceBinding> read(Rdata in, Located<DomainName> target) {
    Slice octets = in.octets();
    return SvcParam.decode(octets.from(PRIORITY + target.octets().length()))
        .map(parameters -> new ServiceBinding(octets.u16(0), target.value(), parameters));
  }

  @Override
  public int length() {
    return PRIORITY + target.length() + parameters.map(Emit::length).sum().intValue();
  }

  @Override
  public void emit(Writer out) {
    out.u16(priority).put(target);
    parameters.forEach(out::put);
  }
}
