package dev.multipath.agent.ddns.link;

import dev.multipath.netlink.model.IpAddress;
import java.util.List;

/** The resolvers this machine uses that can be asked over an uplink. */
@FunctionalInterface
public interface Resolvers {
    /**
     * As of now.
     *
     * @param now monotonic nanoseconds
     */
    List<IpAddress> current(long now);
}
