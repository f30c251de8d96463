package dev.multipath.agent.migrate;

import dev.multipath.agent.migrate.Remark.Fate;
import dev.multipath.netlink.model.IpAddress;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Translates {@code int_if}, {@code fixed_gw}, and every {@code static_x} with its {@code static_x_order}. */
final class UplinkImport {
    private static final Pattern INTERFACE = Pattern.compile("[^/:\\\\\\s*?\\[\\]\\p{Cntrl}]{1,15}");
    private static final Pattern STATIC = Pattern.compile("static_(\\w+?)(_order)?");
    private static final int HEAVIEST = 256;

    /** @param remark which line it comes from */
    private record Uplink(String name, Optional<String> gateway, int weight, String remark) {}

    private final Ledger ledger;
    private final Set<String> internal = new LinkedHashSet<>();
    private String internalLine = "";
    private final Map<String, Uplink> uplinks = new LinkedHashMap<>();
    private final Toml routes = new Toml();
    private final Set<String> routed = new HashSet<>();

    UplinkImport(Ledger ledger) {
        this.ledger = ledger;
    }

    static boolean isStatic(String name) {
        return STATIC.matcher(name).matches();
    }

    /** All of it; statics name uplinks too. */
    void read() {
        internalLine = internalInterfaces();
        fixedGateways();
        statics();
    }

    void writeInternal(Toml out) {
        if (!internal.isEmpty()) {
            out.blank().line("[agent]", "").line("internal-interfaces = " + Toml.list(internal), internalLine);
        }
    }

    /** Uplinks, and routes over them. */
    void write(Toml out) {
        for (Uplink uplink : uplinks.values()) {
            out.blank().line("[[uplink]]", uplink.remark());
            out.line("interface = " + Toml.string(uplink.name()), "");
            uplink.gateway().ifPresent(gateway -> out.line("gateway = " + Toml.string(gateway), ""));
            if (uplink.weight() != 1) {
                out.line("weight = " + uplink.weight(), "");
            }
        }
        out.append(routes);
    }

    private String internalInterfaces() {
        Optional<Statement> given = ledger.known("int_if");
        for (String device : Ledger.words(given)) {
            if (INTERFACE.matcher(device).matches()) {
                internal.add(device);
            }
        }
        given.ifPresent(statement -> ledger.settle(
                statement,
                internal.size() == Ledger.words(given).size() ? Fate.TRANSLATED : Fate.BY_HAND,
                internal.isEmpty() ? "no internal interface" : "[agent] internal-interfaces = " + Toml.list(internal)));
        return given.map(statement -> Ledger.where(statement)).orElse("");
    }

    private void fixedGateways() {
        Optional<Statement> given = ledger.known("fixed_gw");
        List<String> notes = new ArrayList<>();
        for (String word : Ledger.words(given)) {
            List<String> parts = List.of(word.split(":", -1));
            String device = parts.get(0);
            if (!INTERFACE.matcher(device).matches()) {
                notes.add("\"" + word + "\" names no interface");
            } else if (internal.contains(device)) {
                notes.add(device + " is in int_if, and was never used as an uplink");
            } else if (uplinks.containsKey(device)) {
                notes.add(device + " is named twice; the first counts");
            } else {
                uplinks.put(device, uplink(device, parts, Ledger.where(given.get()), notes));
            }
        }
        if (given.isPresent()) {
            String said = uplinks.isEmpty()
                    ? "no uplink with a fixed gateway"
                    : "[[uplink]] " + String.join(", ", uplinks.keySet());
            String more = notes.isEmpty() ? "" : "; " + String.join("; ", notes);
            ledger.settle(given.get(), notes.isEmpty() ? Fate.TRANSLATED : Fate.BY_HAND, said + more);
        }
    }

    private static Uplink uplink(String device, List<String> parts, String remark, List<String> notes) {
        String gateway = parts.size() > 1 ? parts.get(1) : "";
        Optional<IpAddress> address = Destination.address(gateway).filter(IpAddress::isIpv4);
        if (address.isEmpty() && !gateway.isEmpty()) {
            notes.add(
                    "the gateway of " + device + ", \"" + gateway + "\", is no IPv4 address; the agent looks for one");
        }
        String weight = parts.size() > 2 ? parts.get(2) : "";
        int number = weight.matches("[0-9]{1,4}") ? Integer.parseInt(weight) : weight.isEmpty() ? 1 : 0;
        if (number < 1 || number > HEAVIEST) {
            notes.add("the weight of " + device + ", \"" + weight + "\", is none from 1 to " + HEAVIEST);
        }
        return new Uplink(device, address.map(IpAddress::toString), Math.max(1, Math.min(HEAVIEST, number)), remark);
    }

    /** By name, as the shell lists them. */
    private void statics() {
        Map<String, Optional<Statement>> found = new TreeMap<>();
        for (String name : ledger.names()) {
            Matcher parts = STATIC.matcher(name);
            if (parts.matches()) {
                found.put(parts.group(1), Optional.empty());
            }
        }
        for (String name : found.keySet()) {
            route(name, ledger.known("static_" + name), ledger.known("static_" + name + "_order"));
        }
    }

    private void route(String name, Optional<Statement> to, Optional<Statement> order) {
        List<String> notes = new ArrayList<>();
        Set<String> destinations = new LinkedHashSet<>();
        for (String word : Ledger.words(to)) {
            Optional<String> destination = Destination.of(word);
            if (destination.isEmpty()) {
                notes.add("\"" + word + "\" is neither an address nor a network");
            } else if (destination.get().endsWith("/0")) {
                notes.add(word + " is every destination: that is what tier and weight are for");
            } else if (!routed.add(destination.get())) {
                notes.add(word + " has a [[route]] already; the scripts let the last one win");
            } else {
                destinations.add(destination.get());
            }
        }
        Set<String> via = new LinkedHashSet<>();
        for (String device : Ledger.words(order)) {
            if (internal.contains(device) || !INTERFACE.matcher(device).matches()) {
                notes.add(device + " is no uplink");
            } else {
                via.add(device);
            }
        }
        boolean whole = !destinations.isEmpty() && !via.isEmpty();
        if (whole) {
            String remark = "in the order of static_" + name + "_order";
            via.forEach(
                    device -> uplinks.computeIfAbsent(device, none -> new Uplink(device, Optional.empty(), 1, remark)));
            routes.blank().line("[[route]]", Ledger.where(to.orElseThrow()));
            routes.line("name = " + Toml.string(name), "");
            routes.line("to = " + Toml.list(destinations), "");
            routes.line("via = " + Toml.list(via), Ledger.where(order.orElseThrow()));
        } else if (notes.isEmpty()) {
            String missing = Ledger.words(to).isEmpty() ? "no destination" : "no order of interfaces";
            settleBoth(to, order, Fate.NOT_NEEDED, missing + ", so no route, then as now");
            return;
        }
        String said = whole ? "[[route]] " + name : "no [[route]]";
        String more = notes.isEmpty() ? "" : "; " + String.join("; ", notes);
        settleBoth(to, order, notes.isEmpty() ? Fate.TRANSLATED : Fate.BY_HAND, said + more);
    }

    private void settleBoth(Optional<Statement> to, Optional<Statement> order, Fate fate, String text) {
        to.ifPresent(statement -> ledger.settle(statement, fate, text));
        order.ifPresent(statement -> ledger.settle(statement, fate, text));
    }
}
