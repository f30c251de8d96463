package dev.multipath.agent.scenario;

import dev.multipath.agent.acceptance.AgentProcess;
import dev.multipath.agent.status.Answer;
import dev.multipath.agent.status.ControlClient;
import dev.multipath.agent.status.EventReport;
import dev.multipath.agent.status.EventsAnswer;
import dev.multipath.agent.status.NoAgentException;
import dev.multipath.netlink.RouteFilter;
import dev.multipath.netlink.RtNetlink;
import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.netlink.model.IpAddress;
import dev.multipath.netlink.model.Protocol;
import dev.multipath.netlink.model.Route;
import dev.multipath.netlink.model.Rule;
import dev.multipath.testkit.netns.Await;
import dev.multipath.testkit.netns.EchoServer;
import dev.multipath.testkit.netns.Topology;
import dev.multipath.testkit.netns.TrafficStream;
import dev.multipath.testkit.netns.UplinkHandle;
import dev.multipath.testkit.netns.UplinkSpec;
import io.avaje.jsonb.JsonType;
import io.avaje.jsonb.Jsonb;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** A scenario's gateway in network namespaces, with the packaged jar in it. */
public final class RealGateway implements Gateway {
    private static final long TICK_NANOS = 2_000_000;
    /** A machine may have other things to do, and programs that break lines take a moment to start. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final Duration START = Duration.ofSeconds(30);

    private static final int ECHO_PORT = 7777;
    private static final Protocol AGENT = Protocol.of(77);
    private static final JsonType<EventReport> EVENTS = Jsonb.builder().build().type(EventReport.class);

    private final Topology topology;
    private final AgentProcess agent;
    private final Deque<AutoCloseable> others = new ArrayDeque<>();
    private final SlowResolver resolver;
    private int calls;

    private RealGateway(Topology topology, String configuration) {
        this.topology = topology;
        this.resolver = SlowResolver.start(topology.internet(), Scenarios.TARGET);
        this.agent = AgentProcess.configured(topology.gateway(), configuration);
    }

    /** One whose agent has just been started. */
    public static RealGateway start(String configuration) {
        Topology topology = Topology.builder()
                .target(Scenarios.TARGET)
                .target(Scenarios.OTHER_TARGET)
                .target(Scenarios.TARGET6)
                .uplink(fixed(Uplink.HINET, "192.0.2.0/24", "2001:db8:a::/64").mainDefault(100))
                .uplink(fixed(Uplink.SEED, "198.51.100.0/24", "2001:db8:b::/64"))
                .uplink(UplinkSpec.pointToPoint(Uplink.DSL.word())
                        .device(Uplink.DSL.device())
                        .subnet("10.0.0.0/30")
                        .onlyIpv4())
                .build();
        RealGateway gateway = new RealGateway(topology, configuration);
        try {
            gateway.agent.startUnawaited();
            return gateway;
        } catch (RuntimeException | AssertionError e) {
            gateway.close();
            throw e;
        }
    }

    private static UplinkSpec fixed(Uplink uplink, String subnet4, String subnet6) {
        return UplinkSpec.fixed(uplink.word())
                .device(uplink.device())
                .subnet(subnet4)
                .subnet(subnet6);
    }

    private UplinkHandle handle(Uplink uplink) {
        return topology.uplink(uplink.word());
    }

    private RtNetlink netlink() {
        return topology.gateway().netlink();
    }

    @Override
    public void perform(Act act) {
        if (act instanceof Act.Break broken) {
            breakUplink(handle(broken.uplink()), broken.trouble());
        } else if (act instanceof Act.Mend mend) {
            mend(handle(mend.uplink()));
        } else if (act instanceof Act.TargetDies dead) {
            topology.targetDead(IpAddress.parse(dead.target()));
        } else if (act instanceof Act.TargetLives alive) {
            topology.targetAlive(IpAddress.parse(alive.target()));
        } else if (act instanceof Act.GatewayMoves moved) {
            moveGateway(handle(Uplink.HINET), moved.address());
        } else if (act instanceof Act.AddressChanges changed) {
            calls++;
            handle(changed.uplink()).renumber("10.0." + calls + ".0/30");
        } else if (act instanceof Act.OwnDeleted) {
            deleteOwn();
        } else if (act instanceof Act.Kill) {
            agent.kill();
        } else if (act instanceof Act.StandByLeft left) {
            left.put(netlink());
        } else if (act instanceof Act.Restart) {
            agent.startUnawaited();
            Await.until(START, "the agent to answer", () -> !ask("events").isEmpty());
        } else if (act instanceof Act.Reload reload) {
            reload(reload.configuration());
        } else if (act instanceof Act.Enable enable) {
            ask((enable.enabled() ? "enable " : "disable ") + enable.uplink().word());
        } else if (act instanceof Act.TrafficBegins) {
            beginTraffic();
        }
    }

    private void breakUplink(UplinkHandle uplink, Trouble trouble) {
        switch (trouble) {
            case CABLE_PULLED -> uplink.cutCarrier();
            case ADMIN_DOWN -> uplink.adminDown();
            case ADDRESSES_GONE -> uplink.removeAddresses();
            case DEVICE_GONE -> uplink.hangUp();
            case SILENT -> uplink.blackhole();
            case SILENT_OUT -> uplink.blackholeOut();
            case SILENT_IN -> uplink.blackholeIn();
            case IPV6_SILENT -> uplink.blackhole(AddressFamily.INET6);
            case UNREACHABLE -> uplink.unreachable();
            case NEXT_HOP_DEAD -> uplink.gatewayDead();
            case LOSS_5 -> uplink.loss(2.5);
            case LOSS_28 -> uplink.loss(15);
            case SLOW_600 -> resolver.delay(uplink.publicAddress(AddressFamily.INET));
        }
    }

    private void mend(UplinkHandle uplink) {
        resolver.hurry(uplink.publicAddress(AddressFamily.INET));
        if (uplink.link().isEmpty()) {
            calls++;
            uplink.dial(IpAddress.parse("10.0.0." + (100 + calls)));
        }
        uplink.heal();
    }

    private void moveGateway(UplinkHandle uplink, String address) {
        uplink.nextHopRouter().address("customer", address + "/24");
        Route route = Route.defaultRoute(AddressFamily.INET)
                .protocol(Protocol.DHCP)
                .priority(100)
                .via(IpAddress.parse(address), topology.gateway().index(uplink.device()));
        netlink().routes().replace(route);
    }

    private void deleteOwn() {
        for (Rule rule : netlink().rules().list()) {
            if (rule.protocol().equals(AGENT)) {
                netlink().rules().deleteIfPresent(rule);
            }
        }
        for (AddressFamily family : Uplink.BOTH) {
            netlink()
                    .routes()
                    .list(RouteFilter.of(family).protocol(AGENT))
                    .forEach(netlink().routes()::deleteIfPresent);
        }
    }

    private void reload(String configuration) {
        try {
            agent.write(configuration);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        agent.signal("HUP");
    }

    private void beginTraffic() {
        EchoServer server = EchoServer.start(topology, ECHO_PORT);
        others.push(server);
        IpAddress target = topology.target(AddressFamily.INET);
        others.push(TrafficStream.start(topology.client(), target, ECHO_PORT, Act.TrafficBegins.PACKETS));
    }

    private String ask(String request) {
        try {
            Answer answer = ControlClient.ask(agent.directory().resolve("agent.sock"), request);
            if (answer.exitCode() != 0) {
                throw new AssertionError(request + ": " + answer);
            }
            return answer.body();
        } catch (NoAgentException none) {
            return "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Picture picture() {
        return new Picture(netlink());
    }

    @Override
    public void tick() {
        if (Thread.currentThread().isInterrupted()) {
            throw new IllegalStateException("interrupted");
        }
        LockSupport.parkNanos(TICK_NANOS);
    }

    @Override
    public long nanos() {
        return System.nanoTime();
    }

    @Override
    public List<Change> history() {
        List<Change> changes = new ArrayList<>();
        String answer = ask("events --json");
        String events = answer.isEmpty() ? "" : EventsAnswer.decode(answer).text();
        events.lines()
                .map(EVENTS::fromJson)
                .filter(event -> event.kind().equals("state"))
                .forEach(event -> {
                    String subject =
                            event.uplink().orElseThrow() + " " + event.family().orElseThrow();
                    changes.add(new Change(
                            subject, event.from().orElse(""), event.to().orElse(""), event.text()));
                });
        return changes;
    }

    @Override
    public Duration patience() {
        return PATIENCE;
    }

    /** What was started last ends first. */
    @Override
    public void close() {
        try {
            agent.close();
        } finally {
            for (AutoCloseable other : others) {
                close(other);
            }
            resolver.close();
            topology.close();
        }
    }

    private static void close(AutoCloseable other) {
        try {
            other.close();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
