package dev.multipath.agent.shell;

import dev.multipath.agent.core.Effect;
import dev.multipath.agent.plan.SysctlKey;
import dev.multipath.agent.uplink.Gateway;
import dev.multipath.netlink.model.IpAddress;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code state-dir/state}: what the agent remembers across restarts, replaced as a whole so that a crash leaves the old
 * or the new one. Used by one thread at a time.
 */
final class StateFile {
    private static final Logger LOG = LoggerFactory.getLogger(StateFile.class);

    private final Path path;
    private final Identity identity;

    StateFile(Path stateDir, Identity identity) {
        this.path = stateDir.resolve("state");
        this.identity = identity;
    }

    /** What was saved; of another boot or namespace only what an operator said by hand. */
    SavedState read() {
        try {
            Properties lines = new Properties();
            lines.load(new StringReader(Files.readString(path, StandardCharsets.UTF_8)));
            return decode(lines);
        } catch (NoSuchFileException none) {
            return SavedState.EMPTY;
        } catch (IOException | IllegalArgumentException unreadable) {
            LOG.warn("{} cannot be read and is ignored: {}", path, unreadable.toString());
            return SavedState.EMPTY;
        }
    }

    void write(SavedState state) throws IOException {
        Files.createDirectories(path.getParent());
        Path next = path.resolveSibling("state.new");
        byte[] bytes = encode(state).getBytes(StandardCharsets.UTF_8);
        try (FileChannel channel = FileChannel.open(
                next, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            channel.write(ByteBuffer.wrap(bytes));
            channel.force(true);
        }
        Files.move(next, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private String encode(SavedState state) throws IOException {
        Map<String, String> entries = new TreeMap<>();
        entries.put("boot", identity.boot());
        entries.put("namespace", identity.namespace());
        state.memory().overrides().forEach((name, enabled) -> entries.put("enabled." + name, enabled.toString()));
        state.memory().gateways().forEach((name, learnt) -> {
            learnt.ipv4().ifPresent(g -> entries.put("gateway4." + name, learnt.interfaceIndex() + " " + g));
            learnt.ipv6().ifPresent(g -> entries.put("gateway6." + name, learnt.interfaceIndex() + " " + g));
        });
        state.memory().marks().forEach((device, number) -> entries.put("mark." + device, number.toString()));
        state.memory().lent().forEach((name, number) -> entries.put("lent." + name, number.toString()));
        if (state.memory().flowTable()) {
            entries.put("flow-table", "true");
        }
        state.originals()
                .forEach((key, original) -> entries.put(
                        "sysctl." + key.path() + ":" + key.interfaceName(),
                        original.interfaceIndex() + " " + original.value()));
        Properties lines = new Properties();
        lines.putAll(entries);
        StringWriter out = new StringWriter();
        lines.store(out, "written by multipath-agent; do not edit while it runs");
        return out.toString();
    }

    private SavedState decode(Properties lines) {
        boolean same = identity.boot().equals(lines.getProperty("boot"))
                && identity.namespace().equals(lines.getProperty("namespace"));
        Map<String, Boolean> overrides = new HashMap<>();
        Map<String, Effect.LearntGateways> gateways = new HashMap<>();
        Map<String, Integer> marks = new HashMap<>();
        Map<String, Integer> lent = new HashMap<>();
        Map<SysctlKey, SavedState.Original> originals = new HashMap<>();
        for (String name : lines.stringPropertyNames()) {
            String value = lines.getProperty(name);
            int dot = name.indexOf('.');
            String kind = dot < 0 ? name : name.substring(0, dot);
            String subject = name.substring(dot + 1);
            if (kind.equals("enabled")) {
                overrides.put(subject, Boolean.parseBoolean(value));
            } else if (same && (kind.equals("gateway4") || kind.equals("gateway6"))) {
                gateways.merge(subject, gateway(kind.equals("gateway4"), value), StateFile::merged);
            } else if (same && kind.equals("mark")) {
                marks.put(subject, Integer.valueOf(value));
            } else if (same && kind.equals("lent")) {
                lent.put(subject, Integer.valueOf(value));
            } else if (same && kind.equals("sysctl")) {
                originals.put(sysctl(subject), new SavedState.Original(rest(value), index(value)));
            }
        }
        boolean flowTable = same && lines.containsKey("flow-table");
        return new SavedState(new Effect.Memory(overrides, gateways, marks, lent, flowTable), originals);
    }

    private static Effect.LearntGateways gateway(boolean ipv4, String value) {
        String text = rest(value);
        Gateway gateway = text.equals("none")
                ? Gateway.deviceOnly(Gateway.REMEMBERED)
                : Gateway.of(IpAddress.parse(text), Gateway.REMEMBERED);
        Optional<Gateway> found = Optional.of(gateway);
        return new Effect.LearntGateways(
                index(value), ipv4 ? found : Optional.empty(), ipv4 ? Optional.empty() : found);
    }

    private static Effect.LearntGateways merged(Effect.LearntGateways a, Effect.LearntGateways b) {
        return new Effect.LearntGateways(
                a.interfaceIndex(), a.ipv4().or(b::ipv4), a.ipv6().or(b::ipv6));
    }

    private static SysctlKey sysctl(String subject) {
        int colon = subject.lastIndexOf(':');
        if (colon < 0) {
            throw new IllegalArgumentException("not a setting: " + subject);
        }
        return new SysctlKey(subject.substring(0, colon), subject.substring(colon + 1));
    }

    private static int index(String value) {
        return Integer.parseInt(value.substring(0, value.indexOf(' ')));
    }

    private static String rest(String value) {
        return value.substring(value.indexOf(' ') + 1);
    }
}
