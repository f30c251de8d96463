package dev.multipath.agent.config;

import java.util.List;
import java.util.Optional;

/**
 * A whole configuration file, checked and with every default filled in.
 *
 * @param discover uplinks nobody listed, if they are wanted
 * @param probe how discovered uplinks are probed: {@code [probe]} over the defaults
 * @param uplinks those listed, in the order of the file; each with its own name and interface
 * @param routing what is not simply balanced
 * @param notices who is told what happens to them, and how
 * @param dns what is published of them
 * @param flows what becomes of running connections
 */
public record AgentConfig(
        AgentSection agent,
        Optional<Discover> discover,
        ProbeConfig probe,
        List<UplinkConfig> uplinks,
        Routing routing,
        NoticeSettings notices,
        DnsSettings dns,
        FlowsSection flows) {

    /** As many uplinks as fit between the rule priorities the agent hands out. */
    public static final int MAX_UPLINKS = 39;

    /** @throws IllegalArgumentException without any uplink, listed or to discover, or with too many of them */
    public AgentConfig {
        uplinks = List.copyOf(uplinks);
        if (uplinks.isEmpty() && discover.isEmpty()) {
            throw new IllegalArgumentException("no uplink is listed and none is to be discovered");
        }
        if (uplinks.size() > MAX_UPLINKS) {
            throw new IllegalArgumentException(uplinks.size() + " uplinks are more than " + MAX_UPLINKS);
        }
    }

    /** One that balances everything, tells nobody anything, publishes nothing and lets connections be. */
    public AgentConfig(AgentSection agent, Optional<Discover> discover, ProbeConfig probe, List<UplinkConfig> uplinks) {
        this(agent, discover, probe, uplinks, Routing.NONE, NoticeSettings.NONE, DnsSettings.NONE, FlowsSection.none());
    }

    /** The same with other uplinks. */
    public AgentConfig uplinks(List<UplinkConfig> others) {
        return new AgentConfig(agent, discover, probe, others, routing, notices, dns, flows);
    }
}
