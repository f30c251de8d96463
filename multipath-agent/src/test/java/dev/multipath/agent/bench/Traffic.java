package dev.multipath.agent.bench;

import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.testkit.netns.Await;
import dev.multipath.testkit.netns.Namespace;
import dev.multipath.testkit.netns.Topology;
import dev.multipath.testkit.netns.TrafficReport;
import dev.multipath.testkit.netns.TrafficStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Several streams of new connections at once, and how long each failed after a moment. */
public final class Traffic implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int ENOUGH = 50;

    private final Map<String, TrafficStream> streams = new LinkedHashMap<>();

    private Traffic() {}

    /**
     * What became of a stream's connections from a moment on.
     *
     * @param stream its name
     * @param sent how many there were
     * @param failed how many had no answer, or no route
     * @param noRoute how many of them the kernel refused to send
     * @param outage until the last one that failed; zero when none did
     */
    public record Loss(String stream, int sent, int failed, int noRoute, Duration outage) {}

    /** A moment, in each stream's own time. */
    public record Mark(Map<String, Duration> times) {}

    /** From the LAN, IPv4 and IPv6. */
    public static Traffic fromLan(Topology topology, int perSecond) {
        Traffic traffic = new Traffic();
        traffic.add("LAN", topology.client(), topology, perSecond);
        return traffic;
    }

    /** From the LAN and from the gateway itself, IPv4 and IPv6. */
    static Traffic fromEverywhere(Topology topology, int perSecond) {
        Traffic traffic = fromLan(topology, perSecond);
        traffic.add("gateway", topology.gateway(), topology, perSecond);
        return traffic;
    }

    private void add(String origin, Namespace from, Topology topology, int perSecond) {
        for (AddressFamily family : Balance.FAMILIES) {
            String name = origin + (family.equals(AddressFamily.INET) ? ", IPv4" : ", IPv6");
            streams.put(name, TrafficStream.start(from, topology.target(family), Site.PORT, perSecond));
        }
    }

    /** Waits until every stream has had answers. */
    public void awaitAnswers() {
        for (TrafficStream stream : streams.values()) {
            int before = stream.report().answered();
            Await.until(PATIENCE, "answers to traffic", () -> stream.report().answered() >= before + ENOUGH);
        }
    }

    /** Goes on for a while. */
    public void goOn(Duration time) {
        Bench.letPass(time);
    }

    /** Now. */
    public Mark mark() {
        Map<String, Duration> times = new LinkedHashMap<>();
        streams.forEach((name, stream) -> times.put(name, stream.elapsed()));
        return new Mark(times);
    }

    /** Ends all streams and says what became of those sent since the mark, a line for each stream. */
    public List<Loss> stop(Mark since) {
        List<Loss> losses = new ArrayList<>();
        // All at once, since each waits a second for late answers.
        streams.values().parallelStream().forEach(TrafficStream::stop);
        streams.forEach((name, stream) -> {
            Duration from = since.times().get(name);
            TrafficReport report = stream.report().between(from, Duration.ofDays(1));
            List<Duration> failures = report.failures();
            Duration outage = failures.isEmpty()
                    ? Duration.ZERO
                    : failures.get(failures.size() - 1).minus(from);
            losses.add(new Loss(name, report.sent(), failures.size(), report.noRoute(), outage));
        });
        return losses;
    }

    @Override
    public void close() {
        streams.values().parallelStream().forEach(TrafficStream::close);
    }
}
