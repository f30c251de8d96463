package dev.multipath.netlink.codec;

import static dev.multipath.netlink.codec.Ndta.*;

import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.netlink.model.NeighbourParameter;
import dev.multipath.netlink.model.NeighbourParameters;
import dev.multipath.netlink.model.NeighbourTable;
import dev.multipath.netlink.model.NeighbourTableChange;
import dev.multipath.netlink.wire.AttributeReader;
import dev.multipath.netlink.wire.AttributeWriter;
import dev.multipath.netlink.wire.DecodeException;
import dev.multipath.netlink.wire.MessageReader;
import dev.multipath.netlink.wire.MessageWriter;
import java.util.Map;
import java.util.OptionalLong;

/**
 * Neighbour tables: {@code struct ndtmsg}, {@code NDTA_*} and {@code NDTPA_*}.
 *
 * @see <a href="https://man7.org/linux/man-pages/man8/ip-ntable.8.html">ip-ntable(8)</a>, linux/neighbour.h
 */
public final class NeighbourTableCodec {
    static final int HEADER = 4;

    private NeighbourTableCodec() {}

    /**
     * Reads what a table says of itself, or a request to change one.
     *
     * @throws DecodeException for broken bytes, and when there is no name in it
     */
    public static NeighbourTable decode(MessageReader message) throws DecodeException {
        message.requireBody(HEADER, "ndtmsg");
        NeighbourTableDraft draft = new NeighbourTableDraft(AddressFamily.of(message.u8(0)));
        AttributeReader in = message.attributes(HEADER, Ndta.NAMES);
        while (in.next()) {
            draft.accept(in);
        }
        return draft.toTable();
    }

    /** Writes header and attributes as the kernel reports them. */
    public static void encode(NeighbourTable table, MessageWriter message) {
        header(table.family(), message);
        AttributeWriter out = message.attributes();
        out.string(NDTA_NAME, table.name());
        number32(out, NDTA_THRESH1, table.threshold1());
        number32(out, NDTA_THRESH2, table.threshold2());
        number32(out, NDTA_THRESH3, table.threshold3());
        number64(out, NDTA_GC_INTERVAL, table.gcInterval());
        table.config().ifPresent(config -> NeighbourTableStructs.write(out, config));
        table.statistics().ifPresent(statistics -> NeighbourTableStructs.write(out, statistics));
        table.parameters().ifPresent(parameters -> parameters(out, parameters, true));
        RawAttributes.write(out, table.unknown());
    }

    /** Writes header and attributes as a request to change a table; what only the kernel says is left out. */
    public static void encodeRequest(NeighbourTableChange change, MessageWriter message) {
        header(change.family(), message);
        AttributeWriter out = message.attributes();
        out.string(NDTA_NAME, change.name());
        number32(out, NDTA_THRESH1, change.threshold1());
        number32(out, NDTA_THRESH2, change.threshold2());
        number32(out, NDTA_THRESH3, change.threshold3());
        number64(out, NDTA_GC_INTERVAL, change.gcInterval());
        if (!change.parameters().equals(NeighbourParameters.NONE)) {
            parameters(out, change.parameters(), false);
        }
    }

    /** Writes a request to list the tables of a family; {@link AddressFamily#UNSPEC} = every one. */
    public static void encodeDump(AddressFamily family, MessageWriter message) {
        header(family, message);
    }

    private static void header(AddressFamily family, MessageWriter message) {
        message.u8(family.value()).u8(0).u16(0);
    }

    private static void parameters(AttributeWriter out, NeighbourParameters parameters, boolean readOnlyToo) {
        int mark = out.open(NDTA_PARMS);
        if (parameters.interfaceIndex().isPresent()) {
            out.u32(Ndtpa.NDTPA_IFINDEX, parameters.interfaceIndex().getAsInt());
        }
        for (Map.Entry<NeighbourParameter, Long> entry : parameters.values().entrySet()) {
            NeighbourParameter parameter = entry.getKey();
            if (parameter.isReadOnly() && !readOnlyToo) {
                continue;
            }
            if (parameter.isTime()) {
                out.u64(parameter.value(), entry.getValue());
            } else {
                out.u32(parameter.value(), entry.getValue());
            }
        }
        RawAttributes.write(out, parameters.unknown());
        out.close(mark);
    }

    private static void number32(AttributeWriter out, int type, OptionalLong number) {
        if (number.isPresent()) {
            out.u32(type, number.getAsLong());
        }
    }

    private static void number64(AttributeWriter out, int type, OptionalLong number) {
        if (number.isPresent()) {
            out.u64(type, number.getAsLong());
        }
    }
}
