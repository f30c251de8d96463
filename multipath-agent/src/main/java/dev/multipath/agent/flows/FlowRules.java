package dev.multipath.agent.flows;

import dev.multipath.agent.flows.FlowTable.Outlet;
import dev.multipath.agent.flows.FlowTable.Share;
import dev.multipath.netlink.model.FwMark;
import dev.multipath.netlink.model.IpPrefix;
import dev.multipath.netlink.model.nftables.Byteorder;
import dev.multipath.netlink.model.nftables.Cmp;
import dev.multipath.netlink.model.nftables.CmpOp;
import dev.multipath.netlink.model.nftables.MetaKey;
import dev.multipath.netlink.model.nftables.NfBaseChain;
import dev.multipath.netlink.model.nftables.NfChain;
import dev.multipath.netlink.model.nftables.NfContents;
import dev.multipath.netlink.model.nftables.NfElement;
import dev.multipath.netlink.model.nftables.NfFamily;
import dev.multipath.netlink.model.nftables.NfHook;
import dev.multipath.netlink.model.nftables.NfRegister;
import dev.multipath.netlink.model.nftables.NfRule;
import dev.multipath.netlink.model.nftables.NfRuleBuilder;
import dev.multipath.netlink.model.nftables.NfSet;
import dev.multipath.netlink.model.nftables.NfTable;
import dev.multipath.netlink.model.nftables.NfTableKey;
import dev.multipath.netlink.model.nftables.NfType;
import dev.multipath.netlink.model.nftables.NfValue;
import dev.multipath.netlink.model.nftables.NfVerdict;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * A {@link FlowTable} in the words of nf_tables.
 *
 * <ul>
 *   <li>prerouting: what comes from an uplink gives that uplink's mark to its connection, if that has none; what comes from
 *       elsewhere gets its connection's mark, and a rule leads it into the table of that uplink.
 *   <li>output: this machine's own packets get it too, and their route is looked up again; but for those whose sockets
 *       have a mark of their own: a tunnel's, which a rule keeps out of the tunnel by that very mark, and a command's that
 *       was run over one uplink.
 *   <li>postrouting: what leaves by an uplink gives that uplink's mark to its connection, if that has none, or if the packet
 *       bears the mark of another uplink, which is not to be had any more.
 * </ul>
 *
 * <p>What comes from an uplink never gets a mark itself: where only a default leads on it would be sent back. A mark that
 * stands for no uplink any more is taken off.
 */
public final class FlowRules {
    private static final IpPrefix UNIQUE_LOCAL = IpPrefix.parse("fc00::/7");
    private static final NfValue NOTHING = NfValue.host32(0);
    private static final int HEADERS_IPV4 = 20 + 20;
    private static final int HEADERS_IPV6 = 40 + 20;
    private static final int LARGEST_SEGMENT = 65_535;

    private static final String PREROUTING = "prerouting";
    private static final String OUTPUT = "output";
    private static final String POSTROUTING = "postrouting";
    private static final String LEAD = "lead";
    private static final String UPLINKS = "uplinks";
    private static final String MARKED = "marked";
    private static final String ARRIVING = "arriving";
    private static final String LEAVING = "leaving";

    private final FlowTable table;
    private final NfTable head;
    private final NfTableKey key;
    private final List<NfChain> chains = new ArrayList<>();
    private final List<NfSet> sets = new ArrayList<>();
    private final List<NfRule> rules = new ArrayList<>();

    private FlowRules(FlowTable table) {
        this.table = table;
        this.head = NfTable.of(NfFamily.INET, table.name()).comment(table.owner());
        this.key = head.key();
    }

    /** The whole table. */
    public static NfContents of(FlowTable table) {
        FlowRules rules = new FlowRules(table);
        if (table.pins()) {
            rules.pin();
        }
        if (table.spreads()) {
            rules.spread();
        }
        if (table.clampMss()) {
            rules.clampMss();
        }
        if (table.masquerades()) {
            rules.masquerade();
        }
        return new NfContents(rules.head, rules.chains, rules.sets, rules.rules);
    }

    private void pin() {
        for (Outlet outlet : marked()) {
            pin(outlet.mark());
        }
        verdicts(MARKED, NfType.MARK, outlet -> NfValue.host32(outlet.mark()), "lead");
        verdicts(ARRIVING, NfType.INTERFACE_NAME, FlowRules::name, ARRIVING);
        verdicts(LEAVING, NfType.INTERFACE_NAME, FlowRules::name, LEAVING);
        chain(LEAD);
        add(in(LEAD).connectionMark().and(table.mask().bits()).verdictMap(MARKED));
        add(in(LEAD).setConnectionMark(bits(0)));
        chain(PREROUTING, NfBaseChain.filter(NfHook.PREROUTING, NfBaseChain.MANGLE));
        add(in(PREROUTING).meta(MetaKey.IIFNAME).verdictMap(ARRIVING));
        add(ifConnectionMarked(in(PREROUTING)).goTo(LEAD));
        chain(OUTPUT, NfBaseChain.route(NfBaseChain.MANGLE));
        add(in(OUTPUT).mark().isNot(NOTHING).accept());
        add(ifConnectionMarked(in(OUTPUT)).goTo(LEAD));
        chain(POSTROUTING, NfBaseChain.filter(NfHook.POSTROUTING, NfBaseChain.MANGLE));
        add(in(POSTROUTING).meta(MetaKey.OIFNAME).verdictMap(LEAVING));
    }

    /** What happens to the packets of one uplink. */
    private void pin(long mark) {
        lead(mark);
        String take = chain(named("take", mark));
        add(in(take).setConnectionMark(bits(mark)));
        String arriving = chain(named(ARRIVING, mark));
        add(ifConnectionUnmarked(in(arriving)).goTo(take));
        String leaving = chain(named(LEAVING, mark));
        add(in(leaving).connectionMarkIs(bits(mark)).verdict(NfVerdict.RETURN));
        add(ifConnectionUnmarked(in(leaving)).goTo(take));
        add(in(leaving).mark().and(table.mask().bits()).isNot(NOTHING).goTo(take));
    }

    /** Gives the packet a mark. */
    private void lead(long mark) {
        String lead = chain(named(LEAD, mark));
        add(in(lead).setMark(bits(mark)));
    }

    private void spread() {
        marked().forEach(outlet -> lead(outlet.mark()));
        NfSet uplinks = NfSet.set(key, UPLINKS, NfType.INTERFACE_NAME);
        sets.add(uplinks.elements(table.outlets().stream()
                .map(outlet -> NfElement.of(name(outlet)))
                .toList()));
        spread("spread4", table.spread4());
        spread("spread6", table.spread6());
        chain(PREROUTING, NfBaseChain.filter(NfHook.PREROUTING, NfBaseChain.MANGLE));
        add(in(PREROUTING).meta(MetaKey.IIFNAME).in(UPLINKS).accept());
        add(in(PREROUTING).mark().and(table.mask().bits()).isNot(NOTHING).accept());
        chain(OUTPUT, NfBaseChain.route(NfBaseChain.MANGLE));
        add(in(OUTPUT).mark().isNot(NOTHING).accept());
        for (String hook : List.of(PREROUTING, OUTPUT)) {
            add(in(hook).family(NfFamily.IP).goTo("spread4"));
            add(in(hook).family(NfFamily.IP6).goTo("spread6"));
        }
    }

    /** Each rule takes its share of what those before it have left, so that all of them are exact. */
    private void spread(String chain, List<Share> shares) {
        chain(chain);
        long left = shares.stream().mapToLong(Share::weight).sum();
        for (Share share : shares) {
            NfRuleBuilder rule = in(chain);
            if (left > share.weight()) {
                rule.numgen(left)
                        .plus(new Byteorder(NfRegister.R1, NfRegister.R1, true, 4, 4))
                        .plus(new Cmp(NfRegister.R1, CmpOp.LT, NfValue.net32(share.weight())));
            }
            add(rule.goTo(named(LEAD, share.mark())));
            left -= share.weight();
        }
    }

    /**
     * Both ways: each end is told what the other may send. What comes in is measured by the interface, since the kernel
     * looks up the way back without marks, and would take the uplink that the balance draws for its sender.
     */
    private void clampMss() {
        String forward = chain("forward", NfBaseChain.filter(NfHook.FORWARD, NfBaseChain.MANGLE));
        for (Outlet outlet : table.outlets()) {
            add(in(forward).outputName(outlet.interfaceName()).tcpSyn().clampMss());
            clampArriving(forward, outlet, NfFamily.IP, HEADERS_IPV4);
            clampArriving(forward, outlet, NfFamily.IP6, HEADERS_IPV6);
        }
    }

    private void clampArriving(String chain, Outlet outlet, NfFamily family, int headers) {
        long segment = outlet.mtu() - headers;
        if (segment > 0 && segment <= LARGEST_SEGMENT) {
            add(in(chain)
                    .family(family)
                    .inputName(outlet.interfaceName())
                    .tcpSyn()
                    .clampMss((int) segment));
        }
    }

    /** Of IPv6 only what has an address that means nothing elsewhere. */
    private void masquerade() {
        String srcnat = chain("srcnat", NfBaseChain.nat(NfHook.POSTROUTING, NfBaseChain.SRCNAT));
        for (Outlet outlet : table.outlets()) {
            if (outlet.masquerades()) {
                String name = outlet.interfaceName();
                add(in(srcnat).family(NfFamily.IP).outputName(name).masquerade());
                add(in(srcnat).source(UNIQUE_LOCAL).outputName(name).masquerade());
            }
        }
    }

    private NfRuleBuilder ifConnectionMarked(NfRuleBuilder rule) {
        return rule.connectionMark().and(table.mask().bits()).isNot(NOTHING);
    }

    private NfRuleBuilder ifConnectionUnmarked(NfRuleBuilder rule) {
        return rule.connectionMarkIs(bits(0));
    }

    private List<Outlet> marked() {
        return table.outlets().stream().filter(outlet -> outlet.mark() != 0).toList();
    }

    private FwMark bits(long mark) {
        return new FwMark(mark, table.mask().bits());
    }

    /** One chain for each uplink; the number is that of its mark. */
    private String named(String what, long mark) {
        return what + '-' + (mark >>> Long.numberOfTrailingZeros(table.mask().bits()));
    }

    private void verdicts(String name, NfType keys, Function<Outlet, NfValue> keyOf, String to) {
        List<NfElement> elements = new ArrayList<>();
        for (Outlet outlet : marked()) {
            elements.add(NfElement.of(keyOf.apply(outlet), NfVerdict.goTo(named(to, outlet.mark()))));
        }
        sets.add(NfSet.map(key, name, keys, NfType.VERDICT).elements(elements));
    }

    private static NfValue name(Outlet outlet) {
        return NfValue.interfaceName(outlet.interfaceName());
    }

    private String chain(String name) {
        chains.add(NfChain.of(key, name));
        return name;
    }

    private String chain(String name, NfBaseChain base) {
        chains.add(NfChain.of(key, name, base));
        return name;
    }

    private NfRuleBuilder in(String chain) {
        return NfRule.in(key, chain);
    }

    private void add(NfRuleBuilder rule) {
        rules.add(rule.build());
    }
}
