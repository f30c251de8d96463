package dev.multipath.agent.core;

import dev.multipath.agent.plan.InMemoryKernel;
import dev.multipath.netlink.model.Link;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The lines behind a kernel's devices, and which probes come through. */
final class Lines {
    private final InMemoryKernel kernel;
    private final Map<String, Line> lines = new HashMap<>();

    /** The targets are dead, whatever the lines. */
    boolean deadTargets;

    Lines(InMemoryKernel kernel) {
        this.kernel = kernel;
    }

    Line line(String device) {
        return lines.computeIfAbsent(device, name -> new Line());
    }

    /** What a look at the devices shows at this time. */
    List<Event.DeviceLook> look(List<String> devices, long now) {
        List<Event.DeviceLook> seen = new ArrayList<>();
        for (String device : devices) {
            Optional<Link> link = kernel.link(device);
            line(device).pass(now, link.map(Link::carrier).orElse(false));
            seen.add(new Event.DeviceLook(
                    device,
                    link.map(Link::index).orElse(0),
                    link.map(Link::isUp).orElse(false),
                    link.map(Link::carrier).orElse(false),
                    line(device).received(),
                    line(device).sent()));
        }
        return seen;
    }

    /** Whether its target hears a probe and is heard. */
    boolean carry(ProbeRequest probe) {
        return line(probe.device()).alive && !deadTargets && reaches(probe);
    }

    /** Whether the gateway hears a probe and answers. */
    boolean gatewayAnswers(ProbeRequest probe) {
        return line(probe.device()).gateway && reaches(probe);
    }

    private boolean reaches(ProbeRequest probe) {
        Optional<Link> link = kernel.link(probe.device());
        return link.isPresent()
                && link.get().index() == probe.interfaceIndex()
                && link.get().isUp()
                && link.get().carrier()
                && kernel.addresses().stream()
                        .anyMatch(address -> address.local().equals(probe.source()));
    }
}
