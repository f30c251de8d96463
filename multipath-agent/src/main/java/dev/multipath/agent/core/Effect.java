package dev.multipath.agent.core;

import dev.multipath.agent.config.AgentConfig;
import dev.multipath.agent.flows.FlowMove;
import dev.multipath.agent.flows.FlowTable;
import dev.multipath.agent.plan.KernelOp;
import dev.multipath.agent.plan.Plan;
import dev.multipath.agent.plan.PrefixChange;
import dev.multipath.agent.uplink.Gateway;
import dev.multipath.agent.uplink.UplinkState;
import dev.multipath.netlink.model.AddressFamily;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Everything the agent can ask the outside world to do. Each leads to an {@link Event} where one is named. */
public sealed interface Effect {

    /**
     * Look at the kernel: {@link Event.Observed} or {@link Event.ObserveFailed}.
     *
     * @param devices of the uplinks known so far, by slot; more may be discovered
     */
    record Observe(AgentConfig config, List<String> devices) implements Effect {
        public Observe {
            devices = List.copyOf(devices);
        }
    }

    /** Look at these devices alone: {@link Event.CarrierSeen}. */
    record LookAtCarrier(List<String> devices) implements Effect {
        public LookAtCarrier {
            devices = List.copyOf(devices);
        }
    }

    /**
     * Change routes and rules: {@link Event.Applied}.
     *
     * @param eventId of the event this follows from
     */
    record Apply(long eventId, Plan plan) implements Effect {}

    /** Look at the ordered routes, elsewhere: {@link Event.PrefixesSeen} or {@link Event.PrefixesFailed}. May be slow. */
    record LookAtPrefixes(AgentConfig config) implements Effect {}

    /** Change some of them, elsewhere: {@link Event.PrefixesChanged}. May be slow. */
    record ChangePrefixes(long eventId, PrefixChange change) implements Effect {}

    /** Save the present values, then write: {@link Event.SysctlsWritten}. May be slow. */
    record WriteSysctls(long eventId, List<KernelOp.WriteSysctl> writes) implements Effect {
        public WriteSysctls {
            writes = List.copyOf(writes);
        }
    }

    /** Send probes: {@link Event.ProbeAnswered}, {@link Event.ProbeRefused}, or silence. */
    record SendProbes(List<ProbeRequest> probes) implements Effect {
        public SendProbes {
            probes = List.copyOf(probes);
        }
    }

    /** Remember across a restart; may be slow. */
    record Remember(Memory memory) implements Effect {}

    /**
     * See to it, elsewhere and from now on, that this nf_tables table stands, or none of the agent's: {@link
     * Event.FlowTableSeen}. May be slow.
     *
     * @param owner what the comment of a table says that is the agent's
     */
    record KeepFlowTable(long eventId, String owner, Optional<FlowTable> table) implements Effect {}

    /** End connections, elsewhere: {@link Event.FlowsMoved}. May be slow. */
    record MoveFlows(long eventId, FlowMove move) implements Effect {}

    /** An uplink changed its state in one family. */
    record Announce(long eventId, String uplink, AddressFamily family, UplinkState from, UplinkState to, String reason)
            implements Effect {}

    /** Something else worth a line in the log. */
    record Say(long eventId, boolean warning, String text) implements Effect {}

    /**
     * What survives a restart.
     *
     * @param overrides uplinks enabled or disabled by hand
     * @param gateways learnt ones by uplink
     * @param marks the numbers that stand for uplinks in the marks of connections, by interface
     * @param lent the numbers lent to commands run over one uplink, by its name; given back by no one before the next boot
     * @param flowTable whether there may be an nf_tables table of the agent's
     */
    record Memory(
            Map<String, Boolean> overrides,
            Map<String, LearntGateways> gateways,
            Map<String, Integer> marks,
            Map<String, Integer> lent,
            boolean flowTable) {
        public static final Memory EMPTY = new Memory(Map.of(), Map.of());

        public Memory {
            overrides = Map.copyOf(overrides);
            gateways = Map.copyOf(gateways);
            marks = Map.copyOf(marks);
            lent = Map.copyOf(lent);
        }

        /** Of one that never marked anything. */
        public Memory(Map<String, Boolean> overrides, Map<String, LearntGateways> gateways) {
            this(overrides, gateways, Map.of(), Map.of(), false);
        }

        /** With other words of an operator's. */
        public Memory overrides(Map<String, Boolean> others) {
            return new Memory(others, gateways, marks, lent, flowTable);
        }

        Memory gateways(Map<String, LearntGateways> others) {
            return new Memory(overrides, others, marks, lent, flowTable);
        }

        Memory marks(Map<String, Integer> others) {
            return new Memory(overrides, gateways, others, lent, flowTable);
        }

        Memory lent(Map<String, Integer> others) {
            return new Memory(overrides, gateways, marks, others, flowTable);
        }

        /** Without anything of connections. What is lent stays lent: commands that bear it may still run. */
        public Memory unmarked() {
            return new Memory(overrides, gateways, Map.of(), lent, false);
        }

        Memory flowTable(boolean mayBe) {
            return new Memory(overrides, gateways, marks, lent, mayBe);
        }
    }

    /**
     * Gateways the kernel's own routes once named.
     *
     * @param interfaceIndex of the device they were learnt on
     */
    record LearntGateways(int interfaceIndex, Optional<Gateway> ipv4, Optional<Gateway> ipv6) {}
}
