package dev.multipath.agent.notify;

import dev.multipath.agent.config.MailConfig;
import dev.multipath.agent.config.MailSecurity;
import jakarta.mail.Address;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import org.eclipse.angus.mail.smtp.SMTPTransport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hands messages to a mail server. The one class that knows the mail library. */
final class SmtpClient {
    private static final Logger LOG = LoggerFactory.getLogger("mail");
    private static final String CONNECT_MILLIS = "10000";
    private static final String ANSWER_MILLIS = "30000";

    private final Properties more;

    SmtpClient() {
        this(new Properties());
    }

    /** @param more of the library's properties */
    SmtpClient(Properties more) {
        this.more = more;
    }

    /**
     * Delivers to all recipients the server takes; those it refuses are said.
     *
     * @param password empty where there is no login
     * @param host of this machine, as it introduces itself
     * @param message its bytes, header and all
     * @throws MailFailedException when nobody gets it
     */
    void send(MailConfig mail, Optional<String> password, String from, String host, byte[] message)
            throws MailFailedException {
        boolean handedOver = false;
        try {
            Session session = Session.getInstance(properties(mail, from, host));
            Address[] to = recipients(mail);
            MimeMessage parsed = new MimeMessage(session, new ByteArrayInputStream(message));
            try (SMTPTransport server = new SMTPTransport(session, null)) {
                @Nullable
                String user =
                        mail.credentials().map(MailConfig.Credentials::user).orElse(null);
                server.connect(mail.host(), mail.port(), user, password.orElse(null));
                handedOver = true;
                server.sendMessage(parsed, to);
            }
        } catch (SendFailedException failed) {
            if (failed.getValidSentAddresses() == null || failed.getValidSentAddresses().length == 0) {
                throw new MailFailedException(why(failed), handedOver);
            }
            LOG.warn("mail was not taken for all: {}", why(failed));
        } catch (MessagingException failed) {
            throw new MailFailedException(why(failed), handedOver);
        }
    }

    private Properties properties(MailConfig mail, String from, String host) {
        Properties properties = new Properties();
        properties.setProperty("mail.smtp.connectiontimeout", CONNECT_MILLIS);
        properties.setProperty("mail.smtp.timeout", ANSWER_MILLIS);
        properties.setProperty("mail.smtp.writetimeout", ANSWER_MILLIS);
        properties.setProperty("mail.smtp.localhost", host);
        properties.setProperty("mail.smtp.from", from);
        properties.setProperty("mail.smtp.sendpartial", "true");
        properties.setProperty(
                "mail.smtp.auth", Boolean.toString(mail.credentials().isPresent()));
        properties.setProperty("mail.smtp.ssl.enable", Boolean.toString(mail.security() == MailSecurity.TLS));
        boolean starttls = mail.security() == MailSecurity.STARTTLS;
        properties.setProperty("mail.smtp.starttls.enable", Boolean.toString(starttls));
        properties.setProperty("mail.smtp.starttls.required", Boolean.toString(starttls));
        properties.setProperty("mail.smtp.ssl.checkserveridentity", "true");
        properties.putAll(more);
        return properties;
    }

    private static Address[] recipients(MailConfig mail) throws MessagingException {
        List<Address> to = new ArrayList<>();
        for (String address : mail.to()) {
            to.add(new InternetAddress(address));
        }
        return to.toArray(Address[]::new);
    }

    /** One line, of the innermost that says anything. */
    private static String why(MessagingException failed) {
        StringBuilder out = new StringBuilder();
        for (@Nullable Exception each = failed; each != null; each = next(each)) {
            String text = each.getMessage() == null ? each.getClass().getSimpleName() : each.getMessage();
            String line = text.strip().replaceAll("\\s*[;\\p{Cntrl}]+\\s*", "; ");
            if (out.indexOf(line) < 0 && out.length() < 200) {
                out.append(out.length() == 0 ? "" : ": ").append(line);
            }
        }
        return out.substring(0, Math.min(out.length(), 300));
    }

    private static @Nullable Exception next(Exception failed) {
        return failed instanceof MessagingException chain ? chain.getNextException() : null;
    }
}
