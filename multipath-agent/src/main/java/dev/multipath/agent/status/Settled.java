package dev.multipath.agent.status;

import dev.multipath.agent.core.AgentState;
import dev.multipath.agent.core.Lending;
import dev.multipath.agent.plan.DesiredState;
import dev.multipath.agent.plan.DesiredStates;
import dev.multipath.agent.plan.KernelOp;
import dev.multipath.agent.plan.KernelSnapshot;
import dev.multipath.agent.plan.Ownership;
import dev.multipath.agent.plan.Planner;
import dev.multipath.agent.uplink.UplinkView;
import dev.multipath.agent.uplink.WeightPolicy;
import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.netlink.model.Protocol;
import java.util.List;

/** Whether the kernel holds what the agent wishes as things stand. Pure. */
public final class Settled {
    private Settled() {}

    /** Kernel settings are left aside: they are written elsewhere, and change no route. */
    public static boolean isSettled(AgentState state) {
        if (state.snapshot().isEmpty()
                || !choiceStands(state, AddressFamily.INET)
                || !choiceStands(state, AddressFamily.INET6)) {
            return false;
        }
        KernelSnapshot snapshot = state.snapshot().get();
        DesiredState desired = DesiredStates.of(
                state.config(),
                Lending.marks(state.config(), state.memory()),
                snapshot,
                state.views(),
                state.carrying4(),
                state.carrying6());
        Ownership ownership = new Ownership(Protocol.of(state.config().agent().protocol()));
        for (KernelOp operation : Planner.plan(desired, snapshot, ownership).operations()) {
            if (!(operation instanceof KernelOp.WriteSysctl)) {
                return false;
            }
        }
        return true;
    }

    private static boolean choiceStands(AgentState state, AddressFamily family) {
        List<UplinkView> views = state.views();
        return WeightPolicy.choose(views, family, state.config().agent().allDead(), state.carrying(family))
                .leadsLike(state.carrying(family));
    }
}
