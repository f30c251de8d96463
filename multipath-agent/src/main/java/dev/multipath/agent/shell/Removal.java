package dev.multipath.agent.shell;

import dev.multipath.agent.config.AgentConfig;
import dev.multipath.agent.core.AgentState;
import dev.multipath.agent.core.Effect;
import dev.multipath.agent.core.Event;
import dev.multipath.agent.core.Prefixes;
import dev.multipath.agent.plan.DesiredState;
import dev.multipath.agent.plan.KernelOp;
import dev.multipath.agent.plan.KernelSnapshot;
import dev.multipath.agent.plan.Numbering;
import dev.multipath.agent.plan.Ownership;
import dev.multipath.agent.plan.Plan;
import dev.multipath.agent.plan.Planner;
import dev.multipath.agent.plan.PrefixChange;
import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.netlink.model.Link;
import dev.multipath.netlink.model.Protocol;
import dev.multipath.netlink.model.Route;
import dev.multipath.netlink.transport.CgroupMark;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Takes everything the agent owns out of the kernel, and puts the settings it wrote back. */
public final class Removal {
    /** Holds the cgroups of commands run over one uplink. */
    public static final String CGROUPS = "multipath-agent";

    private Removal() {}

    /** One thing removed, or what was said against it. */
    public record Done(String command, Optional<String> error) {
        @Override
        public String toString() {
            return error.map(why -> command + ": " + why).orElse(command);
        }
    }

    /**
     * Whatever is refused, the rest is still removed.
     *
     * @return each route, rule, table and setting, in order
     * @throws IOException when a setting could not be restored, or the state not saved
     */
    public static List<Done> remove(KernelPort kernel, PrefixKernel prefixes, Keeper keeper, AgentConfig config)
            throws IOException {
        KernelSnapshot snapshot = kernel.observe(config, List.of());
        Ownership ownership = new Ownership(Protocol.of(config.agent().protocol()));
        PlanExecutor executor = new PlanExecutor(kernel);
        List<Done> done = new ArrayList<>();
        for (KernelOp operation :
                Planner.plan(DesiredState.NOTHING, snapshot, ownership).operations()) {
            for (Event.Outcome outcome : executor.apply(new Plan(List.of(operation)))) {
                done.add(new Done(operation.command(snapshot.names()), outcome.error()));
            }
        }
        done.addAll(flush(prefixes, config));
        done.addAll(FlowSetup.remove(config, keeper));
        done.addAll(cgroups());
        for (String command : keeper.restoreSysctls(
                name -> snapshot.link(name).map(Link::index).orElse(0))) {
            done.add(new Done(command, Optional.empty()));
        }
        return done;
    }

    /** Those in use stay, with what they do to sockets; nothing leads by their marks any more. */
    private static List<Done> cgroups() {
        List<Done> done = new ArrayList<>();
        try {
            for (Path deleted : CgroupMark.deleteEmpty(CGROUPS)) {
                done.add(new Done("rmdir " + deleted, Optional.empty()));
            }
        } catch (IOException unreadable) {
            done.add(new Done("rmdir of cgroups", Optional.of(String.valueOf(unreadable.getMessage()))));
        }
        return done;
    }

    /** The ordered routes: a line for each would be too many. */
    private static List<Done> flush(PrefixKernel prefixes, AgentConfig config) {
        AgentConfig nothing = new AgentConfig(config.agent(), config.discover(), config.probe(), config.uplinks());
        AgentState none = AgentState.initial(nothing, Effect.Memory.EMPTY, 0);
        Map<AddressFamily, Optional<String>> flushed = new LinkedHashMap<>();
        Optional<Route> before = Optional.empty();
        Optional<PrefixChange> change = Prefixes.next(none, prefixes.look(nothing));
        while (change.isPresent()) {
            Route first = change.get().routes().get(0);
            Optional<String> error = before.equals(Optional.of(first))
                    ? Optional.of("the kernel keeps " + first)
                    : prefixes.apply(change.get()).error();
            change.get()
                    .routes()
                    .forEach(route -> flushed.merge(route.family(), error, (one, more) -> one.or(() -> more)));
            before = Optional.of(first);
            change = error.isPresent() ? Optional.empty() : Prefixes.next(none, prefixes.look(nothing));
        }
        String table = " table " + new Numbering(config.agent().tableBase()).prefixTable() + " proto "
                + config.agent().protocol();
        List<Done> done = new ArrayList<>();
        flushed.forEach((family, error) -> done.add(
                new Done("ip " + (family.equals(AddressFamily.INET) ? "" : "-6 ") + "route flush" + table, error)));
        return done;
    }
}
