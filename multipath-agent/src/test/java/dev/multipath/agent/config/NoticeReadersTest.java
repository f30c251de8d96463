package dev.multipath.agent.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.multipath.agent.config.MailConfig.Credentials;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** {@code [[hook]]} and {@code [mail]}. */
final class NoticeReadersTest {

    private static NoticeSettings notices(String text) {
        return Parsed.config(text + Parsed.UPLINK).notices();
    }

    private static void assertError(String text, String said) {
        assertThat(Parsed.errors(text + Parsed.UPLINK))
                .as(text)
                .singleElement()
                .asString()
                .contains(said);
    }

    @Test
    void a_hook_needs_only_a_program() {
        NoticeSettings notices = notices("[[hook]]\nrun = [\"/usr/bin/logger\", \"-t\", \"x\"]\n");
        assertThat(notices.mail()).isEmpty();
        assertThat(notices.hooks())
                .containsExactly(new HookConfig(
                        List.of("/usr/bin/logger", "-t", "x"), Set.of(NoticeKind.values()), Duration.ofSeconds(30)));
    }

    @Test
    void its_place_is_kept_for_who_looks_at_the_program() {
        ConfigResult.Valid valid = Parsed.valid("[[hook]]\non = [\"up\"]\nrun = [\"/x\"]\n" + Parsed.UPLINK);
        assertThat(valid.programs()).containsExactly(new HookProgram("/x", 3, 7));
        assertThat(valid.config().notices().hooks().get(0).on()).containsExactly(NoticeKind.UP);
    }

    @Test
    void hooks_that_cannot_work_are_refused_with_their_place() {
        assertError("[[hook]]\nrun = \"/x\"\n", "a.toml:2:7: run is the string");
        assertError("[[hook]]\nrun = []\n", "run is empty");
        assertError("[[hook]]\n", "a.toml:1:1: [[hook]] has no run");
        assertError("[[hook]]\nrun = [\"on-change\"]\n", "absolute path");
        assertError(
                "[[hook]]\nrun = [\"/x\"]\non = [\"up\", \"dwon\"]\n",
                "a.toml:3:13: unknown notice \"dwon\"; did you mean \"down\"?");
        assertError("[[hook]]\nrun = [\"/x\"]\non = []\n", "on is empty");
        assertError("[[hook]]\nrun = [\"/x\"]\ntimeout = \"1ms\"\n", "too short");
        assertError("[hook]\nrun = [\"/x\"]\n", "expected [[hook]]");
        assertError("[[hook]]\nrun = [\"/x\"]\n".repeat(17), "17 hooks");
    }

    @Test
    void mail_needs_only_somebody_to_write_to() {
        assertThat(notices("[mail]\nto = [\"root@localhost\"]\n").mail())
                .contains(new MailConfig(
                        List.of("root@localhost"),
                        Optional.empty(),
                        "127.0.0.1",
                        25,
                        MailSecurity.NONE,
                        Optional.empty(),
                        Set.of(NoticeKind.values())));
    }

    @Test
    void a_server_may_want_encryption_and_a_password() {
        String file = "[mail]\nto = [\"a@example.net\"]\nfrom = \"b@example.net\"\nuser = \"me\"\n"
                + "password-file = \"/etc/multipath/mail.password\"\n";
        MailConfig tls =
                notices(file + "smtp = \"smtps://[2001:db8::25]\"\n").mail().orElseThrow();
        assertThat(tls.host()).isEqualTo("2001:db8::25");
        assertThat(tls.port()).isEqualTo(465);
        assertThat(tls.security()).isEqualTo(MailSecurity.TLS);
        assertThat(tls.credentials())
                .contains(new Credentials("me", new SecretFile("/etc/multipath/mail.password", 5, 17)));
        MailConfig start = notices(file + "smtp = \"smtp://mail.example.net:587\"\nstarttls = true\n")
                .mail()
                .orElseThrow();
        assertThat(start.security()).isEqualTo(MailSecurity.STARTTLS);
        assertThat(Parsed.warnings(file + "smtp = \"smtp://mail.example.net\"\n" + Parsed.UPLINK))
                .anySatisfy(line -> assertThat(line).contains("clear text"));
    }

    @Test
    void mail_that_cannot_be_sent_is_refused() {
        assertError("[mail]\n", "[mail] has no to");
        assertError("[mail]\nto = []\n", "to is empty");
        for (String address :
                List.of("root", "a@b c", "a\\r\\nBcc: x@example.net", "<a@b>", "a..b@example.net", "a@1.2")) {
            assertError("[mail]\nto = [\"" + address + "\"]\n", "is no mail address");
        }
        String to = "[mail]\nto = [\"a@example.net\"]\n";
        for (String server : List.of("127.0.0.1", "http://x", "smtp://", "smtp://h/path", "smtp://h:0", "smtp://u@h")) {
            assertError(to + "smtp = \"" + server + "\"\n", "is no mail server");
        }
        assertError(to + "user = \"me\"\n", "needs password-file");
        assertError(to + "password-file = \"/x\"\n", "needs user");
        assertError(to + "smtp = \"smtps://h\"\nstarttls = true\n", "does not go with");
        assertError(to + "stmp = \"smtp://h\"\n", "did you mean \"smtp\"?");
    }
}
