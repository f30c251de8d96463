package dev.multipath.netlink.codec;

import static dev.multipath.netlink.codec.Rta.*;

import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.netlink.model.LabelStack;
import dev.multipath.netlink.model.MplsRoute;
import dev.multipath.netlink.model.NextHop;
import dev.multipath.netlink.model.Protocol;
import dev.multipath.netlink.model.RouteTable;
import dev.multipath.netlink.model.RouteTarget;
import dev.multipath.netlink.model.RouteType;
import dev.multipath.netlink.wire.AttributeReader;
import dev.multipath.netlink.wire.AttributeWriter;
import dev.multipath.netlink.wire.DecodeException;
import dev.multipath.netlink.wire.MessageReader;
import dev.multipath.netlink.wire.MessageWriter;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** MPLS routes: {@code struct rtmsg} of family {@code AF_MPLS} and its {@code RTA_*}. */
public final class MplsRouteCodec {
    private static final int LABEL_BITS = 20;

    private MplsRouteCodec() {}

    /** Whether the message is about an MPLS route, which {@link #decode} takes. */
    public static boolean isTyped(MessageReader message) throws DecodeException {
        message.requireBody(1, "rtmsg");
        return message.u8(0) == AddressFamily.MPLS.value();
    }

    /**
     * Reads the route the message is about, a reply, a notification or a request.
     *
     * @throws DecodeException for broken bytes, another family, and a destination that is not one label in table main
     */
    public static MplsRoute decode(MessageReader message) throws DecodeException {
        message.requireBody(RouteCodec.HEADER, "rtmsg");
        if (!isTyped(message)) {
            throw new DecodeException("rtm_family", 16, "family " + message.u8(0) + " is not MPLS");
        }
        if (message.u8(1) != LABEL_BITS || message.u8(2) != 0 || message.u8(3) != 0 || message.u8(6) != 0) {
            throw new DecodeException("rtmsg", 16, "an MPLS route has a label of 20 bits, no source, TOS and scope");
        }
        if (message.u8(4) != RouteTable.MAIN.value()) {
            throw new DecodeException("rtm_table", 20, "table " + message.u8(4) + "; MPLS routes are in main");
        }
        try {
            return read(message);
        } catch (IllegalArgumentException e) {
            throw new DecodeException("rtmsg", 16, String.valueOf(e.getMessage()), e);
        }
    }

    private static MplsRoute read(MessageReader message) throws DecodeException {
        Optional<LabelStack> label = Optional.empty();
        OptionalInt ttlPropagate = OptionalInt.empty();
        int interfaceIndex = 0;
        boolean single = false;
        List<NextHop> legs = List.of();
        HopDraft draft = new HopDraft(AddressFamily.MPLS);
        RawAttributes unknown = new RawAttributes();
        AttributeReader in = message.attributes(RouteCodec.HEADER, Rta.NAMES);
        while (in.next()) {
            switch (in.type()) {
                case RTA_DST -> label = Labels.read(in);
                case RTA_TTL_PROPAGATE -> ttlPropagate = OptionalInt.of(in.u8());
                case RTA_MULTIPATH -> {
                    legs = NextHopCodec.readLegs(in, AddressFamily.MPLS);
                    if (legs.isEmpty()) {
                        unknown.keep(in);
                    }
                }
                case RTA_OIF -> {
                    interfaceIndex = in.s32();
                    single |= interfaceIndex != 0;
                }
                default -> {
                    if (draft.accept(in)) {
                        single = true;
                    } else {
                        unknown.keep(in);
                    }
                }
            }
        }
        if (label.isEmpty() || label.get().labels().size() != 1) {
            throw new DecodeException("RTA_DST", 16, "not one label");
        }
        if (single && !legs.isEmpty()) {
            throw new DecodeException("RTA_MULTIPATH", 16, "legs beside a single next hop");
        }
        long flags = message.u32(8);
        RouteTarget target = !legs.isEmpty()
                ? new RouteTarget.Multipath(legs)
                : single
                        ? new RouteTarget.Single(draft.toHop(interfaceIndex, 1, (int) flags & RouteCodec.RTNH_FLAGS))
                        : RouteTarget.none();
        return new MplsRoute(
                label.get().labels().get(0),
                RouteType.of(message.u8(7)),
                Protocol.of(message.u8(5)),
                single ? flags & ~RouteCodec.RTNH_FLAGS : flags,
                target,
                ttlPropagate,
                unknown.toUnknown());
    }

    /** Writes header and attributes of a request for the route a label has, as it was configured (RTM_F_FIB_MATCH). */
    public static void encodeKey(int label, MessageWriter message) {
        message.u8(AddressFamily.MPLS.value()).u8(LABEL_BITS).u8(0).u8(0);
        message.u8(0).u8(0).u8(0).u8(0).u32(RouteLookupCodec.RTM_F_FIB_MATCH);
        Labels.write(message.attributes(), RTA_DST, LabelStack.of(label));
    }

    /** Writes header and attributes as the kernel reports the route. */
    public static void encode(MplsRoute route, MessageWriter message) {
        write(route, message, false);
    }

    /** Writes header and attributes as a request to add, replace or delete the route, without what only the kernel says. */
    public static void encodeRequest(MplsRoute route, MessageWriter message) {
        write(route, message, true);
    }

    private static void write(MplsRoute route, MessageWriter message, boolean request) {
        long flags = route.flags()
                | (route.target() instanceof RouteTarget.Single single
                        ? single.hop().flags()
                        : 0);
        message.u8(AddressFamily.MPLS.value()).u8(LABEL_BITS).u8(0).u8(0);
        message.u8((int) RouteTable.MAIN.value()).u8(route.protocol().value()).u8(0);
        message.u8(route.type().value()).u32(request ? flags & ~RouteCodec.REPORTED_FLAGS : flags);
        AttributeWriter out = message.attributes();
        Labels.write(out, RTA_DST, LabelStack.of(route.label()));
        if (route.ttlPropagate().isPresent()) {
            out.u8(RTA_TTL_PROPAGATE, route.ttlPropagate().getAsInt());
        }
        int family = AddressFamily.MPLS.value();
        if (route.target() instanceof RouteTarget.Single single) {
            NextHopCodec.writeSingle(single.hop(), family, out, request);
        } else if (route.target() instanceof RouteTarget.Multipath multipath) {
            NextHopCodec.writeLegs(multipath.legs(), family, out, request);
        }
        RawAttributes.write(out, route.unknown());
    }
}
