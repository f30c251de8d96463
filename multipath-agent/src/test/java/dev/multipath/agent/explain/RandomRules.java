package dev.multipath.agent.explain;

import dev.multipath.netlink.NetlinkException;
import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.netlink.model.Dscp;
import dev.multipath.netlink.model.FlowLabel;
import dev.multipath.netlink.model.FwMark;
import dev.multipath.netlink.model.IpPrefix;
import dev.multipath.netlink.model.NumberRange;
import dev.multipath.netlink.model.Protocol;
import dev.multipath.netlink.model.Rule;
import dev.multipath.netlink.model.RuleAction;
import dev.multipath.netlink.model.RuleSelector;
import dev.multipath.netlink.model.UnknownAttributes;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Random;

/** Random rules with every selector and action; IPv4 ones have realms of their own, by which the kernel tells them. */
final class RandomRules {
    static final List<NumberRange> PORTS =
            List.of(NumberRange.of(53), NumberRange.of(443), new NumberRange(5060, 5061), new NumberRange(1024, 2048));
    static final List<NumberRange> UIDS = List.of(NumberRange.of(0), new NumberRange(1000, 1999));
    static final List<FwMark> MARKS = List.of(
            FwMark.exactly(1), new FwMark(0x0100_0000, 0x3f00_0000), new FwMark(0, 0x3f00_0000), new FwMark(2, 2));
    static final int[] TOS = {4, 8, 0x10, 0x1c};
    static final int GROUP = 7;

    private static final List<String> DEVICES =
            List.of("lo", "lo", "lo", "lan0", "up0", "up1", "up2", "cut0", "cut1", "twin0", "ptp0", "ghost0");
    private static final List<String> FROM4 = List.of("10.30.0.0/24", "192.0.2.34/32", "192.0.2.0/25", "10.0.0.0/8");
    private static final List<String> FROM6 =
            List.of("2001:db8:30::/64", "2001:db8:1::2/128", "2001:db8::/46", "2001:db8::/32");

    private final Random random;
    private final LookupSite site;
    private int installed;

    RandomRules(Random random, LookupSite site) {
        this.random = random;
        this.site = site;
    }

    void install(int tries) {
        for (AddressFamily family : List.of(AddressFamily.INET, AddressFamily.INET6)) {
            for (int i = 0; i < tries; i++) {
                try {
                    site.netlink().rules().add(rule(family, 100 + i * 10L, 100 + tries * 10L));
                    installed++;
                } catch (NetlinkException.Rejected refused) {
                    // What the kernel has no such selector for.
                }
            }
        }
    }

    int installed() {
        return installed;
    }

    private Rule rule(AddressFamily family, long priority, long last) {
        boolean ipv4 = family.equals(AddressFamily.INET);
        RuleSelector selector = selector(ipv4);
        // A rule that refuses nearly everything would leave little to look at behind it.
        boolean wide = selector.equals(RuleSelector.all(family)) || selector.inverted();
        RuleAction action =
                wide && !chance(20) ? new RuleAction.Lookup(pick(RandomTables.TABLES)) : action(priority, last);
        boolean lookup = action instanceof RuleAction.Lookup;
        return new Rule(
                family,
                OptionalLong.of(priority),
                selector,
                action,
                lookup && chance(4)
                        ? OptionalInt.of(List.of(0, 8, 16, 24, 32, 48, 64).get(random.nextInt(7)))
                        : OptionalInt.empty(),
                lookup && chance(8) ? OptionalLong.of(GROUP) : OptionalLong.empty(),
                ipv4 ? OptionalLong.of(installed + 1L) : OptionalLong.empty(),
                Protocol.of(77),
                0,
                UnknownAttributes.NONE);
    }

    private RuleAction action(long priority, long last) {
        return switch (random.nextInt(16)) {
            case 0 -> new RuleAction.Goto(priority + 10L * (1 + random.nextInt(6)));
            case 1 -> new RuleAction.Goto(last + 5000);
            case 2 -> new RuleAction.Nop();
            case 3 -> new RuleAction.Blackhole();
            case 4 -> new RuleAction.Unreachable();
            case 5 -> new RuleAction.Prohibit();
            default -> new RuleAction.Lookup(pick(RandomTables.TABLES));
        };
    }

    private RuleSelector selector(boolean ipv4) {
        AddressFamily family = ipv4 ? AddressFamily.INET : AddressFamily.INET6;
        boolean ports = chance(8);
        // The kernel refuses a code point beside a type of service, and a flow label for IPv4.
        Optional<Dscp> dscp = chance(15) ? Optional.of(Dscp.exactly(random.nextInt(8))) : Optional.empty();
        Optional<FlowLabel> flowLabel =
                !ipv4 && chance(20) ? Optional.of(FlowLabel.exactly(random.nextInt(2))) : Optional.empty();
        return new RuleSelector(
                chance(4) ? IpPrefix.parse(pick(ipv4 ? FROM4 : FROM6)) : IpPrefix.all(family),
                chance(5) ? IpPrefix.parse(pick(ipv4 ? RandomTables.IPV4 : RandomTables.IPV6)) : IpPrefix.all(family),
                dscp.isEmpty() && chance(10) ? TOS[random.nextInt(TOS.length)] : 0,
                chance(6) ? Optional.of(pick(DEVICES)) : Optional.empty(),
                chance(8) ? Optional.of(pick(DEVICES)) : Optional.empty(),
                chance(5) ? Optional.of(pick(MARKS)) : Optional.empty(),
                chance(8) ? Optional.of(pick(UIDS)) : Optional.empty(),
                ports || chance(8) ? OptionalInt.of(chance(2) ? 17 : 6) : OptionalInt.empty(),
                ports && chance(3) ? Optional.of(pick(PORTS)) : Optional.empty(),
                ports ? Optional.of(pick(PORTS)) : Optional.empty(),
                OptionalInt.empty(),
                OptionalInt.empty(),
                dscp,
                flowLabel,
                chance(30) ? OptionalLong.of(5) : OptionalLong.empty(),
                false,
                chance(6));
    }

    private boolean chance(int oneIn) {
        return random.nextInt(oneIn) == 0;
    }

    private <T> T pick(List<T> from) {
        return from.get(random.nextInt(from.size()));
    }
}
