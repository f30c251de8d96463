package dev.multipath.netlink.model.sockdiag;

import dev.multipath.netlink.model.IpAddress;
import dev.multipath.netlink.model.OpenNumber;

/**
 * One end of a socket.
 *
 * @param address any, where the socket is bound or connected to none; {@code ::ffff:192.0.2.1} where a dual-stack socket
 *     speaks IPv4
 * @param port 0..65535
 */
public record Endpoint(IpAddress address, int port) {
    /** @throws IllegalArgumentException for what is no port */
    public Endpoint {
        OpenNumber.check(port, 0xffff, "port");
    }

    @Override
    public String toString() {
        return (address.isIpv4() ? address.toString() : "[" + address + "]") + ":" + port;
    }
}
