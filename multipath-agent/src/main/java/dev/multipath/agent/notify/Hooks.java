package dev.multipath.agent.notify;

import dev.multipath.agent.config.HookConfig;
import io.avaje.jsonb.JsonType;
import io.avaje.jsonb.Jsonb;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs hooks for notices: those of one hook and uplink one after the other, others beside each other, at most
 * {@value #BESIDE} at a time.
 */
final class Hooks implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger("hook");
    static final int BESIDE = 4;
    /** Of one hook and uplink. */
    static final int WAITING = 64;

    private final Lanes lanes = new Lanes("hook", BESIDE, WAITING);
    private final JsonType<Notice> json =
            Jsonb.builder().serializeNulls(true).serializeEmpty(true).build().type(Notice.class);
    /** By the words of the hook; gone once a run went well. */
    private final Map<List<String>, String> failures = new LinkedHashMap<>();

    /** Those that want it. */
    void tell(List<HookConfig> hooks, Notice notice) {
        for (HookConfig hook : hooks) {
            if (Notifier.isWanted(notice, hook.on())) {
                String lane = String.join("\0", hook.run()) + '\0' + notice.uplink();
                if (!lanes.submit(lane, () -> run(hook, notice))) {
                    LOG.warn("{}: a notice is dropped, {} wait for it already", hook.program(), WAITING);
                }
            }
        }
    }

    private void run(HookConfig hook, Notice notice) {
        try {
            Optional<String> failure = new HookProcess(hook, notice).run(json.toJson(notice));
            failure.ifPresent(why -> LOG.warn("event={} {} {}", notice.eventId(), hook.program(), why));
            note(hook, notice, failure);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }

    private void note(HookConfig hook, Notice notice, Optional<String> failure) {
        synchronized (failures) {
            failures.remove(hook.run());
            failure.ifPresent(why -> failures.put(
                    hook.run(), hook.program() + " (" + notice.event() + " " + notice.uplink() + "): " + why));
        }
    }

    /** Of each hook whose last run went wrong, how. */
    List<String> failures() {
        synchronized (failures) {
            return new ArrayList<>(failures.values());
        }
    }

    /** Ends those that run. */
    @Override
    public void close() {
        lanes.close();
    }
}
