package dev.multipath.agent.explain;

import dev.multipath.netlink.RtNetlink;
import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.netlink.model.FwMark;
import dev.multipath.netlink.model.IpPrefix;
import dev.multipath.netlink.model.NextHop;
import dev.multipath.netlink.model.NumberRange;
import dev.multipath.netlink.model.Protocol;
import dev.multipath.netlink.model.Route;
import dev.multipath.netlink.model.RouteMetric;
import dev.multipath.netlink.model.RouteMetrics;
import dev.multipath.netlink.model.RouteTable;
import dev.multipath.netlink.model.RouteTarget;
import dev.multipath.netlink.model.RouteType;
import dev.multipath.netlink.model.Rule;
import dev.multipath.netlink.model.RuleAction;
import dev.multipath.netlink.model.RuleSelector;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** Rules and tables as the agent lays them out, ordered routes, policies and marks included, among an operator's own. */
final class AgentLayout {
    static final int BASE = 7700;
    private static final int[] WEIGHTS = {4, 1, 1, 2, 3, 2};

    private final LookupSite site;
    private final RtNetlink netlink;
    private int mss = 600;
    private long realm = 1;

    AgentLayout(LookupSite site) {
        this.site = site;
        this.netlink = site.netlink();
    }

    void install() {
        for (AddressFamily family : List.of(AddressFamily.INET, AddressFamily.INET6)) {
            tables(family.equals(AddressFamily.INET));
            operatorsRoutes(family.equals(AddressFamily.INET));
            rules(family);
            operatorsRules(family);
        }
    }

    private void tables(boolean ipv4) {
        List<NextHop> legs = new ArrayList<>();
        for (int slot = 0; slot < LookupSite.UPLINKS.size(); slot++) {
            NextHop hop = hop(slot, ipv4);
            legs.add(hop.weight(WEIGHTS[slot]));
            add(all(ipv4, BASE + 10 + slot).target(RouteTarget.single(hop)));
            add(all(ipv4, BASE + 200).target(RouteTarget.single(hop)).priority(2025 + slot));
        }
        add(all(ipv4, BASE + 200).target(RouteTarget.balanced(legs)).priority(1024));
        List<String> ordered = ipv4 ? RandomTables.IPV4 : RandomTables.IPV6;
        for (int i = 1; i < ordered.size(); i += 2) {
            add(to(ordered.get(i), BASE + 100).target(RouteTarget.single(hop(i % 6, ipv4))));
        }
        add(to(ordered.get(2), BASE + 100).type(RouteType.THROW));
        add(to(ordered.get(6), BASE + 100).type(RouteType.UNREACHABLE));
        add(all(ipv4, BASE + 110).target(RouteTarget.balanced(legs.subList(3, 6))));
        add(all(ipv4, BASE + 111).type(RouteType.PROHIBIT));
        add(all(ipv4, BASE + 112).target(RouteTarget.single(hop(1, ipv4))));
        add(all(ipv4, BASE + 113).target(RouteTarget.single(hop(4, ipv4))));
        add(all(ipv4, BASE + 113).type(RouteType.UNREACHABLE).priority(1_000_000));
    }

    private void operatorsRoutes(boolean ipv4) {
        List<String> prefixes = ipv4 ? RandomTables.IPV4 : RandomTables.IPV6;
        add(all(ipv4, 254).target(RouteTarget.single(hop(2, ipv4))).priority(4000));
        add(to(prefixes.get(5), 254).target(RouteTarget.single(hop(0, ipv4))).priority(30));
        add(to(prefixes.get(5), 254).target(RouteTarget.single(hop(4, ipv4))).priority(20));
        add(to(prefixes.get(4), 254).type(RouteType.BLACKHOLE));
        add(to(prefixes.get(3), 50).target(RouteTarget.balanced(List.of(hop(1, ipv4), hop(4, ipv4)))));
        if (!ipv4) {
            for (int i = 0; i < RandomTables.IPV6_SOURCES.size(); i++) {
                IpPrefix source = IpPrefix.parse(RandomTables.IPV6_SOURCES.get(i));
                add(all(false, 50).from(source).target(RouteTarget.single(hop(i, false))));
                add(to("2001:db8:bbbb::/48", 254).from(source).target(RouteTarget.single(hop(5 - i, false))));
            }
            add(to("2001:db8:bbbb::/48", 254).target(RouteTarget.single(hop(0, false))));
        }
    }

    private void rules(AddressFamily family) {
        boolean ipv4 = family.equals(AddressFamily.INET);
        add(lookup(family, BASE, 254).suppressPrefixLength(0));
        for (int slot = 0; slot < LookupSite.UPLINKS.size(); slot++) {
            String device = LookupSite.UPLINKS.get(slot);
            add(lookup(family, BASE + 5, BASE + 10 + slot).outputInterface(device));
            String from = ipv4
                    ? "192.0.2." + List.of(2, 34, 66, 35, 98, 130).get(slot)
                    : "2001:db8:"
                            + List.of("0::2", "1::2", "2::2", "1::3", "3::2", "4::2")
                                    .get(slot);
            add(lookup(family, BASE + 10 + slot, BASE + 10 + slot).from(IpPrefix.parse(from)));
            FwMark mark = new FwMark((slot + 1L) << 24, 0x3f00_0000);
            add(lookup(family, BASE + 50 + slot, BASE + 10 + slot)
                    .selector(selector(family, mark, null, null, 0, null)));
        }
        add(lookup(family, BASE + 100, BASE + 100));
        NumberRange sip = new NumberRange(5060, 5061);
        add(lookup(family, BASE + 110, BASE + 110).selector(selector(family, null, null, null, 17, sip)));
        NumberRange users = site.uids(1000, 1999);
        add(lookup(family, BASE + 111, BASE + 111)
                .selector(selector(family, null, users, null, 6, NumberRange.of(443))));
        add(lookup(family, BASE + 112, BASE + 112).selector(selector(family, null, null, LookupSite.LAN, 6, null)));
        RuleSelector sources = selector(family, null, null, null, 6, null).toBuilder()
                .from(IpPrefix.parse(ipv4 ? "10.30.0.0/24" : "2001:db8:30::/64"))
                .inputInterface(LookupSite.LAN)
                .sourcePort(new NumberRange(1024, 2048))
                .build();
        add(lookup(family, BASE + 113, BASE + 113).selector(sources));
        RuleSelector others = selector(family, null, site.uids(2000, 65534), null, 17, null);
        add(lookup(family, BASE + 114, BASE + 114).selector(others));
        add(lookup(family, BASE + 114, 254).selector(others));
        add(lookup(family, BASE + 200, BASE + 200));
    }

    private void operatorsRules(AddressFamily family) {
        FwMark two = new FwMark(2, 2);
        NumberRange dns = NumberRange.of(53);
        add(lookup(family, 5000, 0)
                .action(new RuleAction.Goto(6000))
                .selector(selector(family, two, null, null, 0, null)));
        add(lookup(family, 5100, 50).selector(selector(family, null, null, null, 17, dns)));
        add(lookup(family, 5200, 0)
                .action(new RuleAction.Prohibit())
                .selector(selector(family, null, null, "up2", 17, null)));
        add(lookup(family, 6000, 0).action(new RuleAction.Nop()));
        RuleSelector lan = selector(family, null, site.uids(2000, 2000), null, 6, NumberRange.of(80));
        add(lookup(family, 6100, 0).action(new RuleAction.Unreachable()).selector(lan));
        add(lookup(family, 6200, 0).action(new RuleAction.Goto(7000)).selector(lan));
        add(lookup(family, 8500, 0).action(new RuleAction.Blackhole()));
    }

    private Rule lookup(AddressFamily family, long priority, long table) {
        return Rule.lookup(family, RouteTable.of(table)).priority(priority).protocol(Protocol.of(77));
    }

    private static RuleSelector selector(
            AddressFamily family, FwMark mark, NumberRange uid, String incoming, int protocol, NumberRange port) {
        return new RuleSelector(
                IpPrefix.all(family),
                IpPrefix.all(family),
                0,
                Optional.ofNullable(incoming),
                Optional.empty(),
                Optional.ofNullable(mark),
                Optional.ofNullable(uid),
                protocol == 0 ? OptionalInt.empty() : OptionalInt.of(protocol),
                Optional.empty(),
                Optional.ofNullable(port),
                OptionalInt.empty(),
                OptionalInt.empty(),
                Optional.empty(),
                Optional.empty(),
                OptionalLong.empty(),
                false,
                false);
    }

    private NextHop hop(int slot, boolean ipv4) {
        String device = LookupSite.UPLINKS.get(slot);
        return NextHop.via(LookupSite.gateway(device, ipv4), site.router().index(device));
    }

    private static Route all(boolean ipv4, long table) {
        return to(ipv4 ? "0.0.0.0/0" : "::/0", table);
    }

    private static Route to(String prefix, long table) {
        return Route.to(IpPrefix.parse(prefix)).table(RouteTable.of(table)).protocol(Protocol.of(77));
    }

    private void add(Route route) {
        RouteMetrics own = RouteMetrics.NONE.with(RouteMetric.ADVMSS, mss++);
        netlink.routes().add(route.options(route.options().metrics(own)));
    }

    private void add(Rule rule) {
        boolean ipv4 = rule.family().equals(AddressFamily.INET);
        netlink.rules()
                .add(new Rule(
                        rule.family(),
                        rule.priority(),
                        rule.selector(),
                        rule.action(),
                        rule.suppressPrefixLength(),
                        rule.suppressInterfaceGroup(),
                        ipv4 ? OptionalLong.of(realm++) : OptionalLong.empty(),
                        rule.protocol(),
                        rule.flags(),
                        rule.unknown()));
    }
}
