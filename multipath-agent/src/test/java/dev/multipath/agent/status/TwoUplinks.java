package dev.multipath.agent.status;

import dev.multipath.agent.config.AgentConfig;
import dev.multipath.agent.config.ConfigFile;
import dev.multipath.agent.config.ConfigResult;
import dev.multipath.agent.core.AgentCore;
import dev.multipath.agent.core.AgentState;
import dev.multipath.agent.core.Effect;
import dev.multipath.agent.core.Event;
import dev.multipath.agent.core.ProbeRequest;
import dev.multipath.agent.core.Step;
import dev.multipath.agent.plan.KernelOp;
import dev.multipath.agent.plan.KernelSnapshot;
import dev.multipath.netlink.model.Address;
import dev.multipath.netlink.model.IpAddress;
import dev.multipath.netlink.model.Link;
import dev.multipath.netlink.model.Route;
import dev.multipath.netlink.model.Rule;
import dev.multipath.netlink.model.UnknownAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A machine with two uplinks, without a kernel: {@code hinet} of weight 3 over eth0 with both families, {@code seed} of
 * weight 1 over eth1 with IPv4 alone. Its snapshot holds what plans put into it.
 */
public final class TwoUplinks {
    public static final String FILE = """
        [probe]
        targets = ["203.0.113.53"]
        [[uplink]]
        name = "hinet"
        interface = "eth0"
        gateway = "192.0.2.1"
        gateway6 = "fe80::1"
        weight = 3
        [[uplink]]
        name = "seed"
        interface = "eth1"
        gateway = "198.51.100.1"
        gateway6 = "off"
        """;

    private final List<Link> links = new ArrayList<>();
    private final List<Address> addresses = new ArrayList<>();
    private final List<Route> routes = new ArrayList<>();
    private final List<Rule> rules = new ArrayList<>();

    public TwoUplinks() {
        link(7, "eth0", true);
        link(8, "eth1", true);
        address(7, "192.0.2.2", 24);
        address(7, "2001:db8::2", 64);
        address(8, "198.51.100.7", 24);
    }

    public static AgentConfig config(String file) {
        ConfigResult result = ConfigFile.parse("agent.toml", file);
        if (result instanceof ConfigResult.Valid valid) {
            return valid.config();
        }
        throw new AssertionError(result.toString());
    }

    /** Adds a device, or puts another in its place. */
    public void link(int index, String name, boolean carrier) {
        links.removeIf(link -> link.name().equals(name));
        links.add(new Link(
                index,
                name,
                1,
                Link.UP,
                1500,
                carrier,
                carrier ? 6 : 2,
                Optional.empty(),
                OptionalInt.empty(),
                OptionalInt.empty(),
                Optional.empty(),
                UnknownAttributes.NONE));
    }

    public void address(int index, String address, int length) {
        addresses.add(Address.of(index, IpAddress.parse(address), length));
    }

    /** Of a /64 and with these flags; one there already gets them. */
    public void flagged(int index, String address, long flags) {
        IpAddress local = IpAddress.parse(address);
        addresses.removeIf(held -> held.local().equals(local));
        addresses.add(Address.of(index, local, 64).flags(flags));
    }

    public void route(Route route) {
        routes.add(route);
    }

    public KernelSnapshot snapshot() {
        return new KernelSnapshot(links, addresses, routes, rules, Map.of());
    }

    /** What the kernel would do. */
    public void apply(List<KernelOp> operations) {
        for (KernelOp operation : operations) {
            if (operation instanceof KernelOp.AddRoute add) {
                routes.add(add.route());
            } else if (operation instanceof KernelOp.ReplaceRoute replace) {
                routes.replaceAll(route ->
                        route.key().effective().equals(replace.route().key().effective()) ? replace.route() : route);
            } else if (operation instanceof KernelOp.DeleteRoute delete) {
                routes.remove(delete.route());
            } else if (operation instanceof KernelOp.AddRule add) {
                rules.add(add.rule());
            } else if (operation instanceof KernelOp.DeleteRule delete) {
                rules.remove(delete.rule());
            }
        }
    }

    /** An agent that has looked and brought the kernel in line, and sent no probe yet. */
    public AgentState started(AgentConfig config, long now) {
        return settled(AgentState.initial(config, Effect.Memory.EMPTY, now), now);
    }

    /** Looks and applies until there is nothing left to do. */
    public AgentState settled(AgentState state, long now) {
        AgentState current = state;
        for (int round = 0; round < 4; round++) {
            Step step = AgentCore.step(current, new Event.Observed(snapshot()), now);
            current = step.state();
            for (Effect effect : step.effects()) {
                if (effect instanceof Effect.Apply apply) {
                    apply(apply.plan().operations());
                }
            }
        }
        return current;
    }

    /** Sends what is due, and answers what is sent over one uplink, after so many nanoseconds. */
    public static AgentState probed(AgentState state, String answering, long now, long roundTrip) {
        Step step = AgentCore.step(state, new Event.Tick(), now);
        AgentState current = step.state();
        for (Effect effect : step.effects()) {
            if (effect instanceof Effect.SendProbes send) {
                for (ProbeRequest probe : send.probes()) {
                    if (probe.id().uplink().equals(answering)) {
                        Event answer = new Event.ProbeAnswered(probe.id(), now + roundTrip, true);
                        current =
                                AgentCore.step(current, answer, now + roundTrip).state();
                    }
                }
            }
        }
        return current;
    }
}
