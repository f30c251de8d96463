package dev.multipath.netlink.codec;

import dev.multipath.netlink.model.Attributes;
import dev.multipath.netlink.model.InterfaceStatistics;
import dev.multipath.netlink.model.StatsAttributes;
import dev.multipath.netlink.wire.AttributeReader;
import dev.multipath.netlink.wire.DecodeException;
import dev.multipath.netlink.wire.MessageReader;
import dev.multipath.netlink.wire.MessageWriter;

/** Statistics of interfaces: {@code struct if_stats_msg} and {@code IFLA_STATS_*}. */
public final class StatsCodec {
    static final int HEADER = 12;

    private static final SetNames NAMES = new SetNames(StatsAttributes.ALL);

    private StatsCodec() {}

    /**
     * Reads a reply or notification.
     *
     * @throws DecodeException for broken bytes, and for no interface
     */
    public static InterfaceStatistics decode(MessageReader message) throws DecodeException {
        message.requireBody(HEADER, "if_stats_msg");
        AttributeReader in = message.attributes(HEADER, NAMES);
        Attributes attributes = AttributesCodec.read(in, StatsAttributes.ALL, false);
        try {
            return new InterfaceStatistics(message.s32(4), message.u32(8), attributes);
        } catch (IllegalArgumentException e) {
            throw new DecodeException("if_stats_msg", 16, String.valueOf(e.getMessage()), e);
        }
    }

    /** Takes the packet counters of interfaces. */
    @FunctionalInterface
    public interface Packets {
        /**
         * Those of one interface.
         *
         * @param index above 0
         * @param received packets received since it was made
         * @param sent packets sent since it was made
         */
        void counted(int index, long received, long sent);
    }

    /**
     * Shows the packets of {@code IFLA_STATS_LINK_64} alone.
     *
     * @param packets called where they are told
     * @throws DecodeException for broken bytes before that
     */
    public static void decodePackets(MessageReader message, Packets packets) throws DecodeException {
        message.requireBody(HEADER, "if_stats_msg");
        AttributeReader in = message.attributes(HEADER, NAMES);
        while (in.next()) {
            if (in.type() == StatsAttributes.STATS_LINK_64.number()) {
                packets.counted(message.s32(4), in.u64At(0), in.u64At(8));
                return;
            }
        }
    }

    /** Writes header and attributes as the kernel reports them. */
    public static void encode(InterfaceStatistics statistics, MessageWriter message) {
        encodeHeader(statistics.interfaceIndex(), statistics.filter(), message);
        AttributesCodec.write(message.attributes(), statistics.attributes(), false);
    }

    /**
     * Writes the header, which is the whole request.
     *
     * @param index 0 for every interface
     * @param filter bit n−1 asks for attribute n
     */
    public static void encodeHeader(int index, long filter, MessageWriter message) {
        message.u8(0).u8(0).u16(0).u32(index).u32(filter);
    }
}
