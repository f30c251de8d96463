package dev.multipath.netlink.codec;

import static dev.multipath.netlink.codec.Ndta.NDTA_CONFIG;
import static dev.multipath.netlink.codec.Ndta.NDTA_STATS;

import dev.multipath.netlink.model.NeighbourTableConfig;
import dev.multipath.netlink.model.NeighbourTableStatistics;
import dev.multipath.netlink.wire.AttributeReader;
import dev.multipath.netlink.wire.AttributeWriter;
import dev.multipath.netlink.wire.DecodeException;
import dev.multipath.netlink.wire.NativeOrder;
import io.netty.buffer.ByteBuf;

/** {@code struct ndt_config} and {@code struct ndt_stats}. */
final class NeighbourTableStructs {
    static final int CONFIG_LENGTH = 32;
    static final int STATISTICS_LENGTH = 88;

    private NeighbourTableStructs() {}

    static NeighbourTableConfig config(AttributeReader in) throws DecodeException {
        in.requireLength(CONFIG_LENGTH);
        return new NeighbourTableConfig(
                in.u16At(0),
                in.u16At(2),
                in.u32At(4),
                in.u32At(8),
                in.u32At(12),
                in.u32At(16),
                in.u32At(20),
                in.u32At(24),
                in.u32At(28));
    }

    static void write(AttributeWriter out, NeighbourTableConfig config) {
        int mark = out.open(NDTA_CONFIG);
        ByteBuf bytes = out.out();
        NativeOrder.write16(bytes, config.keyLength());
        NativeOrder.write16(bytes, config.entrySize());
        NativeOrder.write32(bytes, (int) config.entries());
        NativeOrder.write32(bytes, (int) config.lastFlush());
        NativeOrder.write32(bytes, (int) config.lastRandom());
        NativeOrder.write32(bytes, (int) config.hashRandom());
        NativeOrder.write32(bytes, (int) config.hashMask());
        NativeOrder.write32(bytes, (int) config.hashChainGc());
        NativeOrder.write32(bytes, (int) config.proxyQueueLength());
        out.close(mark);
    }

    static NeighbourTableStatistics statistics(AttributeReader in) throws DecodeException {
        in.requireLength(STATISTICS_LENGTH);
        return new NeighbourTableStatistics(
                in.u64At(0),
                in.u64At(8),
                in.u64At(16),
                in.u64At(24),
                in.u64At(32),
                in.u64At(40),
                in.u64At(48),
                in.u64At(56),
                in.u64At(64),
                in.u64At(72),
                in.u64At(80));
    }

    static void write(AttributeWriter out, NeighbourTableStatistics statistics) {
        int mark = out.open(NDTA_STATS);
        ByteBuf bytes = out.out();
        NativeOrder.write64(bytes, statistics.allocations());
        NativeOrder.write64(bytes, statistics.destroys());
        NativeOrder.write64(bytes, statistics.hashGrows());
        NativeOrder.write64(bytes, statistics.resolutionFailures());
        NativeOrder.write64(bytes, statistics.lookups());
        NativeOrder.write64(bytes, statistics.hits());
        NativeOrder.write64(bytes, statistics.multicastProbesReceived());
        NativeOrder.write64(bytes, statistics.unicastProbesReceived());
        NativeOrder.write64(bytes, statistics.periodicGcRuns());
        NativeOrder.write64(bytes, statistics.forcedGcRuns());
        NativeOrder.write64(bytes, statistics.tableFulls());
        out.close(mark);
    }
}
