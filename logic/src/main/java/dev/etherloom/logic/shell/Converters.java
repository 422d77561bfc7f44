package dev.etherloom.logic.shell;

import dev.etherloom.frames.EtherType;
import dev.etherloom.frames.MacAddress;
import dev.etherloom.logic.decode.filter.Filter;
import dev.etherloom.logic.net.InterfaceAddress;
import dev.etherloom.logic.net.IpAddress;
import dev.etherloom.logic.net.Ipv4Address;
import dev.etherloom.logic.tcp.CongestionControl;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Texts of options as values; each refusal says what was expected. */
final class Converters {
  /** What a congestion control has to be. */
  static final String CONGESTION = "cubic, reno or bbr";

  private Converters() {}

  private static TypeConversionException refuse(String text, String expected) {
    return new TypeConversionException("'" + text + "' is not " + expected);
  }

  static final class Mac implements ITypeConverter<MacAddress> {
    @Override
    public MacAddress convert(String text) {
      return MacAddress.parse(text)
          .getOrElseThrow(() -> refuse(text, "a MAC address, as 02:00:00:00:00:10"));
    }
  }

  static final class Ip implements ITypeConverter<IpAddress> {
    @Override
    public IpAddress convert(String text) {
      return IpAddress.parse(text)
          .getOrElseThrow(() -> refuse(text, "an IP address, as 192.0.2.1"));
    }
  }

  static final class Ipv4Interface implements ITypeConverter<InterfaceAddress> {
    @Override
    public InterfaceAddress convert(String text) {
      return InterfaceAddress.parse(text)
          .filter(address -> address.address() instanceof Ipv4Address)
          .getOrElseThrow(() -> refuse(text, "an IPv4 ADDRESS/LENGTH, as 192.0.2.10/24"));
    }
  }

  static final class Congestion implements ITypeConverter<CongestionControl> {
    @Override
    public CongestionControl convert(String text) {
      return CongestionControl.named(text).getOrElseThrow(() -> refuse(text, CONGESTION));
    }
  }

  static final class DisplayFilter implements ITypeConverter<Filter> {
    @Override
    public Filter convert(String text) {
      return Filter.parse(text).getOrElseThrow(error -> new TypeConversionException("\n" + error));
    }
  }

  static final class Ipv6Interface implements ITypeConverter<Ip6Option> {
    @Override
    public Ip6Option convert(String text) {
      return Ip6Option.parse(text)
          .getOrElseThrow(
              () -> refuse(text, "an IPv6 ADDRESS/LENGTH, as 2001:db8::10/64, or auto"));
    }
  }

  static final class Type implements ITypeConverter<EtherType> {
    @Override
    public EtherType convert(String text) {
      return EtherType.parse(text)
          .getOrElseThrow(() -> refuse(text, "an EtherType from 0x0600 to 0xffff, as 0x88b5"));
    }
  }

  static final class Mode implements ITypeConverter<Integer> {
    @Override
    public Integer convert(String text) {
      if (!text.matches("0?[0-7]{3}")) {
        throw refuse(text, "an octal mode, as 0660");
      }
      return Integer.parseInt(text, 8);
    }
  }

  static final class Impair implements ITypeConverter<ImpairmentOptions> {
    @Override
    public ImpairmentOptions convert(String text) {
      return ImpairmentOptions.parse(text).getOrElseThrow(TypeConversionException::new);
    }
  }
}
