package dev.multipath.agent.sim;

import dev.multipath.agent.config.AgentConfig;
import dev.multipath.agent.core.Event;
import dev.multipath.agent.plan.KernelOp;
import dev.multipath.agent.plan.KernelSnapshot;
import dev.multipath.agent.plan.Numbering;
import dev.multipath.agent.plan.SysctlKey;
import dev.multipath.agent.shell.KernelWatcher;
import dev.multipath.agent.shell.NetlinkKernel;
import dev.multipath.agent.shell.PrefixKernel;
import dev.multipath.netlink.NetlinkException;
import dev.multipath.netlink.RtEvent;
import dev.multipath.netlink.RtNetlink;
import dev.multipath.netlink.model.Address;
import dev.multipath.netlink.model.IpAddress;
import dev.multipath.netlink.model.Link;
import dev.multipath.netlink.model.Route;
import dev.multipath.testkit.kernel.FakeKernel;
import dev.multipath.testkit.sim.Simulation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A fake kernel in virtual time with the agent's own netlink code before it.
 *
 * <p>Looks at a kernel that nobody touched since are answered with what the last look showed: 36,000 of them an hour find
 * nothing new. {@link #remember} turns that off, and nothing but the time it takes may change.
 */
final class VirtualKernel {
    /** An answer that is not there by then never comes; no answer of a fake kernel comes later than at once. */
    private static final Duration IMPATIENT = Duration.ofMillis(1);

    private static final long SWEEP = Duration.ofSeconds(10).toNanos();

    final FakeKernel fake = new FakeKernel();
    /** The hands of everybody but the agent. */
    final RtNetlink operator = fake.netlink();

    private final Simulation simulation;
    private final KernelEvents events = new KernelEvents(fake);
    private final Map<String, String> settings = new HashMap<>();
    private final List<Runnable> listeners = new ArrayList<>();
    private List<Event.DeviceLook> lastLook = List.of();
    private List<String> lookedAt = List.of();
    private Optional<KernelSnapshot> lastSnapshot = Optional.empty();
    private List<Object> lastQuestion = List.of();
    private Map<String, Link> links = Map.of();
    private List<Address> addresses = List.of();
    private RtNetlink requests = fake.netlink();
    private NetlinkKernel port;
    private PrefixKernel prefixes = new PrefixKernel(requests);
    private NetlinkKernel impatient;
    /** When every table was searched last. */
    private long swept;
    /** The same in the time that the agent's code was told. */
    private long sweptAs;
    /** Whether the remembered look searched every table. */
    private boolean lastSwept;

    private long others;
    private Optional<Reach> reach = Optional.empty();
    private boolean linksKnown;
    private boolean prefixesDoubtful;
    private boolean ignoring;
    boolean remember = true;

    VirtualKernel(Simulation simulation) {
        this.simulation = simulation;
        settings.put(SysctlKey.HASH_POLICY_IPV4.path(), "0");
        settings.put(SysctlKey.HASH_POLICY_IPV6.path(), "0");
        swept = simulation.clock().nanos() - SWEEP;
        sweptAs = swept;
        port = port(requests);
        impatient = port(requests.withTimeout(IMPATIENT));
    }

    /** Their first look searches every table. */
    private void openPorts() {
        swept = simulation.clock().nanos() - SWEEP;
        sweptAs = swept;
        port = port(requests);
        impatient = port(requests.withTimeout(IMPATIENT));
    }

    /** What the agent's second thread sees of it. */
    PrefixKernel prefixes() {
        return prefixes;
    }

    private NetlinkKernel port(RtNetlink netlink) {
        return new NetlinkKernel(netlink, key -> Optional.ofNullable(settings.get(key.path())), this::sweepTime);
    }

    /** The world's time but for the sweeps that were answered from memory: to the agent's code they did not happen. */
    private long sweepTime() {
        return simulation.clock().nanos() - swept + sweptAs;
    }

    /** A new process of the agent, with a socket of its own. */
    void restarted() {
        requests.close();
        requests = fake.netlink();
        prefixes = new PrefixKernel(requests);
        openPorts();
        lastSnapshot = Optional.empty();
    }

    /** Runs whenever something was changed. */
    void onChange(Runnable listener) {
        listeners.add(listener);
    }

    /** Says that somebody other than the agent changed something. */
    void touched() {
        others++;
        linksKnown = false;
        touchedByAgent();
    }

    /** How often others changed something. */
    long others() {
        return others;
    }

    /** Says that the agent did: never a link or an address. */
    void touchedByAgent() {
        reach = Optional.empty();
        lookedAt = List.of();
        lastSnapshot = Optional.empty();
        listeners.forEach(Runnable::run);
    }

    /** What the agent was told. */
    enum News {
        NONE,
        /** Of links alone, which may come late. */
        OF_LINKS,
        SOME
    }

    /** What the agent was told since the last call that is worth a look. */
    News news(Numbering numbering) {
        News[] news = {News.NONE};
        prefixesDoubtful = false;
        events.drain(event -> {
            prefixesDoubtful |=
                    event.senderPortId() != requests.portId() && KernelWatcher.isNewsOfPrefixes(event, numbering);
            if (KernelWatcher.isNews(event, requests.portId(), numbering) && news[0] != News.SOME) {
                news[0] = event instanceof RtEvent.LinkChanged ? News.OF_LINKS : News.SOME;
            }
        });
        return news[0];
    }

    /** Whether the last news was also of ordered routes. */
    boolean isPrefixesDoubtful() {
        return prefixesDoubtful;
    }

    // What the agent asks for.

    /** @throws NetlinkException when a dump failed */
    KernelSnapshot observe(AgentConfig config, List<String> devices) {
        List<Object> question = List.of(config, devices);
        long now = simulation.clock().nanos();
        boolean sweep = now - swept >= SWEEP;
        if (remember && lastSnapshot.isPresent() && lastQuestion.equals(question) && (!sweep || lastSwept)) {
            swept = sweep ? now : swept;
            return lastSnapshot.get();
        }
        lastSnapshot = Optional.empty();
        long told = sweepTime();
        KernelSnapshot snapshot = observeAnew(config, devices);
        if (sweep) {
            sweptAs = told;
            swept = now;
        }
        lastSwept = sweep;
        lastQuestion = question;
        lastSnapshot = Optional.of(snapshot);
        return snapshot;
    }

    /** Whether a look that failed searched every table nobody knows; so the next one does. */
    private KernelSnapshot observeAnew(AgentConfig config, List<String> devices) {
        try {
            return port.observe(config, devices);
        } catch (NetlinkException failed) {
            openPorts();
            throw failed;
        }
    }

    List<Event.DeviceLook> look(List<String> devices) {
        if (!remember || !lookedAt.equals(devices)) {
            lastLook = List.copyOf(port.look(devices));
            lookedAt = devices;
        }
        return lastLook;
    }

    Optional<Route> first(Route like) {
        return port.first(like);
    }

    /** @param answered false when its acknowledgement is going to be lost */
    void apply(KernelOp operation, boolean answered) {
        (answered ? port : impatient).apply(operation);
    }

    void write(KernelOp.WriteSysctl write) {
        if (settings.containsKey(write.key().path())) {
            settings.put(write.key().path(), write.value());
        }
        ignoreLinkdown();
    }

    // What everybody may see.

    Optional<Link> link(String device) {
        if (!linksKnown) {
            Map<String, Link> found = new HashMap<>();
            operator.links().list().forEach(link -> found.put(link.name(), link));
            links = found;
            addresses = fake.addresses();
            linksKnown = true;
        }
        return Optional.ofNullable(links.get(device));
    }

    /** By which devices packets may leave; the same object until something changes. */
    Reach reach() {
        if (reach.isEmpty()) {
            reach = Optional.of(Reach.of(fake, ignoring));
        }
        return reach.get();
    }

    List<Address> addresses(Link link) {
        List<Address> own = new ArrayList<>();
        for (Address address : addresses) {
            if (address.interfaceIndex() == link.index()) {
                own.add(address);
            }
        }
        return own;
    }

    /** Whether a packet with this source leaves by this device and an answer comes in. */
    boolean carries(String device, int index, IpAddress source) {
        Optional<Link> link = link(device);
        if (link.isEmpty()
                || link.get().index() != index
                || !link.get().isUp()
                || !link.get().carrier()) {
            return false;
        }
        for (Address address : addresses) {
            if (address.interfaceIndex() == index && address.local().equals(source) && !address.isTentative()) {
                return true;
            }
        }
        return false;
    }

    /** A device has settings of its own from its making on. */
    void made(String device) {
        settings.put(SysctlKey.ignoreLinkdown("ipv4", device).path(), "0");
        settings.put(SysctlKey.ignoreLinkdown("ipv6", device).path(), "0");
        ignoreLinkdown();
    }

    void deleted(String device) {
        settings.remove(SysctlKey.ignoreLinkdown("ipv4", device).path());
        settings.remove(SysctlKey.ignoreLinkdown("ipv6", device).path());
        ignoreLinkdown();
    }

    /** The fake has one setting for all devices. */
    private void ignoreLinkdown() {
        boolean all = true;
        for (Map.Entry<String, String> setting : settings.entrySet()) {
            all &= !setting.getKey().contains("linkdown") || setting.getValue().equals("1");
        }
        ignoring = all;
        reach = Optional.empty();
        fake.ignoreRoutesWithLinkdown(all);
    }
}
