package dev.multipath.agent.config;

import dev.multipath.netlink.model.Protocol;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads {@code [agent]}. */
final class AgentReader {
    private static final AgentSection DEFAULTS = AgentSection.defaults();

    private AgentReader() {}

    static AgentSection read(TomlSection section) {
        section.checkKeys(KnownKeys.AGENT_KEYS);
        Layout layout = Values.word(section, "layout", Layout.values(), DEFAULTS.layout());
        return new AgentSection(
                tableBase(section),
                protocol(section),
                layout,
                metric(section, layout),
                Values.word(section, "hash-policy", HashPolicy.values(), DEFAULTS.hashPolicy()),
                Values.word(section, "on-exit", OnExit.values(), DEFAULTS.onExit()),
                Values.word(section, "all-dead", AllDead.values(), DEFAULTS.allDead()),
                internalInterfaces(section),
                PathText.read(section, "state-dir", DEFAULTS.stateDir()),
                controlSocket(section));
    }

    private static int tableBase(TomlSection section) {
        return Values.integer(
                section, "table-base", AgentSection.MIN_TABLE_BASE, AgentSection.MAX_TABLE_BASE, DEFAULTS.tableBase());
    }

    private static int protocol(TomlSection section) {
        int protocol = Values.integer(
                section, "protocol", AgentSection.MIN_PROTOCOL, AgentSection.MAX_PROTOCOL, DEFAULTS.protocol());
        String name = new Protocol(protocol).toString();
        if (section.has("protocol") && !name.equals(Integer.toString(protocol))) {
            String taken = "protocol " + protocol + " is the number of " + name;
            String better = "; better a number nobody else uses, such as " + DEFAULTS.protocol();
            section.warn("protocol", taken + ", whose routes the agent would take for its own" + better);
        }
        return protocol;
    }

    private static long metric(TomlSection section, Layout layout) {
        long metric = Values.integer(section, "metric", 0L, AgentSection.MAX_METRIC, DEFAULTS.metric());
        if (layout == Layout.MAIN || metric == 0) {
            return metric;
        }
        if (section.isSound("layout")) {
            String message =
                    "metric " + metric + " has no use in layout \"isolated\"; expected 0, or layout = \"main\"";
            section.wrongUnlessBroken("metric", message);
        }
        return 0;
    }

    private static List<String> internalInterfaces(TomlSection section) {
        List<String> names = new ArrayList<>();
        for (Values.Text name : Values.strings(section, "internal-interfaces")) {
            Optional<String> complaint = InterfaceName.complaint(name.text());
            if (complaint.isPresent()) {
                String message = "internal interface " + Quoted.of(name.text()) + ' ' + complaint.get();
                section.wrong("internal-interfaces", name.at(), message);
            } else {
                names.add(name.text());
            }
        }
        return names;
    }

    private static String controlSocket(TomlSection section) {
        String path = PathText.read(section, "control-socket", DEFAULTS.controlSocket());
        int bytes = path.getBytes(StandardCharsets.UTF_8).length;
        if (bytes > AgentSection.MAX_SOCKET_PATH) {
            String expected =
                    "; expected at most " + AgentSection.MAX_SOCKET_PATH + ", as the kernel allows for a socket";
            section.wrong("control-socket", "control-socket has " + bytes + " bytes" + expected);
        } else if (path.endsWith("/")) {
            String wrong = "control-socket " + Quoted.of(path) + " is a directory; expected a file in it";
            section.wrong("control-socket", wrong);
        }
        return path;
    }
}
