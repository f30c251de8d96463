package dev.multipath.netlink;

import dev.multipath.netlink.codec.Fra;
import dev.multipath.netlink.codec.Rta;
import dev.multipath.netlink.codec.Rtm;
import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.netlink.model.Protocol;
import dev.multipath.netlink.model.RouteTable;
import dev.multipath.netlink.wire.FilterAssembler;
import dev.multipath.netlink.wire.FilterAssembler.Label;
import dev.multipath.netlink.wire.FilterProgram;

/**
 * An {@link EventFilter} as the program the kernel runs on each notification, which is one message. Pure.
 *
 * <p>{@code struct rtmsg} and {@code struct fib_rule_hdr} are alike where it counts: 12 bytes, the family first, the table
 * in the fifth. A table above 255 stands in an attribute alone; in routes and rules it has the same number.
 */
final class EventProgram {
    private static final int TYPE = 4;
    private static final int SENDER = 12;
    private static final int BODY = 16;
    private static final int FAMILY = BODY;
    private static final int DESTINATION_LENGTH = BODY + 1;
    private static final int TABLE = BODY + 4;
    private static final int ROUTE_PROTOCOL = BODY + 5;
    private static final int RULE_ACTION = BODY + 7;
    private static final int ATTRIBUTES = BODY + 12;
    private static final int TO_TABLE = 1;
    private static final int ATTRIBUTE_HEADER = 4;

    private final EventFilter filter;
    private final FilterAssembler program = new FilterAssembler();
    private final Label pass = new Label();
    private final Label drop = new Label();

    private EventProgram(EventFilter filter) {
        this.filter = filter;
    }

    static FilterProgram of(EventFilter filter) {
        return new EventProgram(filter).compile();
    }

    private FilterProgram compile() {
        senders();
        Label whole = new Label();
        program.loadLength().ifAtLeast(ATTRIBUTES, whole);
        // Too short to be a route or a rule; the type is there, since the kernel sends no less than a header.
        types(pass);
        program.place(whole);
        Label wanted = new Label();
        types(wanted);
        program.place(wanted);
        Label route = new Label();
        Label rule = new Label();
        program.ifEqual16(Rtm.RTM_NEWROUTE, route)
                .ifEqual16(Rtm.RTM_DELROUTE, route)
                .ifEqual16(Rtm.RTM_NEWRULE, rule)
                .ifEqual16(Rtm.RTM_DELRULE, rule)
                .jump(pass);
        program.place(route);
        families();
        destination();
        routeProtocol();
        table();
        program.place(rule);
        families();
        ruleProtocol();
        Label looksUp = new Label();
        program.load8(RULE_ACTION).ifEqual(TO_TABLE, looksUp).jump(pass).place(looksUp);
        table();
        return program.place(drop).drop().place(pass).pass().assemble();
    }

    /** The kernel sends no less than a header. */
    private void senders() {
        if (filter.senders().isAll()) {
            return;
        }
        Label wanted = new Label();
        program.load32(SENDER);
        for (int sender : filter.senders().values()) {
            program.ifEqual32(Integer.toUnsignedLong(sender), filter.senders().only() ? wanted : drop);
        }
        if (filter.senders().only()) {
            program.jump(drop);
        }
        program.place(wanted);
    }

    /** Leaves the message type loaded. */
    private void types(Label wanted) {
        program.load16(TYPE);
        Label hit = filter.types().only() ? wanted : drop;
        for (int type : filter.types().values()) {
            program.ifEqual16(type, hit);
        }
        program.jump(filter.types().only() ? drop : wanted);
    }

    private void families() {
        Label ip = new Label();
        program.load8(FAMILY)
                .ifEqual(AddressFamily.INET.value(), ip)
                .ifEqual(AddressFamily.INET6.value(), ip)
                .jump(pass)
                .place(ip);
    }

    private void destination() {
        if (!filter.whole().isAll()) {
            Label judged = new Label();
            program.load8(DESTINATION_LENGTH).ifEqual(0, judged).load8(ROUTE_PROTOCOL);
            protocols(filter.whole());
            program.place(judged);
        }
    }

    private void routeProtocol() {
        if (!filter.protocols().isAll()) {
            program.load8(ROUTE_PROTOCOL);
            protocols(filter.protocols());
        }
    }

    private void ruleProtocol() {
        if (filter.protocols().isAll()) {
            return;
        }
        Label named = new Label();
        Label judged = new Label();
        program.findAttribute(ATTRIBUTES, Fra.FRA_PROTOCOL).ifAtLeast(ATTRIBUTES, named);
        program.jump(filter.protocols().wants(Protocol.UNSPEC) ? judged : drop);
        program.place(named).keepPlace();
        payload(1);
        program.load8At(ATTRIBUTE_HEADER);
        protocols(filter.protocols());
        program.place(judged);
    }

    /** Goes on behind for a wanted one. */
    private void protocols(EventFilter.Choice<Protocol> choice) {
        Label wanted = new Label();
        for (Protocol protocol : choice.values()) {
            program.ifEqual(protocol.value(), choice.only() ? wanted : drop);
        }
        if (choice.only()) {
            program.jump(drop);
        }
        program.place(wanted);
    }

    /** The last judgement: passes or drops. */
    private void table() {
        if (filter.tables().isAll()) {
            program.jump(pass);
            return;
        }
        Label found = new Label();
        boolean only = filter.tables().only();
        program.findAttribute(ATTRIBUTES, Rta.RTA_TABLE).ifAtLeast(ATTRIBUTES, found);
        program.load8(TABLE);
        for (RouteTable table : filter.tables().values()) {
            if (table.value() <= 0xff) {
                program.ifEqual((int) table.value(), only ? pass : drop);
            }
        }
        program.jump(only ? drop : pass);
        program.place(found).keepPlace();
        payload(4);
        program.load32At(ATTRIBUTE_HEADER);
        for (RouteTable table : filter.tables().values()) {
            program.ifEqual32(table.value(), only ? pass : drop);
        }
        program.jump(only ? drop : pass);
    }

    /** An attribute of another length than expected cannot be judged: its message passes. */
    private void payload(int length) {
        Label asExpected = new Label();
        program.load16At(0)
                .ifEqual16(ATTRIBUTE_HEADER + length, asExpected)
                .jump(pass)
                .place(asExpected);
    }
}
