package dev.multipath.agent.acceptance;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import dev.multipath.netlink.model.IpAddress;
import dev.multipath.testkit.netns.Await;
import dev.multipath.testkit.netns.Namespace;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A real SMTP server whose socket lives in a namespace. */
final class SmtpServer implements AutoCloseable {
    static final int PORT = 2525;

    private final GreenMail server;

    /** The server's thread opens its socket, and has its namespace from the thread that starts it. */
    SmtpServer(Namespace where, IpAddress address) {
        ServerSetup setup = new ServerSetup(PORT, address.toString(), ServerSetup.PROTOCOL_SMTP);
        setup.setServerStartupTimeout(20_000);
        this.server = new GreenMail(setup);
        where.call(() -> {
            server.start();
            return null;
        });
    }

    /** The subjects of what has come, without the machine's name. */
    List<String> subjects() throws MessagingException {
        List<String> subjects = new ArrayList<>();
        for (MimeMessage mail : server.getReceivedMessages()) {
            subjects.add(mail.getSubject().replaceFirst("^\\[[^]]*\\] ", ""));
        }
        return subjects;
    }

    /** The text of one of them. */
    String text(int index) throws MessagingException, IOException {
        return ((String) server.getReceivedMessages()[index].getContent()).replace("\r\n", "\n");
    }

    void await(int count) {
        Await.until(Duration.ofSeconds(40), count + " mails", () -> server.getReceivedMessages().length >= count);
    }

    @Override
    public void close() {
        server.stop();
    }
}
