package dev.multipath.netlink.fuzz;

import static dev.multipath.netlink.codec.Rtm.*;
import static dev.multipath.netlink.codec.conntrack.ConntrackMessage.IPCTNL_MSG_CT_NEW;

import dev.multipath.netlink.RejectionFuzz;
import java.util.List;
import java.util.function.Consumer;

/** What is fuzzed: a class {@code …Fuzz}, the directory of its corpus, the messages that it reads. */
enum Target {
    ADDRESS(
            AddressFuzz.class,
            AddressFuzz::fuzzerTestOneInput,
            RTM_NEWADDR,
            RTM_DELADDR,
            RTM_NEWMULTICAST,
            RTM_NEWANYCAST),
    CONNTRACK(ConntrackFuzz.class, ConntrackFuzz::fuzzerTestOneInput, IPCTNL_MSG_CT_NEW),
    DATAGRAM(DatagramFuzz.class, DatagramFuzz::fuzzerTestOneInput),
    LINK(LinkFuzz.class, LinkFuzz::fuzzerTestOneInput, RTM_NEWLINK, RTM_DELLINK),
    NEIGHBOUR(NeighbourFuzz.class, NeighbourFuzz::fuzzerTestOneInput, RTM_NEWNEIGH, RTM_DELNEIGH, RTM_NEWNEIGHTBL),
    NEXTHOP(NextHopFuzz.class, NextHopFuzz::fuzzerTestOneInput, RTM_NEWNEXTHOP, RTM_DELNEXTHOP, RTM_NEWNEXTHOPBUCKET),
    NFTABLES(NftablesFuzz.class, NftablesFuzz::fuzzerTestOneInput),
    REJECTION(RejectionFuzz.class, RejectionFuzz::fuzzerTestOneInput),
    ROUTE(RouteFuzz.class, RouteFuzz::fuzzerTestOneInput, RTM_NEWROUTE, RTM_DELROUTE, RTM_GETROUTE),
    RULE(RuleFuzz.class, RuleFuzz::fuzzerTestOneInput, RTM_NEWRULE, RTM_DELRULE),
    /** Of sock_diag, whose message types rtnetlink has for others. */
    SOCKET(SocketFuzz.class, SocketFuzz::fuzzerTestOneInput),
    STATISTICS(StatisticsFuzz.class, StatisticsFuzz::fuzzerTestOneInput, RTM_NEWSTATS, RTM_NEWNSID);

    private final Class<?> type;

    @SuppressWarnings("ImmutableEnumChecker") // a method reference
    private final Consumer<byte[]> input;

    @SuppressWarnings("ImmutableEnumChecker") // List.of
    private final List<Integer> messageTypes;

    Target(Class<?> type, Consumer<byte[]> input, Integer... messageTypes) {
        this.type = type;
        this.input = input;
        this.messageTypes = List.of(messageTypes);
    }

    /** The class's name, and the name of the directory in {@code src/fuzz/corpus}. */
    String title() {
        return type.getSimpleName();
    }

    /** Shows it bytes. */
    void run(byte[] bytes) {
        input.accept(bytes);
    }

    /** Empty for those that read messages of all types. */
    List<Integer> messageTypes() {
        return messageTypes;
    }
}
