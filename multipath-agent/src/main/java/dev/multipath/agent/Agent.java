package dev.multipath.agent;

import dev.multipath.agent.coexist.NetworkdConf;
import dev.multipath.agent.config.AgentConfig;
import dev.multipath.agent.config.OnExit;
import dev.multipath.agent.core.AgentState;
import dev.multipath.agent.core.Event;
import dev.multipath.agent.ddns.Ddns;
import dev.multipath.agent.gateway.LeaseFiles;
import dev.multipath.agent.gateway.LeaseWatcher;
import dev.multipath.agent.notify.Notifier;
import dev.multipath.agent.notify.ServiceManager;
import dev.multipath.agent.plan.Surroundings;
import dev.multipath.agent.probe.Prober;
import dev.multipath.agent.probe.dns.SystemResolvers;
import dev.multipath.agent.probe.echo.NeighbourTable;
import dev.multipath.agent.shell.EventLoop;
import dev.multipath.agent.shell.FlowLane;
import dev.multipath.agent.shell.Inbox;
import dev.multipath.agent.shell.Keeper;
import dev.multipath.agent.shell.KernelWatcher;
import dev.multipath.agent.shell.NetlinkFlows;
import dev.multipath.agent.shell.NetlinkKernel;
import dev.multipath.agent.shell.Networkd;
import dev.multipath.agent.shell.PrefixKernel;
import dev.multipath.agent.shell.PrefixLane;
import dev.multipath.agent.shell.Removal;
import dev.multipath.agent.shell.Signals;
import dev.multipath.agent.shell.SlowLane;
import dev.multipath.agent.status.ControlServer;
import dev.multipath.agent.status.Journal;
import dev.multipath.agent.status.Settled;
import dev.multipath.agent.status.StatusReport;
import dev.multipath.netlink.RtNetlink;
import dev.multipath.netlink.transport.ErrnoException;
import dev.multipath.netlink.transport.UnixDatagram;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The composition root: builds the running agent out of its parts, and takes it apart in order. */
public final class Agent {
    private static final Logger LOG = LoggerFactory.getLogger("agent");

    private Agent() {}

    /**
     * Runs until SIGTERM or SIGINT.
     *
     * @param reread reads the configuration again on SIGHUP; empty if it is bad, which it has then said
     */
    // "try": the control socket and the watcher work by being open.
    @SuppressWarnings("try")
    public static void run(AgentConfig config, Supplier<Optional<AgentConfig>> reread)
            throws IOException, ErrnoException, InterruptedException {
        Inbox inbox = new Inbox();
        try (RtNetlink netlink = RtNetlink.open();
                RtNetlink second = RtNetlink.open();
                PrefixLane prefixes = new PrefixLane(second, inbox);
                FlowLane flows = new FlowLane(NetlinkFlows::open, inbox);
                LeaseWatcher leases = new LeaseWatcher(new LeaseFiles(LeaseFiles.ROOT), inbox::post);
                SlowLane slowLane = new SlowLane();
                Notifier notifier = new Notifier(Path.of(config.agent().stateDir()));
                Prober prober = new Prober(new NeighbourTable(), inbox::post)) {
            Keeper keeper = Keeper.open(Path.of(config.agent().stateDir()), netlink);
            NetworkdConf networkd = Networkd.read(LeaseFiles.ROOT);
            NetlinkKernel kernel = new NetlinkKernel(
                    netlink,
                    () -> new Surroundings(leases.leases(), networkd.managesRoutes(), networkd.managesRules()));
            AgentState initial = AgentState.initial(config, keeper.memory(), System.nanoTime());
            Journal journal = new Journal();
            ServiceManager manager =
                    ServiceManager.of(System.getenv(), ProcessHandle.current().pid(), Agent::tellManager);
            Ddns ddns = new Ddns(journal, () -> new SystemResolvers()::current);
            EventLoop loop = new EventLoop(
                    initial,
                    kernel,
                    prober::send,
                    prefixes,
                    flows,
                    keeper,
                    slowLane,
                    inbox,
                    journal.andThen(notifier).andThen(manager).andThen(ddns));
            notifier.watch(loop::state);
            manager.watch(loop::state, Settled::isSettled);
            try (ddns;
                    ControlServer control = ControlServer.open(
                            Path.of(config.agent().controlSocket()),
                            loop::state,
                            inbox::post,
                            journal,
                            () -> notices(loop.state().config(), notifier),
                            ddns::publications);
                    KernelWatcher watcher = new KernelWatcher(
                            netlink,
                            prefixes.portId(),
                            kernel,
                            inbox,
                            () -> loop.state().config())) {
                ddns.start(loop::state);
                onSignals(loop, slowLane, inbox, reread, manager);
                LOG.info("started; control socket {}", config.agent().controlSocket());
                loop.run();
                manager.close();
            }
            notifier.close();
            slowLane.close();
            prefixes.close();
            flows.close();
            if (loop.state().config().agent().onExit() == OnExit.REMOVE) {
                Removal.remove(
                                kernel,
                                new PrefixKernel(second),
                                keeper,
                                loop.state().config())
                        .forEach(line -> LOG.info("{}", line));
            }
        }
        LOG.info("stopped");
    }

    private static Optional<StatusReport.Notices> notices(AgentConfig config, Notifier notifier) {
        return config.notices().isEmpty()
                ? Optional.empty()
                : Optional.of(new StatusReport.Notices(
                        notifier.mailsWaiting(), notifier.mailFailure(), notifier.hookFailures()));
    }

    private static void onSignals(
            EventLoop loop,
            SlowLane slowLane,
            Inbox inbox,
            Supplier<Optional<AgentConfig>> reread,
            ServiceManager manager) {
        Signals.on("TERM", loop::stop);
        Signals.on("INT", loop::stop);
        Signals.on(
                "HUP",
                () -> slowLane.run("reload", () -> {
                    manager.reloading();
                    Optional<AgentConfig> config = reread.get();
                    config.ifPresent(good -> inbox.post(new Event.Reloaded(good)));
                    manager.reloaded(config);
                }));
    }

    /** As {@code sd_notify} does; that nobody listens is no reason to stop. */
    private static void tellManager(String message) {
        try {
            UnixDatagram.send(System.getenv("NOTIFY_SOCKET"), message.getBytes(StandardCharsets.UTF_8));
        } catch (ErrnoException | IllegalArgumentException deaf) {
            LOG.warn("the service manager is not told: {}", deaf.getMessage());
        }
    }
}
