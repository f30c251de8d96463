package org.example;

import dev.multipath.netlink.NfNetlink;
import dev.multipath.netlink.NfReading;
import dev.multipath.netlink.model.FwMark;
import dev.multipath.netlink.model.nftables.NfBaseChain;
import dev.multipath.netlink.model.nftables.NfChain;
import dev.multipath.netlink.model.nftables.NfContents;
import dev.multipath.netlink.model.nftables.NfElement;
import dev.multipath.netlink.model.nftables.NfFamily;
import dev.multipath.netlink.model.nftables.NfHook;
import dev.multipath.netlink.model.nftables.NfRule;
import dev.multipath.netlink.model.nftables.NfSet;
import dev.multipath.netlink.model.nftables.NfTable;
import dev.multipath.netlink.model.nftables.NfTableKey;
import dev.multipath.netlink.model.nftables.NfType;
import dev.multipath.netlink.model.nftables.NfValue;
import dev.multipath.netlink.model.nftables.NfVerdict;
import java.util.List;

/** A table of nf_tables: connections keep the mark of the uplink they came in by, and one uplink masquerades. */
final class MarkedConnections {
    private static final NfTableKey KEY = new NfTableKey(NfFamily.INET, "uplinks");

    private MarkedConnections() {}

    /** Needs CAP_NET_ADMIN and the names of two interfaces. */
    public static void main(String[] interfaces) {
        try (NfNetlink netfilter = NfNetlink.open()) {
            System.out.println(run(netfilter, interfaces[0], interfaces[1]));
        }
    }

    static NfContents run(NfNetlink netfilter, String first, String second) {
        NfTable table = NfTable.of(NfFamily.INET, "uplinks").comment("mine");
        NfChain one = NfChain.of(KEY, "one");
        NfChain two = NfChain.of(KEY, "two");
        NfChain arriving = NfChain.of(KEY, "arriving", NfBaseChain.filter(NfHook.PREROUTING, NfBaseChain.MANGLE));
        NfChain leaving = NfChain.of(KEY, "leaving", NfBaseChain.nat(NfHook.POSTROUTING, NfBaseChain.SRCNAT));

        // iifname vmap { "eth0" : goto one, "eth1" : goto two }
        NfSet ways = NfSet.map(KEY, "ways", NfType.INTERFACE_NAME, NfType.VERDICT)
                .plus(NfElement.of(NfValue.interfaceName(first), NfVerdict.goTo("one")))
                .plus(NfElement.of(NfValue.interfaceName(second), NfVerdict.goTo("two")));
        List<NfRule> rules = List.of(
                NfRule.in(arriving).inputNameMap("ways").build(),
                NfRule.in(one).setConnectionMark(new FwMark(0x100, 0xff00)).build(),
                NfRule.in(two).setConnectionMark(new FwMark(0x200, 0xff00)).build(),
                NfRule.in(leaving).outputName(first).counter().masquerade().build());
        NfContents wanted = new NfContents(table, List.of(one, two, arriving, leaving), List.of(ways), rules);

        // All of it or nothing, and only if nobody changed any table since.
        NfReading now = netfilter.tables().read(KEY);
        boolean there = now.contents().filter(wanted::sameContent).isPresent();
        boolean made = there || netfilter.tables().transaction().replace(wanted).commitIf(now.generation());
        System.out.println(made ? "as wanted" : "somebody was faster");
        return netfilter.tables().contents(KEY).orElseThrow();
    }

    static void end(NfNetlink netfilter) {
        netfilter.tables().transaction().deleteIfPresent(KEY).commit();
    }
}
