package dev.multipath.agent.core;

import dev.multipath.agent.config.AgentConfig;
import dev.multipath.agent.flows.FlowMove;
import dev.multipath.agent.plan.KernelOp;
import dev.multipath.agent.plan.KernelSnapshot;
import dev.multipath.agent.plan.PrefixOutcome;
import dev.multipath.agent.plan.PrefixRoutes;
import dev.multipath.agent.plan.SysctlKey;
import java.util.List;
import java.util.Optional;

/** Everything that can happen to the agent. */
public sealed interface Event {

    /** Time passed; nothing else. */
    record Tick() implements Event {}

    /** The kernel said that something may have changed: a hint to look, not the truth. */
    record KernelChanged() implements Event {}

    /** A complete look at the kernel. */
    record Observed(KernelSnapshot snapshot) implements Event {}

    /** A look at the kernel failed. */
    record ObserveFailed(String why) implements Event {}

    /** A quick look at the uplinks' devices alone. */
    record CarrierSeen(List<DeviceLook> devices) implements Event {
        public CarrierSeen {
            devices = List.copyOf(devices);
        }
    }

    /** What a plan came to, operation by operation; those not tried are missing. */
    record Applied(List<Outcome> outcomes) implements Event {
        public Applied {
            outcomes = List.copyOf(outcomes);
        }
    }

    /** The kernel said that ordered routes may have changed. */
    record PrefixesDoubtful() implements Event {}

    /** A complete look at the ordered routes. */
    record PrefixesSeen(PrefixRoutes routes) implements Event {}

    /** A look at the ordered routes failed. */
    record PrefixesFailed(String why) implements Event {}

    /** What a change of ordered routes came to. */
    record PrefixesChanged(PrefixOutcome outcome) implements Event {}

    /** The agent's nf_tables table was looked at. */
    record FlowTableSeen(FlowWork.TableSeen table) implements Event {}

    /**
     * Connections were told to go.
     *
     * @param eventId of the event this follows from
     */
    record FlowsMoved(long eventId, FlowMove.Outcome outcome) implements Event {}

    /** Settings were written, or could not be. */
    record SysctlsWritten(List<SysctlKey> keys, Optional<String> failure) implements Event {
        public SysctlsWritten {
            keys = List.copyOf(keys);
        }
    }

    /**
     * A target answered a probe.
     *
     * @param receivedAt monotonic nanoseconds
     * @param echo whether the target itself answered, and not only the neighbour table for it
     * @param awaited false if it is in time to be handled with whatever comes next: {@link ProbeRequest#awaited}
     */
    record ProbeAnswered(ProbeId id, long receivedAt, boolean echo, boolean awaited) implements Event {
        /** One that is awaited. */
        public ProbeAnswered(ProbeId id, long receivedAt, boolean echo) {
            this(id, receivedAt, echo, true);
        }
    }

    /** Several targets answered, oldest first. */
    record ProbesAnswered(List<ProbeAnswered> answers) implements Event {
        public ProbesAnswered {
            answers = List.copyOf(answers);
        }
    }

    /** A probe could not leave, or was answered by a refusal. */
    record ProbeRefused(ProbeId id, String why) implements Event {}

    /** An operator's word on one uplink, until told otherwise. */
    @SuppressWarnings("JavaLangClash") // nested: nobody takes it for the annotation
    record Override(String uplink, boolean enabled) implements Event {}

    /** A command is to be run over this uplink, and needs a mark that leads there. */
    record Lend(String uplink) implements Event {}

    /** Another configuration, already checked. */
    record Reloaded(AgentConfig config) implements Event {}

    /**
     * One device of an uplink.
     *
     * @param interfaceIndex 0 if it does not exist
     * @param received packets received since the device was made
     * @param sent packets sent since the device was made
     */
    record DeviceLook(String name, int interfaceIndex, boolean up, boolean carrier, long received, long sent) {
        /** One that does not exist. */
        public static DeviceLook absent(String name) {
            return new DeviceLook(name, 0, false, false, 0, 0);
        }
    }

    /** One operation and what the kernel said against it. */
    record Outcome(KernelOp operation, Optional<String> error) {}
}
