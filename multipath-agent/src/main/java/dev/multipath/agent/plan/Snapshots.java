package dev.multipath.agent.plan;

import dev.multipath.agent.config.GatewaySetting;
import dev.multipath.agent.config.UplinkConfig;
import dev.multipath.agent.uplink.FamilyFacts;
import dev.multipath.agent.uplink.Gateway;
import dev.multipath.agent.uplink.GatewayChoice;
import dev.multipath.agent.uplink.UplinkFacts;
import dev.multipath.netlink.model.Address;
import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.netlink.model.Link;
import dev.multipath.netlink.model.Protocol;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads an uplink's facts out of a snapshot. */
public final class Snapshots {
    private Snapshots() {}

    /**
     * The device of an uplink, its addresses and its gateways.
     *
     * @param remembered4 the IPv4 gateway learnt earlier; believed while it still fits
     * @param remembered6 likewise for IPv6
     * @param own the agent's protocol number
     */
    public static UplinkFacts facts(
            UplinkConfig uplink,
            KernelSnapshot snapshot,
            Optional<Gateway> remembered4,
            Optional<Gateway> remembered6,
            Protocol own) {
        Optional<Link> link = snapshot.link(uplink.interfaceName());
        return new UplinkFacts(
                link,
                family(uplink.gateway(), AddressFamily.INET, link, snapshot, remembered4, own),
                family(uplink.gateway6(), AddressFamily.INET6, link, snapshot, remembered6, own));
    }

    private static FamilyFacts family(
            GatewaySetting setting,
            AddressFamily family,
            Optional<Link> link,
            KernelSnapshot snapshot,
            Optional<Gateway> remembered,
            Protocol own) {
        boolean wanted = !(setting instanceof GatewaySetting.Off);
        if (!wanted) {
            return FamilyFacts.none(false);
        }
        if (link.isEmpty()) {
            return FamilyFacts.none(true);
        }
        List<Address> addresses = addresses(link.get(), family, snapshot);
        Optional<Gateway> gateway = GatewayChoice.choose(
                setting,
                family,
                link.get(),
                addresses,
                snapshot.routes(),
                snapshot.surroundings().leases(),
                remembered,
                own);
        return new FamilyFacts(true, addresses, gateway);
    }

    private static List<Address> addresses(Link link, AddressFamily family, KernelSnapshot snapshot) {
        List<Address> addresses = new ArrayList<>();
        for (Address address : snapshot.addresses()) {
            boolean linkLocal6 = address.local().isIpv6() && address.local().isLinkLocal();
            if (address.interfaceIndex() == link.index() && address.family().equals(family) && !linkLocal6) {
                addresses.add(address);
            }
        }
        return addresses;
    }
}
