package dev.multipath.agent.survival;

import dev.multipath.testkit.netns.UplinkHandle;

/** How an uplink dies. */
enum Fault {
    /** The cable is pulled at the far end: the gateway's interface loses its carrier. */
    CARRIER("carrier lost"),
    /** The ISP drops everything, both ways, and says nothing. */
    SILENT("silent");

    private final String words;

    Fault(String words) {
        this.words = words;
    }

    String words() {
        return words;
    }

    void strike(UplinkHandle uplink) {
        if (this == CARRIER) {
            uplink.cutCarrier();
        } else {
            uplink.blackhole();
        }
    }
}
