package dev.multipath.agent.acceptance;

import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.netlink.model.IpAddress;
import dev.multipath.testkit.netns.Topology;
import dev.multipath.testkit.netns.UplinkHandle;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes the configuration file of a topology's gateway. */
public final class GatewayFile {
    private final Topology topology;
    private final List<String> agent = new ArrayList<>();
    private final List<String> probe = new ArrayList<>();
    private final Map<String, Integer> weights = new LinkedHashMap<>();
    private final Map<String, String> lines = new LinkedHashMap<>();
    private List<IpAddress> targets;
    private boolean auto;
    private String configured = "";

    private GatewayFile(Topology topology) {
        this.topology = topology;
        this.targets = topology.targets();
    }

    /** All uplinks by their configured gateways, all the Internet's addresses as targets. */
    public static GatewayFile of(Topology topology) {
        return new GatewayFile(topology);
    }

    /** A line of {@code [agent]}. */
    public GatewayFile agent(String line) {
        agent.add(line);
        return this;
    }

    /** A line of {@code [probe]}. */
    public GatewayFile probe(String line) {
        probe.add(line);
        return this;
    }

    public GatewayFile weight(String uplink, int weight) {
        weights.put(uplink, weight);
        return this;
    }

    /** A further line of an uplink's section. */
    public GatewayFile uplink(String uplink, String line) {
        lines.merge(uplink, line + '\n', String::concat);
        return this;
    }

    /** Only these targets; none makes the gateways the targets. */
    public GatewayFile targets(IpAddress... only) {
        targets = List.of(only);
        return this;
    }

    /** Gateways are to be found out. */
    public GatewayFile autoGateways() {
        auto = true;
        return this;
    }

    /** Gateways are to be found out for all uplinks but the first. */
    public GatewayFile autoGatewaysExceptFirst() {
        auto = true;
        configured = topology.uplinks().get(0).name();
        return this;
    }

    /** Probing fast enough for a test, slow enough for a busy machine. */
    public GatewayFile quick() {
        return probe("interval = \"200ms\"")
                .probe("fast-interval = \"100ms\"")
                .probe("timeout = \"1s\"")
                .probe("hold-up = \"1s\"");
    }

    /** The file. */
    public String text() {
        StringBuilder out = new StringBuilder("[agent]\n");
        agent.forEach(line -> out.append(line).append('\n'));
        out.append("\n[probe]\n");
        if (!targets.isEmpty()) {
            out.append("targets = [");
            targets.forEach(target -> out.append('"').append(target).append("\", "));
            out.append("]\n");
        }
        probe.forEach(line -> out.append(line).append('\n'));
        for (UplinkHandle uplink : topology.uplinks()) {
            out.append("\n[[uplink]]\nname = \"").append(uplink.name()).append("\"\n");
            out.append("interface = \"").append(uplink.device()).append("\"\n");
            if (!auto || uplink.name().equals(configured)) {
                gateway(out, uplink, AddressFamily.INET, "gateway");
                gateway(out, uplink, AddressFamily.INET6, "gateway6");
            }
            out.append("weight = ")
                    .append(weights.getOrDefault(uplink.name(), 1))
                    .append('\n')
                    .append(lines.getOrDefault(uplink.name(), ""));
        }
        return out.toString();
    }

    private static void gateway(StringBuilder out, UplinkHandle uplink, AddressFamily family, String key) {
        if (uplink.carries(family)) {
            out.append(key).append(" = \"").append(uplink.nextHop(family)).append("\"\n");
        } else if (family.equals(AddressFamily.INET6)) {
            out.append(key).append(" = \"off\"\n");
        }
    }
}
