package dev.multipath.agent.shell;

import dev.multipath.agent.config.AgentConfig;
import dev.multipath.agent.plan.Numbering;
import dev.multipath.agent.plan.Ownership;
import dev.multipath.agent.plan.PrefixChange;
import dev.multipath.agent.plan.PrefixOutcome;
import dev.multipath.agent.plan.PrefixRoutes;
import dev.multipath.netlink.Batch;
import dev.multipath.netlink.ChangeResult;
import dev.multipath.netlink.NetlinkException;
import dev.multipath.netlink.RouteFilter;
import dev.multipath.netlink.RouteRow;
import dev.multipath.netlink.RtNetlink;
import dev.multipath.netlink.Visitor;
import dev.multipath.netlink.model.Protocol;
import dev.multipath.netlink.model.Route;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The ordered routes of the running kernel, through netlink: looked at row by row, changed in batches. Used by one thread. */
public final class PrefixKernel {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final RtNetlink netlink;

    /** @param netlink a socket on which nothing urgent waits */
    public PrefixKernel(RtNetlink netlink) {
        this.netlink = netlink.withTimeout(PATIENCE);
    }

    /**
     * Where the destinations of this configuration lead.
     *
     * @throws NetlinkException when a dump failed
     */
    public PrefixRoutes look(AgentConfig config) {
        Protocol own = Protocol.of(config.agent().protocol());
        PrefixRoutes.Builder routes = new PrefixRoutes.Builder(config.routing().prefixes(), new Ownership(own));
        RouteFilter filter = RouteFilter.ALL
                .table(new Numbering(config.agent().tableBase()).prefixTable())
                .protocol(own);
        netlink.routes().walk(filter, new Visitor<RouteRow>() {
            @Override
            public void visit(RouteRow row) {
                routes.saw(row.toRoute());
            }

            @Override
            public boolean restart() {
                routes.clear();
                return true;
            }
        });
        return routes.build();
    }

    /** Makes the change, as far as the kernel takes it. */
    public PrefixOutcome apply(PrefixChange change) {
        Batch batch = netlink.batch().acknowledgeLast();
        for (Route route : change.routes()) {
            switch (change.kind()) {
                case ADD -> batch.add(route);
                case REPLACE -> batch.replace(route);
                case DELETE -> batch.deleteIfPresent(route);
            }
        }
        List<ChangeResult> results = batch.send();
        Set<Integer> refused = new HashSet<>();
        Optional<String> error = Optional.empty();
        for (int i = 0; i < results.size(); i++) {
            Optional<NetlinkException> why = why(results.get(i));
            if (why.isPresent()) {
                refused.add(i);
                error = error.or(() -> why.map(each -> String.valueOf(each.getMessage())));
            }
        }
        return new PrefixOutcome(change, refused, error);
    }

    private static Optional<NetlinkException> why(ChangeResult result) {
        if (result instanceof ChangeResult.Refused refused) {
            return Optional.of(refused.why());
        }
        if (result instanceof ChangeResult.Unknown unknown) {
            return Optional.of(unknown.why());
        }
        return result instanceof ChangeResult.NotSent notSent ? Optional.of(notSent.why()) : Optional.empty();
    }
}
