package dev.multipath.netlink.codec;

import static dev.multipath.netlink.codec.Ndta.*;

import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.netlink.model.NeighbourParameter;
import dev.multipath.netlink.model.NeighbourParameters;
import dev.multipath.netlink.model.NeighbourTable;
import dev.multipath.netlink.model.NeighbourTableConfig;
import dev.multipath.netlink.model.NeighbourTableStatistics;
import dev.multipath.netlink.wire.AttributeReader;
import dev.multipath.netlink.wire.DecodeException;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A neighbour table while its attributes are read, in whatever order they come. Structures longer than ours stay raw. */
final class NeighbourTableDraft {
    private final AddressFamily family;

    private @Nullable String name;
    private OptionalLong threshold1 = OptionalLong.empty();
    private OptionalLong threshold2 = OptionalLong.empty();
    private OptionalLong threshold3 = OptionalLong.empty();
    private OptionalLong gcInterval = OptionalLong.empty();
    private Optional<NeighbourTableConfig> config = Optional.empty();
    private Optional<NeighbourTableStatistics> statistics = Optional.empty();
    private Optional<NeighbourParameters> parameters = Optional.empty();
    private final RawAttributes unknown = new RawAttributes();

    NeighbourTableDraft(AddressFamily family) {
        this.family = family;
    }

    void accept(AttributeReader in) throws DecodeException {
        switch (in.type()) {
            case NDTA_NAME -> name = in.string();
            case NDTA_THRESH1 -> threshold1 = OptionalLong.of(in.u32());
            case NDTA_THRESH2 -> threshold2 = OptionalLong.of(in.u32());
            case NDTA_THRESH3 -> threshold3 = OptionalLong.of(in.u32());
            case NDTA_GC_INTERVAL -> gcInterval = OptionalLong.of(in.u64());
            case NDTA_PARMS -> parameters = Optional.of(parameters(in));
            case NDTA_CONFIG -> {
                if (in.length() > NeighbourTableStructs.CONFIG_LENGTH) {
                    unknown.keep(in);
                } else {
                    config = Optional.of(NeighbourTableStructs.config(in));
                }
            }
            case NDTA_STATS -> {
                if (in.length() > NeighbourTableStructs.STATISTICS_LENGTH) {
                    unknown.keep(in);
                } else {
                    statistics = Optional.of(NeighbourTableStructs.statistics(in));
                }
            }
            case NDTA_PAD -> {}
            default -> unknown.keep(in);
        }
    }

    NeighbourTable toTable() throws DecodeException {
        if (name == null) {
            throw new DecodeException("NDTA_NAME", 16, "is not there");
        }
        return new NeighbourTable(
                family,
                name,
                threshold1,
                threshold2,
                threshold3,
                gcInterval,
                config,
                statistics,
                parameters,
                unknown.toUnknown());
    }

    private static NeighbourParameters parameters(AttributeReader outer) throws DecodeException {
        OptionalInt index = OptionalInt.empty();
        Map<NeighbourParameter, Long> values = new TreeMap<>();
        RawAttributes unknown = new RawAttributes();
        AttributeReader in = outer.nested(Ndtpa.NAMES);
        while (in.next()) {
            if (NeighbourParameter.isParameter(in.type())) {
                NeighbourParameter parameter = new NeighbourParameter(in.type());
                values.put(parameter, parameter.isTime() ? in.u64() : in.u32());
            } else if (in.type() == Ndtpa.NDTPA_IFINDEX) {
                index = OptionalInt.of(in.s32());
            } else if (in.type() != Ndtpa.NDTPA_PAD) {
                unknown.keep(in);
            }
        }
        return new NeighbourParameters(index, values, unknown.toUnknown());
    }
}
