package dev.multipath.agent.bench;

import dev.multipath.testkit.netns.Namespace;
import dev.multipath.testkit.netns.Topology;
import dev.multipath.testkit.netns.UplinkHandle;
import java.util.ArrayList;
import java.util.List;

/**
 * The work of the routers and targets of a topology, done by a processor of their own as long as this is open. Else the
 * kernel does it at once, in the time of whoever sent the packet: the gateway pays for the whole way there and back.
 *
 * <p>What the gateway receives is then handled by that processor as well, as the interrupt of a network card is by none in
 * particular.
 */
final class OtherHosts implements AutoCloseable {
    /** Of the gateway's processes. */
    private static final String OURS = "1";

    private static final String THEIRS = "2";
    private static final String BY_THE_SENDER = "0";

    /** Receive packet steering; sysfs shows the devices of the namespace it is mounted in. */
    private static final String STEER = "mount -t sysfs sysfs /sys && "
            + "for queue in /sys/class/net/*/queues/rx-*/rps_cpus; do echo %s >$queue || exit 1; done";

    private final Topology topology;

    private OtherHosts(Topology topology) {
        this.topology = topology;
    }

    static boolean possible() {
        return Runtime.getRuntime().availableProcessors() > 1;
    }

    static OtherHosts apart(Topology topology) {
        OtherHosts others = new OtherHosts(topology);
        others.steer(THEIRS);
        return others;
    }

    /** Has a process, all its threads, run on the gateway's processor alone from now on. */
    void keepOff(long pid) {
        topology.gateway().run("taskset", "--all-tasks", "--pid", OURS, String.valueOf(pid));
    }

    /** What starts a program on the gateway's processor alone. */
    static List<String> keptOff(List<String> command) {
        List<String> kept = new ArrayList<>(List.of("taskset", OURS));
        kept.addAll(command);
        return kept;
    }

    private void steer(String processors) {
        List<Namespace> others = new ArrayList<>(List.of(topology.internet()));
        for (UplinkHandle uplink : topology.uplinks()) {
            others.add(uplink.isp());
            if (uplink.nextHopRouter() != uplink.isp()) {
                others.add(uplink.nextHopRouter());
            }
        }
        for (Namespace other : others) {
            other.run("unshare", "--mount", "sh", "-c", STEER.formatted(processors));
        }
    }

    @Override
    public void close() {
        steer(BY_THE_SENDER);
    }
}
