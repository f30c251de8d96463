package dev.multipath.agent.config;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The {@code [mail]} section: to whom notices are mailed, and by which server.
 *
 * @param from the sender; the agent's machine where the file names none
 * @param host of the server, a name or an address
 * @param credentials what the server asks for, if it does
 * @param on the notices that are mailed
 */
public record MailConfig(
        List<String> to,
        Optional<String> from,
        String host,
        int port,
        MailSecurity security,
        Optional<Credentials> credentials,
        Set<NoticeKind> on) {

    /** Whom the agent logs in as, and where the password stands. */
    public record Credentials(String user, SecretFile passwordFile) {}

    /** As many as anybody needs. */
    static final int MOST_RECIPIENTS = 16;

    /** @throws IllegalArgumentException without a recipient */
    public MailConfig {
        to = List.copyOf(to);
        on = Set.copyOf(on);
        if (to.isEmpty()) {
            throw new IllegalArgumentException("mail to nobody");
        }
    }
}
