package dev.etherloom.logic.udp;

import dev.etherloom.logic.ip.Delivery;
import dev.etherloom.logic.ip.IpEffect;
import dev.etherloom.logic.ip.IpError;
import dev.etherloom.logic.ip.IpProtocol;
import dev.etherloom.logic.ip.IpResponder;
import dev.etherloom.logic.ip.Ipv6Packet;
import dev.etherloom.logic.ip.Rejection;
import dev.etherloom.logic.net.MonotonicTime;
import dev.etherloom.logic.net.Step;

/** Checks datagrams and says that nobody is behind their ports (RFC 1122 §4.1.3.1). */
public record Udp() implements IpResponder {
  @Override
  public String name() {
    return "udp";
  }

  @Override
  public IpProtocol protocol() {
    return IpProtocol.UDP;
  }

  /** Whose datagram it was is not known here; it is counted, and the path made narrow. */
  @Override
  public Step<IpResponder, IpEffect> hear(IpError error, MonotonicTime now) {
    var counted =
        Step.<IpResponder, IpEffect>to(this, new IpEffect.Drop(UdpDrop.REPORTED_UNDELIVERED));
    return error.narrow().isEmpty() ? counted : counted.with(error.narrow().get());
  }

  @Override
  public Step<IpResponder, IpEffect> receive(Delivery delivery, MonotonicTime now) {
    var payload = delivery.packet().payload();
    if (delivery.packet() instanceof Ipv6Packet
        && payload.length() >= UdpDatagram.HEADER
        && payload.u16(6) == 0) { // RFC 8200 §8.1
      return Step.to(this, new IpEffect.Drop(UdpDrop.NO_CHECKSUM));
    }
    var datagram = UdpDatagram.decode(payload, delivery.packet().pseudoHeader());
    if (datagram.isLeft()) {
      return Step.to(this, new IpEffect.Drop(datagram.getLeft()));
    }
    return delivery.toGroup()
        ? Step.to(this, new IpEffect.Drop(UdpDrop.PORT_UNREACHABLE))
        : Step.<IpResponder, IpEffect>to(this, new IpEffect.Drop(UdpDrop.PORT_UNREACHABLE))
            .with(new IpEffect.Reject(delivery, new Rejection.PortUnreachable()));
  }
}
