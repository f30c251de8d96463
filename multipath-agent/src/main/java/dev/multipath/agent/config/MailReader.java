package dev.multipath.agent.config;

import dev.multipath.agent.config.MailConfig.Credentials;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads {@code [mail]}. */
final class MailReader {
    private static final String ADDRESS = "an address such as \"root@example.net\"";

    private MailReader() {}

    /** Empty if the file does not have the section, or one that is reported. */
    static Optional<MailConfig> read(TomlSection section) {
        section.checkKeys(KnownKeys.MAIL_KEYS);
        List<String> to = to(section);
        Optional<String> from = Values.string(section, "from", ADDRESS);
        from.ifPresent(address -> checkAddress(section, "from", address));
        Optional<MailServer> server = server(section);
        boolean starttls = Values.bool(section, "starttls", false);
        Optional<Credentials> credentials = credentials(section);
        var on = HookReader.on(section);
        if (!section.exists() || to.isEmpty() || server.isEmpty()) {
            return Optional.empty();
        }
        MailServer found = server.get();
        if (starttls && found.tls()) {
            section.wrong("starttls", "starttls = true does not go with smtps://; expected smtp://, or no starttls");
        }
        MailSecurity security = found.tls() ? MailSecurity.TLS : starttls ? MailSecurity.STARTTLS : MailSecurity.NONE;
        if (credentials.isPresent() && security == MailSecurity.NONE && !found.isLoopback()) {
            section.warn(
                    "user",
                    "the password is sent in clear text to " + found.host()
                            + "; better starttls = true, or a server smtps://");
        }
        return Optional.of(new MailConfig(to, from, found.host(), found.port(), security, credentials, on));
    }

    private static List<String> to(TomlSection section) {
        List<Values.Text> given = Values.strings(section, "to");
        boolean emptyList = given.isEmpty() && section.has("to") && section.isSound("to");
        if (section.exists() && (emptyList || section.lacks("to"))) {
            String wrong = emptyList ? "to is empty" : "[mail] has no to";
            section.wrongUnlessBroken("to", wrong + "; expected whom to write to, such as to = [\"root@example.net\"]");
        }
        if (given.size() > MailConfig.MOST_RECIPIENTS) {
            String message = given.size() + " recipients are too many; expected at most " + MailConfig.MOST_RECIPIENTS;
            section.wrong("to", message + ", or one address of a list");
        }
        List<String> to = new ArrayList<>();
        for (Values.Text text : given) {
            if (isAddress(text.text())) {
                to.add(text.text());
            } else {
                section.wrong("to", text.at(), Quoted.of(text.text()) + " is no mail address; expected " + ADDRESS);
            }
        }
        return to;
    }

    private static void checkAddress(TomlSection section, String key, String address) {
        if (!isAddress(address)) {
            section.wrong(key, key + ' ' + Quoted.of(address) + " is no mail address; expected " + ADDRESS);
        }
    }

    /** Good enough for a header and an envelope: nothing that would have to be quoted in either. */
    private static boolean isAddress(String text) {
        int at = text.indexOf('@');
        if (at < 1 || text.length() > 254 || !HostName.isOne(text.substring(at + 1))) {
            return false;
        }
        for (int i = 0; i < at; i++) {
            char c = text.charAt(i);
            boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
            boolean inside = i > 0 && i < at - 1 && text.charAt(i - 1) != '.';
            if (!letter && "!#$%&'*+/=?^_`{|}~-".indexOf(c) < 0 && (c != '.' || !inside)) {
                return false;
            }
        }
        return true;
    }

    private static Optional<MailServer> server(TomlSection section) {
        Optional<String> given = Values.string(section, "smtp", MailServer.EXAMPLE);
        if (given.isEmpty()) {
            return section.has("smtp") ? Optional.empty() : Optional.of(MailServer.LOCAL);
        }
        Optional<MailServer> server = MailServer.parse(given.get());
        if (server.isEmpty()) {
            section.wrong(
                    "smtp", "smtp " + Quoted.of(given.get()) + " is no mail server; expected " + MailServer.EXAMPLE);
        }
        return server;
    }

    private static Optional<Credentials> credentials(TomlSection section) {
        Optional<String> user = Values.string(section, "user", "a name to log in with");
        Optional<String> path = Values.string(section, "password-file", "an absolute path");
        if (path.isPresent()
                && (!path.get().startsWith("/")
                        || path.get().endsWith("/")
                        || path.get().indexOf('\0') >= 0)) {
            String message = " is no absolute path of a file; expected one such as \"/etc/multipath/mail.password\"";
            section.wrong("password-file", "password-file " + Quoted.of(path.get()) + message);
        }
        for (String[] pair : new String[][] {{"user", "password-file"}, {"password-file", "user"}}) {
            if (section.has(pair[0]) && section.lacks(pair[1])) {
                section.wrongUnlessBroken(pair[0], pair[0] + " needs " + pair[1] + " too; expected both or none");
            }
        }
        if (user.isEmpty() || path.isEmpty()) {
            return Optional.empty();
        }
        SecretFile file = new SecretFile(path.get(), section.line("password-file"), section.column("password-file"));
        return Optional.of(new Credentials(user.get(), file));
    }
}
