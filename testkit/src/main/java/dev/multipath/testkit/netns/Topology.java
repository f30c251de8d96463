package dev.multipath.testkit.netns;

import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.netlink.model.IpAddress;
import dev.multipath.netlink.model.IpPrefix;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A small internet in network namespaces: a gateway with several uplinks, a LAN client behind it, and an "Internet"
 * host that holds the addresses to be reached.
 *
 * <pre>
 *                       +-- isp-one --------------+
 *  client -- lan0 gateway -- nat-two -- isp-two --+-- internet (203.0.113.53, 198.51.100.10, …)
 *                       +-- isp-three ------------+
 * </pre>
 *
 * <p>Everybody forwards as they should and has the routes for it, except the gateway: it has addresses and masquerades
 * what comes from the LAN, each packet to the address of the uplink it leaves by, but has no default route unless
 * {@link UplinkSpec#mainDefault} gives it one. Choosing the way out is what is to be tested.
 */
public final class Topology implements AutoCloseable {
    /** The gateway's interface to the LAN. */
    public static final String LAN_DEVICE = "lan0";

    private final Namespace gateway;
    private final Namespace client;
    private final Namespace internet;
    private final List<IpAddress> targets;
    private final Set<IpAddress> dead = new HashSet<>();
    private final List<UplinkHandle> uplinks = new ArrayList<>();

    private Topology(List<IpAddress> targets) {
        this.targets = List.copyOf(targets);
        List<Namespace> namespaces = Namespace.createAll(List.of("gateway", "client", "internet"));
        gateway = namespaces.get(0);
        client = namespaces.get(1);
        internet = namespaces.get(2);
    }

    /** One without uplinks yet. */
    public static Builder builder() {
        return new Builder();
    }

    /** Where what is tested runs. */
    public Namespace gateway() {
        return gateway;
    }

    /** A machine on the LAN: 10.77.0.10, fd77::10, its default routes over the gateway. */
    public Namespace client() {
        return client;
    }

    /** Whose loopback device holds the {@link #targets()}. */
    public Namespace internet() {
        return internet;
    }

    /** In the order they were given to the builder. */
    public List<UplinkHandle> uplinks() {
        return List.copyOf(uplinks);
    }

    /**
     * One of them.
     *
     * @throws IllegalArgumentException when there is none of that name
     */
    public UplinkHandle uplink(String name) {
        for (UplinkHandle uplink : uplinks) {
            if (uplink.name().equals(name)) {
                return uplink;
            }
        }
        throw new IllegalArgumentException("no uplink " + name);
    }

    /** The Internet's addresses, all of them. */
    public List<IpAddress> targets() {
        return targets;
    }

    /**
     * The first of a family.
     *
     * @throws IllegalArgumentException when there is none
     */
    public IpAddress target(AddressFamily family) {
        for (IpAddress target : targets) {
            if (target.family().equals(family)) {
                return target;
            }
        }
        throw new IllegalArgumentException("no target of " + family);
    }

    /** One of the Internet's addresses stops answering, silently; the others go on. */
    public void targetDead(IpAddress target) {
        if (!targets.contains(target)) {
            throw new IllegalArgumentException(target + " is none of " + targets);
        }
        new Faults(internet).silence(target.isIpv4() ? "ip" : "ip6", target.toString());
        dead.add(target);
    }

    /** It answers again; nothing when it always did. */
    public void targetAlive(IpAddress target) {
        if (dead.remove(target)) {
            new Faults(internet).unsilence(target.toString());
        }
    }

    /** Undoes the faults of all uplinks and targets. */
    public void heal() {
        for (IpAddress target : List.copyOf(dead)) {
            targetAlive(target);
        }
        uplinks.forEach(UplinkHandle::heal);
    }

    /** Removes everything: processes, devices, namespaces. */
    @Override
    public void close() {
        uplinks.forEach(UplinkHandle::close);
        client.close();
        gateway.close();
        internet.close();
    }

    private void build(List<UplinkSpec> specs) {
        for (IpAddress target : targets) {
            internet.address("lo", IpPrefix.host(target).toString());
        }
        gateway.forwarding();
        gateway.veth(LAN_DEVICE, client, "eth0");
        gateway.address(LAN_DEVICE, "10.77.0.1/24");
        gateway.address(LAN_DEVICE, "fd77::1/64");
        client.address("eth0", "10.77.0.10/24");
        client.address("eth0", "fd77::10/64");
        client.route("0.0.0.0/0", "10.77.0.1", "eth0");
        client.route("::/0", "fd77::1", "eth0");
        client.sysctl("net.ipv4.ip_local_port_range", "1024 65535");
        gateway.nft(Isp.masquerade("iifname", LAN_DEVICE));
        Set<String> names = new HashSet<>();
        Map<String, Integer> devices = new HashMap<>();
        for (int position = 0; position < specs.size(); position++) {
            UplinkSpec spec = specs.get(position);
            if (!names.add(spec.name())) {
                throw new IllegalArgumentException("two uplinks " + spec.name());
            }
            String kind = spec.kind() == UplinkKind.POINT_TO_POINT ? "ppp" : "wan";
            int number = devices.merge(kind, 1, Integer::sum) - 1;
            UplinkSpec named = spec.device().isPresent() ? spec : spec.device(kind + number);
            uplinks.add(UplinkHandle.build(gateway, internet, named, new Numbering(position)));
        }
    }

    /**
     * What the topology shall have.
     *
     * <p>The uplink at position n (from 0) gets, unless its spec says otherwise: a device {@code wan0}, {@code wan1}, …
     * ({@code ppp0}, {@code ppp1}, … where point-to-point); the subnets 198.18.n.0/24 and 2001:db8:g::/64, where g is 100 (hexadecimal)
     * more than n; behind NAT 192.168.n.0/24 and fd00:g::/64, with the former ones between NAT router and ISP. The
     * Internet's addresses are 203.0.113.53, 198.51.100.10, 2001:db8:ffff::53 and 2001:db8:ffff::10, unless others are
     * given.
     */
    public static final class Builder {
        private final List<UplinkSpec> uplinks = new ArrayList<>();
        private final List<IpAddress> targets = new ArrayList<>();
        private final List<Topology> built = new ArrayList<>();

        private Builder() {}

        /** Adds an uplink. */
        public Builder uplink(UplinkSpec uplink) {
            if (uplinks.size() == Numbering.MOST) {
                throw new IllegalArgumentException("more than " + Numbering.MOST + " uplinks");
            }
            uplinks.add(uplink);
            return this;
        }

        /** Adds the uplinks "fixed" on wan0, "behind-nat" on wan1, and "ppp" on ppp0. */
        public Builder oneOfEachKind() {
            return uplink(UplinkSpec.fixed("fixed"))
                    .uplink(UplinkSpec.behindNat("behind-nat"))
                    .uplink(UplinkSpec.pointToPoint("ppp"));
        }

        /** Adds an address for the Internet to have, instead of the usual ones. */
        public Builder target(String address) {
            targets.add(IpAddress.parse(address));
            return this;
        }

        /**
         * Builds it; some 50 to 100 milliseconds an uplink.
         *
         * @throws NetnsException where the system refuses; nothing is left then
         */
        public Topology build() {
            List<IpAddress> addresses = new ArrayList<>(targets);
            if (addresses.isEmpty()) {
                for (String usual :
                        List.of("203.0.113.53", "198.51.100.10", "2001:db8:ffff::53", "2001:db8:ffff::10")) {
                    addresses.add(IpAddress.parse(usual));
                }
            }
            Topology topology = new Topology(addresses);
            built.add(topology);
            try {
                topology.build(uplinks);
            } catch (RuntimeException | AssertionError e) {
                topology.close();
                throw e;
            }
            return topology;
        }

        /** Closes what was built, for the extension. */
        void close() {
            built.forEach(Topology::close);
        }
    }
}
