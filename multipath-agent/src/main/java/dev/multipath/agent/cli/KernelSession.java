package dev.multipath.agent.cli;

import dev.multipath.agent.coexist.EarlierRoutes;
import dev.multipath.agent.coexist.Finding;
import dev.multipath.agent.coexist.NetworkdConf;
import dev.multipath.agent.config.AgentConfig;
import dev.multipath.agent.core.AgentState;
import dev.multipath.agent.core.HealthReport;
import dev.multipath.agent.core.Preview;
import dev.multipath.agent.gateway.LeaseFiles;
import dev.multipath.agent.plan.PrefixChange;
import dev.multipath.agent.plan.PrefixOutcome;
import dev.multipath.agent.plan.Surroundings;
import dev.multipath.agent.shell.FlowSetup;
import dev.multipath.agent.shell.Keeper;
import dev.multipath.agent.shell.KernelPort;
import dev.multipath.agent.shell.NetlinkKernel;
import dev.multipath.agent.shell.Networkd;
import dev.multipath.agent.shell.OneShot;
import dev.multipath.agent.shell.PrefixKernel;
import dev.multipath.agent.shell.Removal;
import dev.multipath.agent.status.ExitCode;
import dev.multipath.netlink.NetlinkException;
import dev.multipath.netlink.RouteFilter;
import dev.multipath.netlink.RouteRow;
import dev.multipath.netlink.RtNetlink;
import dev.multipath.netlink.Visitor;
import dev.multipath.netlink.model.IpAddress;
import dev.multipath.netlink.model.IpPrefix;
import dev.multipath.netlink.model.Protocol;
import dev.multipath.netlink.model.RouteTable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/** The kernel and the state directory, opened for one command. */
final class KernelSession implements AutoCloseable {
    private final AgentConfig config;
    private final RtNetlink netlink;
    private final Keeper keeper;
    private final NetlinkKernel kernel;
    private final PrefixKernel prefixes;
    private final OneShot oneShot;

    private KernelSession(AgentConfig config, RtNetlink netlink, Keeper keeper) {
        this.config = config;
        this.netlink = netlink;
        this.keeper = keeper;
        this.kernel = new NetlinkKernel(netlink, KernelSession::surroundings);
        this.prefixes = new PrefixKernel(netlink);
        this.oneShot = new OneShot(config, kernel);
    }

    private static Surroundings surroundings() {
        NetworkdConf networkd = Networkd.read(LeaseFiles.ROOT);
        return new Surroundings(
                new LeaseFiles(LeaseFiles.ROOT).read(Instant.now()), networkd.managesRoutes(), networkd.managesRules());
    }

    /** @throws CommandFailedException when the kernel cannot be asked */
    static KernelSession open(AgentConfig config) {
        LogSetup.install();
        RtNetlink netlink;
        try {
            netlink = RtNetlink.open();
        } catch (NetlinkException refused) {
            throw failed(refused);
        }
        try {
            return new KernelSession(
                    config, netlink, Keeper.open(Path.of(config.agent().stateDir()), netlink));
        } catch (IOException | NetlinkException noProc) {
            netlink.close();
            throw failed(noProc);
        }
    }

    /** @throws CommandFailedException when the kernel cannot be looked at, or an uplink to leave out does not exist */
    Preview preview(Optional<HealthReport> report, Set<String> dead) {
        Preview preview;
        try {
            preview = oneShot.preview(keeper.memory(), report, dead);
        } catch (NetlinkException refused) {
            throw failed(refused);
        }
        Set<String> unknown = new TreeSet<>(dead);
        List<String> devices = new ArrayList<>();
        preview.state().views().forEach(view -> {
            devices.add(view.config().interfaceName());
            unknown.remove(view.config().interfaceName());
            unknown.remove(view.name());
        });
        if (!unknown.isEmpty()) {
            throw new CommandFailedException(
                    ExitCode.USAGE,
                    "multipath-agent: --dead " + String.join(" ", unknown) + " is no uplink; there are "
                            + String.join(", ", devices));
        }
        return preview;
    }

    /** @throws CommandFailedException when the kernel cannot be looked at again */
    OneShot.Result apply(Preview preview) {
        try {
            return oneShot.apply(preview, keeper);
        } catch (NetlinkException refused) {
            throw failed(refused);
        }
    }

    /** @throws CommandFailedException when the kernel cannot be looked at */
    void previewPrefixes(AgentState state, Consumer<PrefixChange> steps) {
        try {
            OneShot.previewPrefixes(state, prefixes, steps);
        } catch (NetlinkException refused) {
            throw failed(refused);
        }
    }

    /** @throws CommandFailedException when the kernel cannot be looked at */
    void applyPrefixes(AgentState state, Consumer<PrefixOutcome> steps) {
        try {
            OneShot.applyPrefixes(state, prefixes, steps);
        } catch (NetlinkException refused) {
            throw failed(refused);
        }
    }

    /**
     * Routes of others in table main to destinations that this configuration orders.
     *
     * @throws CommandFailedException when the kernel cannot be looked at
     */
    List<Finding> earlierRoutes() {
        EarlierRoutes earlier = new EarlierRoutes(config.routing());
        try {
            netlink.routes().walk(RouteFilter.ALL.table(RouteTable.MAIN), new Visitor<RouteRow>() {
                @Override
                public void visit(RouteRow row) {
                    if (row.protocol() != Protocol.KERNEL.value()
                            && row.protocol() != config.agent().protocol()) {
                        earlier.saw(destination(row));
                    }
                }

                @Override
                public boolean restart() {
                    earlier.clear();
                    return true;
                }
            });
        } catch (NetlinkException refused) {
            throw failed(refused);
        }
        return earlier.findings();
    }

    private static IpPrefix destination(RouteRow row) {
        IpAddress address = row.isIpv4()
                ? IpAddress.ipv4((int) row.destinationLow())
                : IpAddress.ipv6(row.destinationHigh(), row.destinationLow());
        return new IpPrefix(address, row.destinationLength());
    }

    /**
     * What would be done about connections, as a file for {@code nft -f}; empty for nothing.
     *
     * @throws CommandFailedException when the kernel cannot be looked at
     */
    String previewFlows(AgentState state) {
        try {
            return FlowSetup.preview(state);
        } catch (NetlinkException refused) {
            throw failed(refused);
        }
    }

    /** @throws CommandFailedException when the kernel cannot be asked, or the state not saved */
    Optional<Removal.Done> applyFlows(AgentState state) {
        try {
            return FlowSetup.apply(state, keeper);
        } catch (IOException | NetlinkException refused) {
            throw failed(refused);
        }
    }

    /** @throws CommandFailedException when the kernel cannot be looked at, or a setting cannot be restored */
    List<Removal.Done> remove() {
        try {
            List<Removal.Done> all = new ArrayList<>();
            List<Removal.Done> some;
            do {
                // Of very many routes only so many are read at once, and by one reader only now and then.
                KernelPort afresh = new NetlinkKernel(netlink, KernelSession::surroundings);
                some = Removal.remove(afresh, prefixes, keeper, config);
                all.addAll(some);
            } while (!some.isEmpty()
                    && some.stream().allMatch(done -> done.error().isEmpty()));
            return all;
        } catch (IOException | NetlinkException refused) {
            throw failed(refused);
        }
    }

    private static CommandFailedException failed(Exception why) {
        return new CommandFailedException(ExitCode.FAILED, "multipath-agent: " + why.getMessage());
    }

    @Override
    public void close() {
        netlink.close();
    }
}
