package dev.multipath.netlink.model;

/**
 * Counters of an interface since it was made: {@code struct rtnl_link_stats64}, or its 32-bit form, whose numbers wrap.
 * What the kernel does not know yet is 0.
 *
 * @param counters in the order of the structure
 * @see <a href="https://docs.kernel.org/networking/statistics.html">Interface statistics</a>, linux/if_link.h
 */
public record LinkStatistics(Numbers counters) {
    /** Packets received. */
    public long rxPackets() {
        return counters.get(0);
    }

    /** Packets sent. */
    public long txPackets() {
        return counters.get(1);
    }

    /** Bytes received. */
    public long rxBytes() {
        return counters.get(2);
    }

    /** Bytes sent. */
    public long txBytes() {
        return counters.get(3);
    }

    /** Bad packets received. */
    public long rxErrors() {
        return counters.get(4);
    }

    /** Packets that could not be sent. */
    public long txErrors() {
        return counters.get(5);
    }

    /** Packets received and dropped, for want of room or of a receiver. */
    public long rxDropped() {
        return counters.get(6);
    }

    /** Packets dropped on their way out. */
    public long txDropped() {
        return counters.get(7);
    }

    /** Multicast packets received. */
    public long multicast() {
        return counters.get(8);
    }

    /** Collisions. */
    public long collisions() {
        return counters.get(9);
    }

    /** Received with a wrong length. */
    public long rxLengthErrors() {
        return counters.get(10);
    }

    /** Received past the device's room. */
    public long rxOverErrors() {
        return counters.get(11);
    }

    /** Received with a wrong checksum. */
    public long rxCrcErrors() {
        return counters.get(12);
    }

    /** Received misaligned. */
    public long rxFrameErrors() {
        return counters.get(13);
    }

    /** Lost for want of speed when received. */
    public long rxFifoErrors() {
        return counters.get(14);
    }

    /** Missed for want of buffers. */
    public long rxMissedErrors() {
        return counters.get(15);
    }

    /** Sending given up. */
    public long txAbortedErrors() {
        return counters.get(16);
    }

    /** Lost for want of a carrier. */
    public long txCarrierErrors() {
        return counters.get(17);
    }

    /** Lost for want of speed when sent. */
    public long txFifoErrors() {
        return counters.get(18);
    }

    /** Heartbeat errors of old half-duplex Ethernet. */
    public long txHeartbeatErrors() {
        return counters.get(19);
    }

    /** Late collisions. */
    public long txWindowErrors() {
        return counters.get(20);
    }

    /** Compressed packets received. */
    public long rxCompressed() {
        return counters.get(21);
    }

    /** Compressed packets sent. */
    public long txCompressed() {
        return counters.get(22);
    }

    /** Dropped because nobody handles them on an inactive device. */
    public long rxNohandler() {
        return counters.get(23);
    }

    /** Dropped because they were for another host; 64-bit form only. */
    public long rxOtherhostDropped() {
        return counters.get(24);
    }
}
