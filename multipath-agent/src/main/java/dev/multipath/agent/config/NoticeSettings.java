package dev.multipath.agent.config;

import java.util.List;
import java.util.Optional;

/**
 * How notices are given.
 *
 * @param mail by mail, if they are
 * @param hooks by running these, in the order of the file
 */
public record NoticeSettings(Optional<MailConfig> mail, List<HookConfig> hooks) {
    public static final NoticeSettings NONE = new NoticeSettings(Optional.empty(), List.of());

    public NoticeSettings {
        hooks = List.copyOf(hooks);
    }

    /** Whether anybody wants any. */
    public boolean isEmpty() {
        return mail.isEmpty() && hooks.isEmpty();
    }
}
