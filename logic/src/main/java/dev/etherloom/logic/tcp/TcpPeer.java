package dev.etherloom.logic.tcp;

import dev.etherloom.logic.net.IpAddress;

/**
 * The two ends of a connection (RFC 9293 §3.3.1).
 *
 * @param self this host's address
 * @param port this host's port, 1…65535
 * @param address the other's address
 * @param remotePort the other's port, 1…65535
 */
public record TcpPeer(IpAddress self, int port, IpAddress address, int remotePort) {}
