package dev.multipath.agent.sim;

import dev.multipath.agent.Configs;
import dev.multipath.agent.core.Event;
import dev.multipath.agent.core.ProbeRequest;
import dev.multipath.agent.scenario.Act;
import dev.multipath.agent.scenario.Gateway;
import dev.multipath.agent.scenario.Picture;
import dev.multipath.agent.scenario.Trouble;
import dev.multipath.agent.scenario.Uplink;
import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.netlink.model.IpAddress;
import dev.multipath.netlink.model.Protocol;
import dev.multipath.netlink.model.Route;
import dev.multipath.testkit.sim.Coverage;
import dev.multipath.testkit.sim.Simulation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A scenario's gateway in virtual time. What must hold in every simulation is checked here too. */
public final class VirtualGateway implements Gateway {
    private static final long TICK = Line.MILLI;
    /** As in network namespaces on one machine. */
    private static final long ROUND_TRIP = Line.MILLI / 10;

    private final Simulation simulation;
    private final World world;
    private final List<Change> history = new ArrayList<>();
    private final Map<Uplink, Machine.Lack> lacks = new EnumMap<>(Uplink.class);
    private final Set<Uplink> withoutIpv6 = EnumSet.noneOf(Uplink.class);
    private Optional<Picture> picture = Optional.empty();

    private VirtualGateway(long seed, String configuration) {
        simulation = new Simulation(seed);
        world = new World(simulation, new Coverage(), new Site(configuration, List.of(), List.of()));
        for (String device : Site.DEVICES) {
            Line line = world.internet.line(device);
            line.roundTrip = ROUND_TRIP;
            line.gatewayEchoes = true;
        }
        world.internet.swallowed = this::isSwallowed;
        world.kernel.onChange(() -> picture = Optional.empty());
        world.agent.onAnnounce(announce -> history.add(new Change(
                announce.uplink() + " " + announce.family(),
                announce.from().word(),
                announce.to().word(),
                announce.reason())));
    }

    /** One whose agent has just been started. */
    public static VirtualGateway start(long seed, String configuration) {
        VirtualGateway gateway = new VirtualGateway(seed, configuration);
        gateway.startAgent();
        return gateway;
    }

    private void startAgent() {
        history.clear();
        world.agent.start();
        world.notices.forget();
        world.invariants.excuse(simulation.clock().nanos() + 5_000 * Line.MILLI);
    }

    private boolean isSwallowed(ProbeRequest probe) {
        return !probe.source().isIpv4()
                && withoutIpv6.stream().anyMatch(uplink -> uplink.device().equals(probe.device()));
    }

    @Override
    public void perform(Act act) {
        world.budget.disturbed();
        if (act instanceof Act.Break broken) {
            breakUplink(broken.uplink(), broken.trouble());
        } else if (act instanceof Act.Mend mend) {
            mend(mend.uplink());
        } else if (act instanceof Act.TargetDies dead) {
            world.internet.deadTargets.add(IpAddress.parse(dead.target()));
        } else if (act instanceof Act.TargetLives alive) {
            world.internet.deadTargets.remove(IpAddress.parse(alive.target()));
        } else if (act instanceof Act.GatewayMoves moved) {
            moveGateway(IpAddress.parse(moved.address()));
        } else if (act instanceof Act.AddressChanges changed) {
            changeAddress(changed.uplink());
        } else if (act instanceof Act.OwnDeleted) {
            world.invariants.tampered(simulation.clock().nanos() + Bounds.REPAIR);
            world.strangers.deleteAll();
        } else if (act instanceof Act.Kill) {
            world.agent.crash();
        } else if (act instanceof Act.StandByLeft left) {
            left.put(world.kernel.operator);
            world.kernel.touched();
        } else if (act instanceof Act.Restart) {
            startAgent();
        } else if (act instanceof Act.Reload reload) {
            world.agent.configure(Configs.of(reload.configuration()));
            world.notices.forget();
        } else if (act instanceof Act.Enable enable) {
            enable(enable.uplink().word(), enable.enabled());
        } else if (act instanceof Act.TrafficBegins) {
            beginTraffic();
        }
        world.invariants.changed();
    }

    private void breakUplink(Uplink uplink, Trouble trouble) {
        switch (trouble) {
            case CABLE_PULLED -> lack(uplink, Machine.Lack.CARRIER);
            case ADMIN_DOWN -> lack(uplink, Machine.Lack.UP);
            case ADDRESSES_GONE -> lack(uplink, Machine.Lack.ADDRESS);
            case DEVICE_GONE -> lack(uplink, Machine.Lack.DEVICE);
            case SILENT -> impair(uplink, new Line.Impairment(1, 1, 0, false, true));
            case SILENT_OUT -> impair(uplink, new Line.Impairment(1, 0, 0, false, true));
            case SILENT_IN -> impair(uplink, new Line.Impairment(0, 1, 0, false, true));
            case IPV6_SILENT -> withoutIpv6.add(uplink);
            case UNREACHABLE -> impair(uplink, new Line.Impairment(1, 1, 0, true, true));
            case NEXT_HOP_DEAD -> impair(uplink, new Line.Impairment(1, 1, 0, false, false));
            case LOSS_5 -> impair(uplink, new Line.Impairment(0.025, 0.025, 0, false, true));
            case LOSS_28 -> impair(uplink, new Line.Impairment(0.15, 0.15, 0, false, true));
            case SLOW_600 -> world.internet.line(uplink.device()).roundTrip = ROUND_TRIP + 600 * Line.MILLI;
        }
    }

    private void lack(Uplink uplink, Machine.Lack lack) {
        lacks.put(uplink, lack);
        world.machine.begin(uplink.device(), lack);
    }

    private void impair(Uplink uplink, Line.Impairment impairment) {
        world.internet.line(uplink.device()).impairments.add(impairment);
    }

    private void mend(Uplink uplink) {
        Line line = world.internet.line(uplink.device());
        line.impairments.clear();
        line.roundTrip = ROUND_TRIP;
        withoutIpv6.remove(uplink);
        Machine.Lack lack = lacks.remove(uplink);
        if (lack != null) {
            if (lack == Machine.Lack.DEVICE) {
                world.machine.redial();
            }
            world.machine.end(uplink.device(), lack);
        }
    }

    private void changeAddress(Uplink uplink) {
        world.machine.begin(uplink.device(), Machine.Lack.ADDRESS);
        world.machine.redial();
        world.machine.end(uplink.device(), Machine.Lack.ADDRESS);
    }

    /** The DHCP client replaces its default. */
    private void moveGateway(IpAddress gateway) {
        int index = world.kernel.link(Uplink.HINET.device()).orElseThrow().index();
        Route route = Route.defaultRoute(AddressFamily.INET)
                .protocol(Protocol.DHCP)
                .priority(100)
                .via(gateway, index);
        world.kernel.operator.routes().replace(route);
        world.kernel.touched();
    }

    private void enable(String name, boolean enabled) {
        if (enabled) {
            world.disabled.remove(name);
        } else {
            world.disabled.add(name);
        }
        world.agent.post(new Event.Override(name, enabled));
    }

    /** Divided as the weights at the start are, 4:1:1. */
    private void beginTraffic() {
        double part = Act.TrafficBegins.PACKETS / 6.0;
        for (Uplink uplink : Uplink.values()) {
            world.traffic.flow(uplink.device(), uplink == Uplink.HINET ? 4 * part : part);
        }
    }

    @Override
    public Picture picture() {
        if (picture.isEmpty()) {
            picture = Optional.of(new Picture(world.kernel.operator));
        }
        return picture.get();
    }

    @Override
    public void tick() {
        simulation.run(TICK);
    }

    @Override
    public long nanos() {
        return simulation.clock().nanos();
    }

    @Override
    public List<Change> history() {
        return List.copyOf(history);
    }

    @Override
    public Duration patience() {
        return Duration.ZERO;
    }

    @Override
    public void close() {
        // Nothing but memory.
    }
}
