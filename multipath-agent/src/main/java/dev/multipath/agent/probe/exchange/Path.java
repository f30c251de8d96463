package dev.multipath.agent.probe.exchange;

import dev.multipath.agent.core.ProbeRequest;
import dev.multipath.netlink.model.IpAddress;
import dev.multipath.netlink.transport.ConnectedSocket;
import dev.multipath.netlink.transport.ConnectedSocket.Kind;
import dev.multipath.netlink.transport.ErrnoException;

/**
 * The way a packet takes out: one family of an uplink.
 *
 * @param interfaceIndex tells a re-created device from the one before
 */
public record Path(String device, int interfaceIndex, IpAddress source) {

    /** The way of a probe. */
    public static Path of(ProbeRequest request) {
        return new Path(request.device(), request.interfaceIndex(), request.source());
    }

    /**
     * A socket whose packets go this way.
     *
     * @throws ErrnoException where none can
     */
    public ConnectedSocket connect(Kind kind, IpAddress peer, int port) throws ErrnoException {
        return ConnectedSocket.open(kind, device, source, peer, port);
    }
}
