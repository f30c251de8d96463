package dev.multipath.agent.survival;

import java.util.List;

/** Everybody who is measured, in the order of the tables. */
enum Contestants {
    /** Legs in the order of the uplinks, the heaviest first. */
    KERNEL,
    /** The heaviest leg in the middle (fact 14a). */
    KERNEL_ORDER,
    /** One default route, over the first living uplink: what a keepalived notify script does. */
    FIRST_LIVING,
    /** Multipath, and all of connection tracking flushed at each change. */
    FLUSH,
    /** Connection marks by the firewall, as mwan3 sets them. */
    MARKS,
    /** Likewise with mwan3's flush_conntrack. */
    MARKS_FLUSH,
    /** A resilient group of nexthop objects, each on its place while it lives. */
    RESILIENT,
    AGENT_OFF,
    AGENT_ON,
    AGENT_KEEP,
    /** The same kind of group as RESILIENT, kept by the agent. */
    AGENT_RESILIENT;

    private static final List<Integer> PLAIN = List.of(0, 1, 2);
    private static final List<Integer> HEAVIEST_MIDDLE = List.of(1, 0, 2);

    Contestant make() {
        return switch (this) {
            case KERNEL -> script("kernel multipath, legs A B C", Script.balanced(PLAIN));
            case KERNEL_ORDER -> script("kernel multipath, legs B A C", Script.balanced(HEAVIEST_MIDDLE));
            case FIRST_LIVING -> script("one default, first living", Script.firstLiving());
            case FLUSH -> script("kernel multipath, conntrack -F", Script.flushing(Script.balanced(PLAIN)));
            case MARKS -> script("connection marks", new MarkingScript());
            case MARKS_FLUSH -> script("connection marks, conntrack -F", Script.flushing(new MarkingScript()));
            case RESILIENT -> script("resilient nexthop group", Script.resilient());
            case AGENT_OFF -> new AgentContestant("agent, pin off", "pin = \"off\"\n");
            case AGENT_ON -> new AgentContestant("agent, pin on", "pin = \"on\"\n");
            case AGENT_KEEP -> new AgentContestant("agent, pin on, keep", "pin = \"on\"\non-down = \"keep\"\n");
            case AGENT_RESILIENT -> new AgentContestant("agent, pin resilient", "pin = \"resilient\"\n");
        };
    }

    private static Contestant script(String name, Script script) {
        return new ScriptContestant(name, script);
    }
}
