package dev.multipath.netlink;

import dev.multipath.netlink.model.FwMark;
import dev.multipath.netlink.model.nftables.CtKey;
import dev.multipath.netlink.model.nftables.MetaKey;
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
import java.util.ArrayList;
import java.util.List;

/** A table as a router of several uplinks has it: marks by connection, and masquerading. */
final class TypicalTable {
    static final NfTableKey KEY = new NfTableKey(NfFamily.INET, "multipath");
    static final int MASK = 0x3f000000;

    /** The same for {@code nft}, but for the named map's type, which it needs to show it. */
    static final String SCRIPT = """
            table inet multipath {
              comment "multipath-agent"
              map balance {
                typeof numgen inc mod 3 : meta mark
                elements = { 0 : 0x01000000, 1 : 0x02000000, 2 : 0x01000000 }
              }
              chain uplink_1 {
                meta mark set meta mark & 0xc0ffffff | 0x01000000
                ct mark set meta mark
              }
              chain uplink_2 {
                meta mark set meta mark & 0xc0ffffff | 0x02000000
                ct mark set meta mark
              }
              chain prerouting {
                type filter hook prerouting priority mangle;
                ct mark & 0x3f000000 vmap { 0x01000000 : goto uplink_1, 0x02000000 : goto uplink_2 }
                iifname vmap { "eth1" : goto uplink_1, "eth2" : goto uplink_2 }
                ct state new numgen inc mod 3 vmap { 0 : goto uplink_1, 1 : goto uplink_2, 2 : goto uplink_1 } comment "spread"
                meta mark set numgen inc mod 3 map @balance
              }
              chain output {
                type route hook output priority mangle;
                meta mark & 0x3f000000 == 0 ct state established,related counter meta mark set ct mark
              }
              chain postrouting {
                type nat hook postrouting priority srcnat;
                oifname "eth1" masquerade
              }
              chain forward {
                type filter hook forward priority mangle;
                oifname "eth1" tcp flags syn tcp option maxseg size set rt mtu
              }
            }
            """;

    private TypicalTable() {}

    static NfContents contents() {
        return contents(2);
    }

    static NfContents contents(int uplinks) {
        NfTable table = NfTable.of(NfFamily.INET, "multipath").comment("multipath-agent");
        List<NfChain> chains = new ArrayList<>();
        List<NfRule> rules = new ArrayList<>();
        NfSet byMark = NfSet.map(KEY, "__map0", NfType.MARK, NfType.VERDICT);
        NfSet byName = NfSet.map(KEY, "__map1", NfType.INTERFACE_NAME, NfType.VERDICT);
        NfSet byTurn = NfSet.map(KEY, "__map2", NfType.INTEGER, NfType.VERDICT);
        NfSet balance = NfSet.map(KEY, "balance", NfType.INTEGER, NfType.MARK);
        for (int i = 1; i <= uplinks; i++) {
            NfChain chain = NfChain.of(KEY, "uplink_" + i);
            NfVerdict there = NfVerdict.goTo(chain.name());
            FwMark mark = new FwMark((long) i << 24, MASK);
            chains.add(chain);
            byMark = byMark.plus(NfElement.of(NfValue.host32(mark.value()), there));
            byName = byName.plus(NfElement.of(NfValue.interfaceName("eth" + i), there));
            byTurn = byTurn.plus(NfElement.of(NfValue.host32(i - 1), there));
            balance = balance.plus(NfElement.of(NfValue.host32(i - 1), NfValue.host32(mark.value())));
            rules.add(NfRule.in(chain).setMark(mark).build());
            rules.add(NfRule.in(chain).mark().setConnectionMark().build());
        }
        NfVerdict first = NfVerdict.goTo("uplink_1");
        byTurn = byTurn.plus(NfElement.of(NfValue.host32(uplinks), first));
        balance = balance.plus(NfElement.of(NfValue.host32(uplinks), NfValue.host32(1 << 24)));
        NfChain prerouting = NfChain.of(KEY, "prerouting", NfBaseChain.filter(NfHook.PREROUTING, NfBaseChain.MANGLE));
        NfChain output = NfChain.of(KEY, "output", NfBaseChain.route(NfBaseChain.MANGLE));
        NfChain postrouting = NfChain.of(KEY, "postrouting", NfBaseChain.nat(NfHook.POSTROUTING, NfBaseChain.SRCNAT));
        NfChain forward = NfChain.of(KEY, "forward", NfBaseChain.filter(NfHook.FORWARD, NfBaseChain.MANGLE));
        chains.addAll(List.of(prerouting, output, postrouting, forward));
        rules.addAll(rules(uplinks, prerouting, output, postrouting, forward));
        return new NfContents(
                table, chains, List.of(byMark.anonymous(), byName.anonymous(), byTurn.anonymous(), balance), rules);
    }

    private static List<NfRule> rules(
            int uplinks, NfChain prerouting, NfChain output, NfChain postrouting, NfChain forward) {
        return List.of(
                NfRule.in(prerouting)
                        .connectionMark()
                        .and(MASK)
                        .verdictMap("__map0")
                        .build(),
                NfRule.in(prerouting).meta(MetaKey.IIFNAME).verdictMap("__map1").build(),
                NfRule.in(prerouting)
                        .connectionState(CtKey.NEW)
                        .numgen(uplinks + 1)
                        .verdictMap("__map2")
                        .comment("spread")
                        .build(),
                NfRule.in(prerouting)
                        .numgen(uplinks + 1)
                        .map("balance")
                        .setMark()
                        .build(),
                NfRule.in(output)
                        .markIs(new FwMark(0, MASK))
                        .connectionState(CtKey.ESTABLISHED | CtKey.RELATED)
                        .counter()
                        .connectionMark()
                        .setMark()
                        .build(),
                NfRule.in(postrouting).outputName("eth1").masquerade().build(),
                NfRule.in(forward).outputName("eth1").tcpSyn().clampMss().build());
    }
}
