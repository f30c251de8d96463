package dev.multipath.agent.explain;

import dev.multipath.netlink.model.Address;
import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.netlink.model.Attributes;
import dev.multipath.netlink.model.Dscp;
import dev.multipath.netlink.model.FlowLabel;
import dev.multipath.netlink.model.FwMark;
import dev.multipath.netlink.model.IpAddress;
import dev.multipath.netlink.model.IpPrefix;
import dev.multipath.netlink.model.Link;
import dev.multipath.netlink.model.LinkAttributes;
import dev.multipath.netlink.model.LinkInfo;
import dev.multipath.netlink.model.Neighbour;
import dev.multipath.netlink.model.NextHop;
import dev.multipath.netlink.model.NumberRange;
import dev.multipath.netlink.model.Protocol;
import dev.multipath.netlink.model.RawAttribute;
import dev.multipath.netlink.model.Route;
import dev.multipath.netlink.model.RouteCacheInfo;
import dev.multipath.netlink.model.RouteOptions;
import dev.multipath.netlink.model.RouteTable;
import dev.multipath.netlink.model.RouteTarget;
import dev.multipath.netlink.model.RouteType;
import dev.multipath.netlink.model.Rule;
import dev.multipath.netlink.model.RuleAction;
import dev.multipath.netlink.model.RuleSelector;
import dev.multipath.netlink.model.UnknownAttributes;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * Tables written down in the words of {@code ip}, one object a line:
 *
 * <pre>
 * link 2 eth0 [down] [group 7]
 * address eth0 192.0.2.2/24
 * silent eth0 2001:db8::1
 * rule 100 not from 10.0.0.0/8 fwmark 0x1/0x3f lookup 7710
 * route 198.51.100.0/24 via 192.0.2.1 dev eth0 table 7710 metric 10
 * route default nexthop via 192.0.2.1 dev eth0 weight 4 nexthop dev eth1 dead linkdown
 * </pre>
 *
 * {@code rule6} and {@code route6} are IPv6. Loopback and the kernel's own rules are always there.
 */
final class FibText {
    private static final Map<String, RouteType> TYPES = new HashMap<>();

    static {
        for (int type = 2; type <= 10; type++) {
            TYPES.put(RouteType.of(type).toString(), RouteType.of(type));
        }
    }

    private final List<Rule> rules = new ArrayList<>();
    private final List<Route> routes = new ArrayList<>();
    private final List<Link> links = new ArrayList<>();
    private final List<Address> addresses = new ArrayList<>();
    private final List<Neighbour> neighbours = new ArrayList<>();
    private Deque<String> words = new ArrayDeque<>();

    static Fib parse(String text) {
        FibText parser = new FibText();
        String own = """
            link 1 lo
            rule 0 lookup local
            rule6 0 lookup local
            %s
            rule 32766 lookup main
            rule6 32766 lookup main
            rule 32767 lookup default
            """;
        own.formatted(text).lines().filter(line -> !line.isBlank()).forEach(parser::line);
        return new Fib(parser.rules, parser.routes, parser.links, parser.addresses, parser.neighbours);
    }

    private void line(String line) {
        words = new ArrayDeque<>(List.of(line.strip().split(" +")));
        switch (words.pop()) {
            case "link" -> link();
            case "address" -> addresses.add(address());
            case "silent" ->
                neighbours.add(
                        Neighbour.of(device(), IpAddress.parse(words.pop())).state(Neighbour.FAILED));
            case "rule" -> rules.add(rule(AddressFamily.INET));
            case "rule6" -> rules.add(rule(AddressFamily.INET6));
            case "route" -> routes.add(route(AddressFamily.INET));
            case "route6" -> routes.add(route(AddressFamily.INET6));
            default -> throw new IllegalArgumentException(line);
        }
    }

    private void link() {
        int index = Integer.parseInt(words.pop());
        String name = words.pop();
        long flags = take("down") ? 0 : Link.UP;
        Attributes group =
                take("group") ? Attributes.of(LinkAttributes.GROUP, Long.decode(words.pop())) : Attributes.NONE;
        links.add(new Link(
                index,
                name,
                1,
                name.equals("lo") ? flags | Link.LOOPBACK : flags,
                1500,
                true,
                6,
                Optional.empty(),
                OptionalInt.empty(),
                OptionalInt.empty(),
                LinkInfo.NONE,
                group));
    }

    private Address address() {
        int device = device();
        IpPrefix prefix = IpPrefix.parse(words.pop());
        return Address.of(device, prefix.address(), prefix.length());
    }

    private int device() {
        String name = words.pop();
        for (Link link : links) {
            if (link.name().equals(name)) {
                return link.index();
            }
        }
        throw new IllegalArgumentException("no link " + name);
    }

    private Rule rule(AddressFamily family) {
        Rule rule = Rule.lookup(family, RouteTable.MAIN).priority(Long.parseLong(words.pop()));
        SelectorText selector = new SelectorText(family);
        RuleAction action = new RuleAction.Nop();
        OptionalInt suppressed = OptionalInt.empty();
        OptionalLong group = OptionalLong.empty();
        UnknownAttributes unknown = UnknownAttributes.NONE;
        while (!words.isEmpty()) {
            String word = words.pop();
            switch (word) {
                case "lookup" -> action = new RuleAction.Lookup(table());
                case "goto" -> action = new RuleAction.Goto(Long.parseLong(words.pop()));
                case "nop" -> action = new RuleAction.Nop();
                case "blackhole" -> action = new RuleAction.Blackhole();
                case "unreachable" -> action = new RuleAction.Unreachable();
                case "prohibit" -> action = new RuleAction.Prohibit();
                case "action" -> action = new RuleAction.Other(Integer.parseInt(words.pop()));
                case "suppress_prefixlength" -> suppressed = OptionalInt.of(Integer.parseInt(words.pop()));
                case "suppress_ifgroup" -> group = OptionalLong.of(Long.parseLong(words.pop()));
                // raw TYPE BYTES NUMBER
                case "raw" ->
                    unknown = unknown.plus(
                            new RawAttribute(Integer.parseInt(words.pop()), number(Integer.parseInt(words.pop()))));
                default -> selector.accept(word, words);
            }
        }
        return new Rule(
                family,
                rule.priority(),
                selector.build(),
                action,
                suppressed,
                group,
                OptionalLong.empty(),
                Protocol.UNSPEC,
                0,
                unknown);
    }

    private Route route(AddressFamily family) {
        RouteType type = Optional.ofNullable(TYPES.get(words.peek())).orElse(RouteType.UNICAST);
        if (!type.equals(RouteType.UNICAST)) {
            words.pop();
        }
        String to = words.pop();
        Route route = Route.to(to.equals("default") ? IpPrefix.all(family) : IpPrefix.parse(to))
                .type(type);
        RouteOptions options = RouteOptions.NONE;
        List<NextHop> hops = new ArrayList<>();
        long object = 0;
        while (!words.isEmpty()) {
            String word = words.pop();
            switch (word) {
                case "table" -> route = route.table(table());
                case "metric" -> route = route.priority(Long.parseLong(words.pop()));
                case "tos" -> route = route.tos(Integer.decode(words.pop()));
                case "from" -> route = route.from(IpPrefix.parse(words.pop()));
                case "pref" -> options = options.preference(words.pop().equals("high") ? 1 : 3);
                case "expired" -> options = expired();
                case "nhid" -> object = Long.parseLong(words.pop());
                case "nexthop" -> hops.add(hop());
                default -> {
                    words.push(word);
                    hops.add(hop());
                }
            }
        }
        RouteTarget target = object != 0
                ? new RouteTarget.NextHopId(object, hops)
                : hops.isEmpty() ? RouteTarget.none() : RouteTarget.balanced(hops);
        return route.options(options).target(target);
    }

    private static RouteOptions expired() {
        RouteOptions none = RouteOptions.NONE;
        return new RouteOptions(
                none.prefSrc(),
                none.metrics(),
                none.realms(),
                none.preference(),
                none.expires(),
                none.mark(),
                none.uid(),
                none.inputInterface(),
                none.ttlPropagate(),
                none.multicastStats(),
                Optional.of(new RouteCacheInfo(0, 0, -100, 0, 0, 0, 0, 0)),
                none.retired());
    }

    private NextHop hop() {
        NextHop hop = NextHop.dev(0);
        Optional<IpAddress> gateway = take("via") ? Optional.of(IpAddress.parse(words.pop())) : Optional.empty();
        if (take("dev")) {
            int device = device();
            hop = gateway.isPresent() ? NextHop.via(gateway.get(), device) : NextHop.dev(device);
        }
        int weight = take("weight") ? Integer.parseInt(words.pop()) : 1;
        int flags = take("dead") ? NextHop.DEAD : 0;
        flags |= take("linkdown") ? NextHop.LINKDOWN : 0;
        if (hop.interfaceIndex() == 0) {
            throw new IllegalArgumentException("no next hop: " + words);
        }
        return hop.weight(weight).flags(flags);
    }

    private RouteTable table() {
        String name = words.pop();
        return switch (name) {
            case "main" -> RouteTable.MAIN;
            case "local" -> RouteTable.LOCAL;
            case "default" -> RouteTable.DEFAULT;
            default -> RouteTable.of(Long.parseLong(name));
        };
    }

    private boolean take(String word) {
        if (!word.equals(words.peek())) {
            return false;
        }
        words.pop();
        return true;
    }
    /** The next word, a number, in so many bytes of this machine's order. */
    private byte[] number(int bytes) {
        byte[] all = ByteBuffer.allocate(8)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(Long.decode(words.pop()))
                .array();
        byte[] payload = new byte[bytes];
        for (int i = 0; i < bytes; i++) {
            payload[ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN ? i : bytes - 1 - i] = all[i];
        }
        return payload;
    }

    /** Selectors of a rule. */
    private static final class SelectorText {
        private final AddressFamily family;
        private final Map<String, String> values = new HashMap<>();

        SelectorText(AddressFamily family) {
            this.family = family;
        }

        void accept(String word, Deque<String> rest) {
            boolean flag = word.equals("not") || word.equals("l3mdev");
            values.put(word, flag ? "" : rest.pop());
        }

        RuleSelector build() {
            return new RuleSelector(
                    prefix("from"),
                    prefix("to"),
                    Integer.decode(values.getOrDefault("tos", "0")),
                    Optional.ofNullable(values.get("iif")),
                    Optional.ofNullable(values.get("oif")),
                    Optional.ofNullable(values.get("fwmark")).map(SelectorText::mark),
                    range("uidrange"),
                    values.containsKey("ipproto")
                            ? OptionalInt.of(Integer.parseInt(values.get("ipproto")))
                            : OptionalInt.empty(),
                    range("sport"),
                    range("dport"),
                    portMask("sport"),
                    portMask("dport"),
                    masked("dscp", Dscp.ALL_BITS).map(dscp -> new Dscp(dscp[0], dscp[1])),
                    masked("flowlabel", FlowLabel.ALL_BITS).map(label -> new FlowLabel(label[0], label[1])),
                    values.containsKey("tun_id")
                            ? OptionalLong.of(Long.parseLong(values.get("tun_id")))
                            : OptionalLong.empty(),
                    values.containsKey("l3mdev"),
                    values.containsKey("not"));
        }

        private IpPrefix prefix(String word) {
            String value = values.getOrDefault(word, "all");
            return value.equals("all") ? IpPrefix.all(family) : IpPrefix.parse(value);
        }

        private Optional<NumberRange> range(String word) {
            if (!values.containsKey(word)) {
                return Optional.empty();
            }
            String[] ends = values.get(word).replaceAll("/.*", "").split("-", -1);
            return Optional.of(new NumberRange(Long.parseLong(ends[0]), Long.parseLong(ends[ends.length - 1])));
        }

        private OptionalInt portMask(String word) {
            int mask = masked(word, 0xffff).map(port -> port[1]).orElse(0xffff);
            return mask == 0xffff ? OptionalInt.empty() : OptionalInt.of(mask);
        }

        /** {@code VALUE[/MASK]}; a range has no mask. */
        private Optional<int[]> masked(String word, int all) {
            if (!values.containsKey(word) || values.get(word).contains("-")) {
                return Optional.empty();
            }
            String[] parts = values.get(word).split("/", -1);
            return Optional.of(
                    new int[] {Integer.decode(parts[0]), parts.length == 1 ? all : Integer.decode(parts[1])});
        }

        private static FwMark mark(String text) {
            String[] parts = text.split("/", -1);
            long value = Long.decode(parts[0]);
            return parts.length == 1 ? FwMark.exactly(value) : new FwMark(value, Long.decode(parts[1]));
        }
    }
}
