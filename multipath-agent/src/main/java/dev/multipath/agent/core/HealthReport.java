package dev.multipath.agent.core;

import dev.multipath.agent.uplink.Health;
import dev.multipath.agent.uplink.Verdict;
import dev.multipath.netlink.model.AddressFamily;
import java.util.ArrayList;
import java.util.List;

/**
 * What a running agent holds of its uplinks, for a {@link Preview} made by another process.
 *
 * @param uplinks in order of their slot
 * @param carrying4 names of those that carry the balanced IPv4 traffic
 * @param carrying6 likewise for IPv6
 * @param memory overrides by hand and learnt gateways
 */
public record HealthReport(List<Uplink> uplinks, List<String> carrying4, List<String> carrying6, Effect.Memory memory) {

    public HealthReport {
        uplinks = List.copyOf(uplinks);
        carrying4 = List.copyOf(carrying4);
        carrying6 = List.copyOf(carrying6);
    }

    /**
     * One uplink.
     *
     * @param discovered nobody listed it
     * @param weight as of now; 0 if an older agent does not say
     */
    public record Uplink(String name, String interfaceName, boolean discovered, int weight, Known ipv4, Known ipv6) {
        public Known family(AddressFamily family) {
            return family.equals(AddressFamily.INET) ? ipv4 : ipv6;
        }

        Uplink weight(int known) {
            return new Uplink(name, interfaceName, discovered, known, ipv4, ipv6);
        }
    }

    /**
     * What is held of one family.
     *
     * @param byFact whether it went down because of a fact and not by probes
     * @param excused whether it counts as alive though it does not answer
     */
    public record Known(Verdict verdict, boolean degraded, boolean byFact, boolean excused) {
        static Known of(Health health) {
            return new Known(health.verdict(), health.degraded(), health.byFact(), health.excused());
        }

        /** The same health with this verdict; but facts seen just now are newer, and overrule it. */
        public Health toHealth(Health started) {
            return started.factsComplete()
                    ? started.toldOf(verdict, byFact, degraded, excused, "so says the running agent")
                    : started;
        }
    }

    public static HealthReport of(AgentState state) {
        List<Uplink> uplinks = new ArrayList<>();
        for (TrackedUplink uplink : state.uplinks()) {
            uplinks.add(new Uplink(
                    uplink.config().name(),
                    uplink.config().interfaceName(),
                    uplink.discovered(),
                    uplink.weight(),
                    Known.of(uplink.effective(AddressFamily.INET)),
                    Known.of(uplink.effective(AddressFamily.INET6))));
        }
        return new HealthReport(
                uplinks, names(state, AddressFamily.INET), names(state, AddressFamily.INET6), state.memory());
    }

    private static List<String> names(AgentState state, AddressFamily family) {
        List<String> names = new ArrayList<>();
        for (int slot : state.carrying(family).slots()) {
            if (slot < state.uplinks().size()) {
                names.add(state.uplinks().get(slot).config().name());
            }
        }
        return names;
    }
}
