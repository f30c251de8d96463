package dev.multipath.netlink;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.multipath.netlink.model.Address;
import dev.multipath.netlink.model.KernelObject;
import dev.multipath.netlink.model.Link;
import dev.multipath.netlink.model.Route;
import dev.multipath.netlink.model.RouteTable;
import dev.multipath.netlink.model.Rule;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** Holds a view against what the kernel lists, and against what {@code ip} shows. */
final class ViewProof {
    static final Duration SOON = Duration.ofSeconds(10);

    private final LiveNamespace live;
    private final RouteView view;

    ViewProof(LiveNamespace live, RouteView view) {
        this.live = live;
        this.view = view;
    }

    /**
     * Waits until the view is the truth, which it has to become on its own. The kernel makes IPv6 addresses and routes of
     * its own accord for a while: what is listed behind a snapshot may be younger, and then the next one is compared.
     */
    RouteSnapshot converges() {
        Optional<RouteSnapshot> reached;
        try {
            reached = view.await(
                    now -> describe(now).equals(listed()) && destinations(now).equals(shownByIp()), SOON);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
        if (reached.isEmpty()) {
            RouteSnapshot now = view.snapshot();
            assertThat(describe(now)).as("%s, failure %s", now, view.failure()).isEqualTo(listed());
            assertThat(destinations(now)).isEqualTo(shownByIp());
            throw new AssertionError("right too late, or never certain: " + now + ", failure " + view.failure());
        }
        return reached.get();
    }

    private List<String> listed() {
        RtNetlink netlink = live.netlink();
        List<String> all = new ArrayList<>();
        netlink.links().list().forEach(link -> all.add(describe(link)));
        netlink.addresses().list().forEach(address -> all.add(describe(address)));
        netlink.rules().list().forEach(rule -> all.add(describe(rule)));
        netlink.routes().list().forEach(route -> all.add(describe(route)));
        Collections.sort(all);
        return all;
    }

    static List<String> describe(RouteSnapshot snapshot) {
        List<String> all = new ArrayList<>();
        snapshot.links().forEach(link -> all.add(describe(link)));
        snapshot.addresses().forEach(address -> all.add(describe(address)));
        snapshot.rules().forEach(rule -> all.add(describe(rule)));
        snapshot.routes().forEach(route -> all.add(describe(route)));
        Collections.sort(all);
        return all;
    }

    static String describe(KernelObject object) {
        if (object instanceof Link link) {
            return describe(link);
        }
        if (object instanceof Address address) {
            return describe(address);
        }
        return object instanceof Route route ? describe(route) : describe((Rule) object);
    }

    private static String describe(Rule rule) {
        return "rule " + rule + " flags " + rule.flags();
    }

    private static String describe(Link link) {
        return "link " + link.index() + " " + link.name() + " flags " + link.flags() + " carrier " + link.carrier()
                + " state " + link.operState() + " master " + link.master();
    }

    private static String describe(Address address) {
        return "address " + address.local() + "/" + address.prefixLength() + " on " + address.interfaceIndex()
                + " flags " + address.flags();
    }

    private static String describe(Route route) {
        return "route " + route.type() + " " + route.key().effective() + " " + route.protocol() + " "
                + route.scope() + " flags " + route.flags() + " " + route.target() + " "
                + route.options().prefSrc();
    }

    private static List<String> destinations(RouteSnapshot snapshot) {
        List<String> all = new ArrayList<>();
        for (Route route : snapshot.routes()) {
            int length = route.destination().length();
            String address = route.destination().address().toString();
            String text = route.isDefault() ? "default" : length == address(route) ? address : address + "/" + length;
            all.add(text + " table " + name(route.table()));
        }
        Collections.sort(all);
        return all;
    }

    private static int address(Route route) {
        return route.destination().address().bitLength();
    }

    private static String name(RouteTable table) {
        return table.equals(RouteTable.MAIN)
                ? "main"
                : table.equals(RouteTable.LOCAL) ? "local" : String.valueOf(table.value());
    }

    private List<String> shownByIp() {
        List<String> all = new ArrayList<>();
        for (String family : List.of("-4", "-6")) {
            for (JsonElement element : live.json(family + " route show table all")) {
                JsonObject route = element.getAsJsonObject();
                String table = route.has("table") ? route.get("table").getAsString() : "main";
                all.add(route.get("dst").getAsString() + " table " + table);
            }
        }
        Collections.sort(all);
        return all;
    }
}
