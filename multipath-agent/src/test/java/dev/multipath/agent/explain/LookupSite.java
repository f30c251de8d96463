package dev.multipath.agent.explain;

import dev.multipath.netlink.RouteFilter;
import dev.multipath.netlink.RtNetlink;
import dev.multipath.netlink.model.Address;
import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.netlink.model.IpAddress;
import dev.multipath.netlink.model.Neighbour;
import dev.multipath.netlink.model.NextHop;
import dev.multipath.netlink.model.NumberRange;
import dev.multipath.netlink.model.Route;
import dev.multipath.netlink.model.RouteTable;
import dev.multipath.testkit.netns.Await;
import dev.multipath.testkit.netns.Namespace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A router with a LAN and several uplinks, for lookups only: its interfaces lead to nobody. */
final class LookupSite {
    static final String LAN = "lan0";
    /** Loses its carrier, with {@code ignore_routes_with_linkdown}. */
    static final String CUT_IGNORED = "cut0";
    /** Loses its carrier, and its routes go on being used. */
    static final String CUT_USED = "cut1";
    /** Shares its subnet, and so its gateway, with {@code up1}. */
    static final String TWIN = "twin0";

    static final String POINT_TO_POINT = "ptp0";

    static final List<String> UPLINKS = List.of("up0", "up1", "up2", TWIN, CUT_IGNORED, CUT_USED);

    private final Namespace router;
    private final Namespace outside;
    private final Map<String, LookupSettings> settings = new HashMap<>();
    private boolean forwards6 = true;

    LookupSite(Namespace router, Namespace outside) {
        this.router = router;
        this.outside = outside;
        router.forwarding();
        router.sysctl("net.ipv4.conf.all.rp_filter", "0");
        add(LAN, "10.30.0.1/24", "2001:db8:30::1/64");
        add("up0", "192.0.2.2/27", "2001:db8:0::2/64");
        add("up1", "192.0.2.34/27", "2001:db8:1::2/64");
        add("up2", "192.0.2.66/27", "2001:db8:2::2/64");
        add(TWIN, "192.0.2.35/27", "2001:db8:1::3/64");
        add(CUT_IGNORED, "192.0.2.98/27", "2001:db8:3::2/64");
        add(CUT_USED, "192.0.2.130/27", "2001:db8:4::2/64");
        router.veth(POINT_TO_POINT, outside, POINT_TO_POINT);
        IpAddress here = IpAddress.parse("172.16.9.1");
        router.address(Address.of(router.index(POINT_TO_POINT), here, 32).peer(IpAddress.parse("172.16.9.2")));
        set(POINT_TO_POINT, LookupSettings.FORWARDING);
        for (String family : List.of("ipv4", "ipv6")) {
            router.sysctl("net." + family + ".conf." + CUT_IGNORED + ".ignore_routes_with_linkdown", "1");
        }
        settle();
    }

    /** The kernel adds the routes of new IPv6 addresses a moment later. */
    private void settle() {
        Await.until(Duration.ofSeconds(5), "every IPv6 address has its local route", () -> {
            Set<IpAddress> missing = new HashSet<>();
            for (Address address : netlink().addresses().list()) {
                missing.add(address.local());
            }
            for (Route route : netlink().routes().list(RouteFilter.ALL.table(RouteTable.LOCAL))) {
                missing.remove(route.destination().address());
            }
            return missing.isEmpty();
        });
    }

    private void add(String device, String ipv4, String ipv6) {
        router.veth(device, outside, device);
        router.address(device, ipv4);
        router.address(device, ipv6);
        set(device, LookupSettings.FORWARDING);
    }

    /** Sets the sysctls of an interface. */
    void set(String device, LookupSettings to) {
        String ipv4 = "net.ipv4.conf." + device + ".";
        router.sysctl(ipv4 + "rp_filter", Integer.toString(to.reversePathFilter()));
        router.sysctl(ipv4 + "forwarding", to.forwarding() ? "1" : "0");
        router.sysctl(ipv4 + "src_valid_mark", to.sourceMark() ? "1" : "0");
        router.sysctl(ipv4 + "accept_local", to.acceptLocal() ? "1" : "0");
        settings.put(device, to);
    }

    /** Turns the router into a host with some IPv6 gateways that do not answer. */
    void beHost(List<String> silent) {
        router.sysctl("net.ipv6.conf.all.forwarding", "0");
        forwards6 = false;
        for (String device : silent) {
            Neighbour gateway = Neighbour.of(router.index(device), gateway(device, false));
            netlink().neighbours().replace(gateway.state(Neighbour.FAILED));
        }
    }

    LookupSettings settings(Packet packet) {
        if (!packet.destination().isIpv4()) {
            return new LookupSettings(forwards6, 0, false, false);
        }
        return packet.incoming().map(settings::get).orElse(LookupSettings.FORWARDING);
    }

    /** Pulls the two cables, and waits until every route over them says so. */
    void cut() {
        outside.down(CUT_IGNORED);
        outside.down(CUT_USED);
        List<Integer> cut = List.of(router.index(CUT_IGNORED), router.index(CUT_USED));
        Await.until(Duration.ofSeconds(5), "routes over the cut links are flagged", () -> {
            for (Route route : netlink().routes().list()) {
                for (NextHop hop : Legs.of(route)) {
                    boolean own = route.protocol().value() == 2
                            && !route.destination().isAll();
                    if (cut.contains(hop.interfaceIndex()) && !own && (hop.flags() & NextHop.LINKDOWN) == 0) {
                        return false;
                    }
                }
            }
            return true;
        });
    }

    /** That range where this user namespace has it, else root's: the kernel refuses rules for users it does not know. */
    NumberRange uids(long first, long last) {
        List<String> maps;
        try {
            maps = Files.readAllLines(Path.of("/proc/self/uid_map"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        for (String map : maps) {
            List<String> numbers = List.of(map.strip().split(" +"));
            long from = Long.parseLong(numbers.get(0));
            if (from <= first && last < from + Long.parseLong(numbers.get(2))) {
                return new NumberRange(first, last);
            }
        }
        return NumberRange.of(0);
    }

    Namespace router() {
        return router;
    }

    RtNetlink netlink() {
        return router.netlink();
    }

    /** The first address of the interface's subnet. */
    static IpAddress gateway(String device, boolean ipv4) {
        int number =
                device.equals(TWIN) ? 1 : device.startsWith("up") ? device.charAt(2) - '0' : device.charAt(3) - '0' + 3;
        return IpAddress.parse(ipv4 ? "192.0.2." + (number * 32 + 1) : "2001:db8:" + number + "::1");
    }

    /** Everything dumped now. */
    Fib dump() {
        return new Fib(
                netlink().rules().list(),
                netlink().routes().list(),
                netlink().links().list(),
                netlink().addresses().list(),
                netlink().neighbours().list(AddressFamily.INET6));
    }
}
