package dev.multipath.agent.probe.echo;

import dev.multipath.agent.core.Event;
import dev.multipath.agent.core.ProbeRequest;
import dev.multipath.netlink.Neighbours;
import dev.multipath.netlink.NetlinkException;
import dev.multipath.netlink.RtNetlink;
import dev.multipath.netlink.model.IpAddress;
import dev.multipath.netlink.model.Neighbour;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The kernel's neighbour table as a prober: an entry set to PROBE makes the kernel solicit the gateway, and turns
 * REACHABLE when it answers, whatever it thinks of echo requests.
 */
public final class NeighbourTable implements NeighbourProbe {
    private static final Logger LOG = LoggerFactory.getLogger(NeighbourTable.class);

    /** So long an answer is looked for; then the probe is lost anyway. */
    private static final long PATIENCE = Duration.ofSeconds(1).toNanos();

    private record Asked(ProbeRequest request, IpAddress neighbour, long at) {}

    private final List<Asked> asked = new ArrayList<>();
    /** A handle of its own, opened at the first question: few ever need it, and nobody else shall wait for it. */
    private @Nullable RtNetlink netlink;

    @Override
    public void ask(ProbeRequest request, IpAddress neighbour) {
        try {
            if (neighbours().solicit(request.interfaceIndex(), neighbour)) {
                asked.add(new Asked(request, neighbour, System.nanoTime()));
            }
        } catch (NetlinkException refused) {
            LOG.debug("neighbour {}: {}", neighbour, refused.getMessage());
        }
    }

    @Override
    public boolean isWaiting() {
        return !asked.isEmpty();
    }

    @Override
    public void collect(Consumer<Event> inbox) {
        long now = System.nanoTime();
        asked.removeIf(each -> isOver(each, inbox) || now - each.at() > PATIENCE);
    }

    @Override
    public void close() {
        if (netlink != null) {
            netlink.close();
        }
    }

    private Neighbours neighbours() {
        if (netlink == null) {
            netlink = RtNetlink.open();
        }
        return netlink.neighbours();
    }

    /** Whether it is answered, or never will be: its device is gone. */
    private boolean isOver(Asked each, Consumer<Event> inbox) {
        ProbeRequest request = each.request();
        Optional<Neighbour> neighbour;
        try {
            neighbour = neighbours().get(request.interfaceIndex(), each.neighbour());
        } catch (NetlinkException refused) {
            LOG.debug("neighbour {}: {}", each.neighbour(), refused.getMessage());
            return true;
        }
        if (neighbour.isEmpty() || !neighbour.get().isReachable()) {
            return false;
        }
        inbox.accept(new Event.ProbeAnswered(request.id(), System.nanoTime(), false, request.awaited()));
        return true;
    }
}
