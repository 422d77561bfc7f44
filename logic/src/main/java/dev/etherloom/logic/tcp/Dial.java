package dev.etherloom.logic.tcp;

import dev.etherloom.logic.net.IpAddress;
import dev.etherloom.logic.net.Vlan;

/**
 * An active OPEN (RFC 9293 §3.9.1.1).
 *
 * @param vlan the link on which the other is
 * @param self our address, as the Internet layer chose it or the user wants it (MUST-43, MUST-44)
 * @param port our port, 1…65535; 0: any that is free
 * @param address the other's address, a single host's (MUST-46)
 * @param remotePort the other's port, 1…65535
 * @param session what talks once the connection is there
 * @param tuning how the connection is treated from its SYN on
 */
public record Dial(
    Vlan vlan,
    IpAddress self,
    int port,
    IpAddress address,
    int remotePort,
    TcpSession session,
    TcpTuning tuning) {
  public Dial(
      Vlan vlan, IpAddress self, int port, IpAddress address, int remotePort, TcpSession session) {
    this(vlan, self, port, address, remotePort, session, TcpTuning.DEFAULT);
  }

  TcpPeer peer() {
    return new TcpPeer(self, port, address, remotePort);
  }
}
