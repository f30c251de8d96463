package dev.multipath.agent.probe;

import dev.multipath.agent.config.ProbeConfig;
import dev.multipath.agent.config.ProbeTarget;
import dev.multipath.agent.core.Event;
import dev.multipath.agent.core.ProbeId;
import dev.multipath.agent.core.ProbeRequest;
import dev.multipath.agent.probe.echo.NeighbourProbe;
import dev.multipath.agent.probe.echo.NeighbourTable;
import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.netlink.transport.ErrnoException;
import dev.multipath.testkit.netns.EchoServer;
import dev.multipath.testkit.netns.Topology;
import dev.multipath.testkit.netns.UplinkHandle;
import dev.multipath.testkit.netns.UplinkSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A prober in the gateway of a topology with one uplink, and what it says of each probe. */
final class Lab implements AutoCloseable {
    /** A TCP and UDP port that answers on all targets. */
    static final int ECHO = 7;

    static final int CLOSED = 9;

    private static final Duration SOON = Duration.ofSeconds(10);
    /** What did not come within this is taken for never. */
    private static final Duration SILENCE = Duration.ofMillis(700);

    private final Topology topology;
    private final EchoServer server;
    private final Prober prober;
    private final Map<ProbeId, BlockingQueue<String>> said = new ConcurrentHashMap<>();
    private long round;

    Lab(Topology.Builder builder) throws ErrnoException {
        this(builder, new NeighbourTable());
    }

    Lab(Topology.Builder builder, NeighbourProbe neighbours) throws ErrnoException {
        topology = builder.uplink(UplinkSpec.fixed("a").mainDefault(10)).build();
        // First, since it loads the JDK's socket classes outside the namespaces.
        server = EchoServer.start(topology, ECHO);
        prober = topology.gateway().call(() -> new Prober(neighbours, this::note));
    }

    private void note(Event event) {
        if (event instanceof Event.ProbeAnswered answered) {
            queue(answered.id()).add("answered");
        } else if (event instanceof Event.ProbeRefused refused) {
            queue(refused.id()).add(refused.why());
        }
    }

    private BlockingQueue<String> queue(ProbeId id) {
        return said.computeIfAbsent(id, unknown -> new LinkedBlockingQueue<>());
    }

    Topology topology() {
        return topology;
    }

    UplinkHandle uplink() {
        return topology.uplink("a");
    }

    /** Sends a probe to each target of a family, and does not wait. */
    List<ProbeId> send(ProbeConfig probe, AddressFamily family) {
        List<ProbeTarget> targets = family.equals(AddressFamily.INET) ? probe.targets4() : probe.targets6();
        List<ProbeRequest> requests = new ArrayList<>();
        round++;
        for (int i = 0; i < targets.size(); i++) {
            requests.add(new ProbeRequest(
                    new ProbeId("a", family, round, i),
                    uplink().device(),
                    topology.gateway().index(uplink().device()),
                    uplink().address(family),
                    targets.get(i),
                    probe,
                    false,
                    true));
        }
        prober.send(requests);
        return requests.stream().map(ProbeRequest::id).toList();
    }

    /** What comes of a probe to the first target: "answered", or why it was refused. */
    String ask(ProbeConfig probe, AddressFamily family) throws InterruptedException {
        return await(send(probe, family).get(0));
    }

    /** What came of a probe that was sent. */
    String await(ProbeId id) throws InterruptedException {
        String word = queue(id).poll(SOON.toMillis(), TimeUnit.MILLISECONDS);
        return word == null ? "nothing" : word;
    }

    /** Whether nothing is said of a probe for a while. */
    boolean isSilent(ProbeConfig probe, AddressFamily family) throws InterruptedException {
        return queue(send(probe, family).get(0)).poll(SILENCE.toMillis(), TimeUnit.MILLISECONDS) == null;
    }

    /** Open descriptors of this process that are sockets. */
    static long sockets() throws IOException {
        try (Stream<Path> descriptors = Files.list(Path.of("/proc/self/fd"))) {
            return descriptors.filter(Lab::isSocket).count();
        }
    }

    private static boolean isSocket(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString().startsWith("socket:");
        } catch (IOException closedMeanwhile) {
            return false;
        }
    }

    @Override
    public void close() {
        prober.close();
        server.close();
    }
}
