package dev.multipath.agent.shell;

import dev.multipath.agent.core.Effect;
import dev.multipath.agent.plan.KernelOp;
import dev.multipath.agent.plan.SysctlKey;
import dev.multipath.netlink.RtNetlink;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps what must survive a restart, and kernel settings with it: their value before the first write is saved before
 * they are written. Thread-safe; its calls may wait for a disk.
 */
public final class Keeper {
    private static final Logger LOG = LoggerFactory.getLogger(Keeper.class);

    /** Gives the interface index a setting's interface has now; 0 for none. */
    @FunctionalInterface
    public interface InterfaceIndex {
        int of(String interfaceName);
    }

    private final StateFile file;
    private SavedState state;

    private Keeper(StateFile file) {
        this.file = file;
        this.state = file.read();
    }

    /**
     * Of the boot and namespace that a netlink socket is in.
     *
     * @throws IOException where {@code /proc} cannot be read
     */
    public static Keeper open(Path stateDir, RtNetlink netlink) throws IOException {
        return new Keeper(new StateFile(stateDir, Identity.of(netlink)));
    }

    public synchronized Effect.Memory memory() {
        return state.memory();
    }

    public synchronized void remember(Effect.Memory memory) throws IOException {
        SavedState next = state.memory(memory);
        if (!next.equals(state)) {
            file.write(next);
            state = next;
        }
    }

    /** Saves the originals, then writes. Nothing is written if the saving fails. */
    public synchronized void write(List<KernelOp.WriteSysctl> writes, InterfaceIndex index) throws IOException {
        SavedState next = state;
        for (KernelOp.WriteSysctl write : writes) {
            int current = write.key().interfaceName().isEmpty()
                    ? 0
                    : index.of(write.key().interfaceName());
            SavedState.Original known = next.originals().get(write.key());
            if (known == null || known.interfaceIndex() != current) {
                next = next.original(write.key(), new SavedState.Original(write.before(), current));
            }
        }
        if (!next.equals(state)) {
            file.write(next);
            state = next;
        }
        for (KernelOp.WriteSysctl write : writes) {
            try {
                Sysctls.write(write.key(), write.value());
            } catch (NoSuchFileException vanished) {
                LOG.debug("{}: its interface was deleted meanwhile", write.key());
            }
        }
    }

    /**
     * Puts every setting back to what it was before the agent first wrote it.
     *
     * @return those restored, in the words of sysctl
     */
    public synchronized List<String> restoreSysctls(InterfaceIndex index) throws IOException {
        List<String> restored = new ArrayList<>();
        for (Map.Entry<SysctlKey, SavedState.Original> entry : state.originals().entrySet()) {
            SysctlKey key = entry.getKey();
            int current = key.interfaceName().isEmpty() ? 0 : index.of(key.interfaceName());
            if (current == entry.getValue().interfaceIndex()) {
                Sysctls.write(key, entry.getValue().value());
                restored.add("sysctl -w " + key + "=" + entry.getValue().value());
            }
        }
        if (!state.originals().isEmpty()) {
            SavedState next = state.withoutOriginals();
            file.write(next);
            state = next;
        }
        restored.sort(null);
        return restored;
    }
}
