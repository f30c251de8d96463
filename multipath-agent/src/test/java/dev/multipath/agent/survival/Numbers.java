package dev.multipath.agent.survival;

/**
 * How many conversations of each kind run at once.
 *
 * @param forwarded over each living uplink
 * @param lanTunnels UDP sockets that keep quiet
 */
record Numbers(
        int lanTcp, int lanUdp, int gatewayTcp, int gatewayUdp, int forwarded, int lanTunnels, int gatewayTunnels) {
    /** Those of the measurements. */
    static final Numbers FULL = new Numbers(200, 50, 20, 10, 4, 12, 6);
    /** Those of a test on a machine that has other work. */
    static final Numbers SMALL = new Numbers(60, 20, 12, 6, 3, 12, 6);

    int of(Group group) {
        return switch (group) {
            case LAN_TCP -> lanTcp;
            case LAN_UDP -> lanUdp;
            case GATEWAY_TCP -> gatewayTcp;
            case GATEWAY_UDP -> gatewayUdp;
            case LAN_TUNNEL -> lanTunnels;
            case GATEWAY_TUNNEL -> gatewayTunnels;
            case FORWARDED, RECONNECTED -> 0;
            case CONTROL -> 4;
        };
    }
}
