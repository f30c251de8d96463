package dev.multipath.agent.notify;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import com.icegreen.greenmail.util.ServerSetupTest;
import dev.multipath.agent.config.MailConfig;
import dev.multipath.agent.core.AgentState;
import dev.multipath.agent.status.TwoUplinks;
import dev.multipath.testkit.netns.Await;
import jakarta.mail.internet.MimeMessage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Mail to a real SMTP server in this process. */
final class MailerTest {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final Duration GATHER = Duration.ofMillis(200);
    private static final Instant TIME = Instant.parse("2026-11-29T10:00:00Z");

    @TempDir
    private Path directory;

    private final List<AutoCloseable> open = new ArrayList<>();

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable each : open) {
            each.close();
        }
    }

    private GreenMail server(ServerSetup setup) {
        setup.setServerStartupTimeout(SOON.toMillis());
        GreenMail server = new GreenMail(setup);
        server.start();
        open.add(0, server::stop);
        return server;
    }

    private static String section(GreenMail server, String more) {
        return section(server.getSmtp().getPort(), more);
    }

    private static String section(int port, String more) {
        return "[mail]\nto = [\"root@localhost\"]\nfrom = \"multipath@localhost\"\nsmtp = \"smtp://127.0.0.1:" + port
                + "\"\n" + more;
    }

    private Mailer mailer(String section) {
        AgentState state = new TwoUplinks().started(TwoUplinks.config(TwoUplinks.FILE + section), 1);
        Properties trusting = new Properties();
        trusting.setProperty("mail.smtp.ssl.trust", "*");
        trusting.setProperty("mail.smtp.ssl.checkserveridentity", "false");
        Mailer mailer = new Mailer(directory, () -> state, new SmtpClient(trusting), GATHER);
        open.add(0, mailer);
        return mailer;
    }

    private static Notice notice(long id, String event, String family, String reason) {
        return new Notice(
                id,
                TIME.plusMillis(id),
                event,
                "hinet",
                "eth0",
                family,
                event,
                event.equals("up") ? "down" : "up",
                reason,
                List.of(family.equals("inet") ? "192.0.2.2" : "2001:db8::2"),
                List.of(),
                Optional.of(family.equals("inet") ? "192.0.2.1" : "fe80::1"),
                event.equals("up") ? Optional.of(252L) : Optional.empty());
    }

    private List<MimeMessage> received(GreenMail server, int count) {
        Await.until(SOON, count + " mails", () -> server.getReceivedMessages().length >= count);
        Await.until(SOON, "an empty spool", () -> files() == 0);
        return List.of(server.getReceivedMessages());
    }

    private long files() {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.toString().endsWith(".json")).count();
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void a_burst_is_one_message_that_says_what_since_when_why_and_what_carries_now() throws Exception {
        GreenMail server = server(ServerSetupTest.SMTP.dynamicPort());
        Mailer mailer = mailer(section(server, ""));
        mailer.tell(notice(1, "down", "inet", "no answer from 203.0.113.53"));
        mailer.tell(notice(1, "down", "inet6", "no answer from 203.0.113.53"));
        mailer.tell(notice(2, "up", "inet", "answers again"));
        MimeMessage mail = received(server, 1).get(0);

        assertThat(mail.getSubject()).endsWith("] hinet is down, hinet is up again");
        assertThat(mail.getHeader("Auto-Submitted", null)).isEqualTo("auto-generated");
        assertThat(mail.getMessageID()).startsWith("<multipath.").endsWith(">");
        assertThat(mail.getSentDate()).isNotNull();
        assertThat(mail.getFrom()[0]).hasToString("multipath@localhost");
        assertThat((String) mail.getContent())
                .contains("hinet (eth0) is down in IPv4 and IPv6 since ")
                .contains("  no answer from 203.0.113.53\r\n  192.0.2.2, gateway 192.0.2.1\r\n")
                .contains("hinet (eth0) is up again in IPv4 since ")
                .contains(", after 4 min 12 s\r\n")
                .contains("  was down, event 2\r\n")
                .contains("Now:\r\n  IPv4 goes over hinet, seed\r\n  IPv6 goes over hinet");
        assertThat(server.getReceivedMessages()).hasSize(1);
    }

    @Test
    void what_is_not_ascii_arrives_as_it_was() throws Exception {
        byte[] bytes = MailFormat.bytes(
                "a@example.net",
                List.of("b@example.net"),
                "[gw] 中華電信固定制 is down, Überlandleitung ist ganz und gar nicht mehr zu erreichen",
                "id@gw",
                TIME.atZone(java.time.ZoneOffset.UTC),
                "中華電信 ist weg\n");
        MimeMessage mail = new MimeMessage(null, new java.io.ByteArrayInputStream(bytes));
        assertThat(mail.getSubject())
                .isEqualTo("[gw] 中華電信固定制 is down, Überlandleitung ist ganz und gar nicht mehr zu erreichen");
        assertThat((String) mail.getContent()).isEqualTo("中華電信 ist weg\r\n");
        assertThat(mail.getSentDate().toInstant()).isEqualTo(TIME);
        assertThat(new String(bytes, java.nio.charset.StandardCharsets.US_ASCII).lines())
                .allSatisfy(line -> assertThat(line).hasSizeLessThan(79));
    }

    @Test
    void while_nobody_answers_mail_waits_on_disk_and_a_later_run_delivers_one_digest_once() throws Exception {
        int port;
        try (java.net.ServerSocket free = new java.net.ServerSocket(0)) {
            port = free.getLocalPort();
        }
        Mailer first = mailer(section(port, ""));
        first.tell(notice(1, "down", "inet", "no answer"));
        Await.until(SOON, "a refusal", () -> first.failure().isPresent());
        first.tell(notice(2, "degraded", "inet", "lossy"));
        Await.until(SOON, "the second", () -> read().contains("lossy"));
        assertThat(first.waiting()).isEqualTo(1);
        assertThat(first.failure().orElseThrow()).contains("127.0.0.1").contains(Integer.toString(port));
        first.tell(notice(3, "down", "inet", "told in the last moment"));
        first.close();
        assertThat(files()).isEqualTo(1);
        assertThat(read()).contains("told in the last moment");

        GreenMail server = server(new ServerSetup(port, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        Mailer second = mailer(section(port, ""));
        MimeMessage mail = received(server, 1).get(0);
        assertThat((String) mail.getContent())
                .contains("no answer")
                .contains("lossy")
                .contains("last moment");
        assertThat(second.waiting()).isZero();
        second.close();

        mailer(section(port, "")).tell(notice(4, "up", "inet", "back"));
        assertThat(received(server, 2)).hasSize(2);
        assertThat(server.getReceivedMessages()[1].getSubject()).endsWith("] hinet is up again");
    }

    private String read() {
        try (Stream<Path> files = Files.list(directory)) {
            StringBuilder all = new StringBuilder();
            for (Path file : files.toList()) {
                all.append(Files.exists(file) ? Files.readString(file) : "");
            }
            return all.toString();
        } catch (java.io.IOException e) {
            return "";
        }
    }

    @Test
    void a_server_that_wants_a_login_gets_one_over_tls_or_in_clear_text() throws Exception {
        Path password = directory.resolve("password");
        Files.writeString(password, "secret\n");
        Files.setPosixFilePermissions(password, PosixFilePermissions.fromString("rw-------"));
        String login = "user = \"me\"\npassword-file = \"" + password + "\"\n";
        GreenMail tls = server(ServerSetupTest.SMTPS.dynamicPort());
        tls.setUser("root@localhost", "me", "secret");
        mailer(section(tls.getSmtps().getPort(), login).replace("smtp://", "smtps://"))
                .tell(notice(1, "down", "inet", "over TLS"));
        assertThat(received(tls, 1)).hasSize(1);

        GreenMail plain = server(ServerSetupTest.SMTP.dynamicPort());
        plain.setUser("root@localhost", "me", "secret");
        mailer(section(plain, login)).tell(notice(2, "down", "inet", "AUTH"));
        assertThat(received(plain, 1)).hasSize(1);
    }

    @Test
    void after_starttls_nothing_is_said_in_clear_text() throws Exception {
        StartTlsServer server = new StartTlsServer();
        open.add(0, server);
        Mailer mailer = mailer(section(server.port(), "starttls = true\n"));
        mailer.tell(notice(1, "down", "inet", "x"));
        Await.until(SOON, "the mail", () -> server.heard.contains("TLS DATA") && mailer.waiting() == 0);
        assertThat(server.heard)
                .startsWith("plain EHLO", "plain STARTTLS", "TLS EHLO", "TLS MAIL", "TLS RCPT", "TLS DATA");
    }

    @Test
    void starttls_that_the_server_does_not_offer_and_a_wrong_password_leave_the_mail_waiting() throws Exception {
        GreenMail server = server(ServerSetupTest.SMTP.dynamicPort());
        server.setUser("root@localhost", "me", "secret");
        Mailer encrypted = mailer(section(server, "starttls = true\n"));
        encrypted.tell(notice(1, "down", "inet", "x"));
        Await.until(SOON, "the complaint", () -> encrypted.failure().isPresent());
        assertThat(encrypted.failure().orElseThrow()).contains("STARTTLS");
        assertThat(server.getReceivedMessages()).isEmpty();
        encrypted.close();

        Path password = directory.resolve("password");
        Files.writeString(password, "wrong\n");
        Files.setPosixFilePermissions(password, PosixFilePermissions.fromString("rw-r--r--"));
        Mailer careless = mailer(section(server, "user = \"me\"\npassword-file = \"" + password + "\"\n"));
        Await.until(SOON, "the complaint", () -> careless.failure().isPresent());
        assertThat(careless.failure().orElseThrow()).contains("everybody");
        careless.close();
        Files.setPosixFilePermissions(password, PosixFilePermissions.fromString("rw-------"));
        Mailer wrong = mailer(section(server, "user = \"me\"\npassword-file = \"" + password + "\"\n"));
        Await.until(SOON, "the refusal", () -> wrong.failure().isPresent());
        assertThat(wrong.failure().orElseThrow()).contains("535");
        assertThat(wrong.waiting()).isEqualTo(1);
    }

    @Test
    void mail_that_cannot_be_written_down_is_delivered_all_the_same() throws Exception {
        Path noDirectory = Files.createFile(directory.resolve("mail"));
        GreenMail server = server(ServerSetupTest.SMTP.dynamicPort());
        AgentState state = new TwoUplinks().started(TwoUplinks.config(TwoUplinks.FILE + section(server, "")), 1);
        try (Mailer mailer = new Mailer(noDirectory, () -> state, new SmtpClient(), GATHER)) {
            mailer.tell(notice(1, "down", "inet", "x"));
            Await.until(SOON, "the mail", () -> server.getReceivedMessages().length == 1);
        }
    }

    @Test
    void the_spool_has_bounds_and_leaves_alone_what_is_not_its_own() throws Exception {
        Files.writeString(directory.resolve("stranger.json"), "{}");
        Files.writeString(directory.resolve("notes.txt"), "mine");
        Spool spool = new Spool(directory);
        assertThat(spool.size()).isZero();
        for (int i = 0; i < Spool.MOST + 5; i++) {
            spool.add(new QueuedMail("multipath." + i, TIME.plusSeconds(i), List.of(notice(i, "down", "inet", "x"))));
        }
        assertThat(spool.size()).isEqualTo(Spool.MOST);
        Spool again = new Spool(directory);
        assertThat(again.mails()).isEqualTo(spool.mails());
        assertThat(again.mails().get(0).id()).isEqualTo("multipath.5");
        assertThat(Files.exists(directory.resolve("stranger.json"))).isTrue();
        QueuedMail long1 = again.mails().get(0).with(java.util.Collections.nCopies(150, notice(1, "up", "inet", "y")));
        assertThat(long1.notices()).hasSize(QueuedMail.MOST_NOTICES);
    }

    @Test
    void no_password_is_ever_shown() {
        MailConfig mail = TwoUplinks.config(TwoUplinks.FILE + section(25, "user = \"me\"\npassword-file = \"/x\"\n"))
                .notices()
                .mail()
                .orElseThrow();
        assertThat(mail.toString()).contains("/x").doesNotContain("secret");
    }
}
