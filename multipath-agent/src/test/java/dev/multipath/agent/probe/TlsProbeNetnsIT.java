package dev.multipath.agent.probe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.multipath.agent.Configs;
import dev.multipath.agent.config.ProbeConfig;
import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.testkit.netns.Await;
import dev.multipath.testkit.netns.NetnsTest;
import dev.multipath.testkit.netns.Topology;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Requests over TLS to the JDK's web server, with certificates that are right and wrong, and to servers that mean harm. */
@NetnsTest
@SuppressWarnings("try") // servers work by being open
final class TlsProbeNetnsIT {
    private static final List<AddressFamily> FAMILIES = List.of(AddressFamily.INET, AddressFamily.INET6);
    private static final String[] WEB = {"203.0.113.53", "2001:db8:ffff::53"};
    private static final List<String> BIND = List.of("198.51.100.10", "2001:db8:ffff::10");
    private static final String NAMES = "dns:www.example.net,ip:203.0.113.53,ip:2001:db8:ffff::53";
    private static final String PAGE = "https://203.0.113.53:8443/generate_204";
    private static final int PORT = 8443;
    private static final int HTTP = 8080;

    @TempDir
    Path directory;

    private static ProbeConfig page(String path, String... lines) {
        return target(
                "\"https://203.0.113.53:8443" + path + "\", \"https://[2001:db8:ffff::53]:8443" + path + '"', lines);
    }

    private static ProbeConfig target(String targets, String... lines) {
        List<String> all = new ArrayList<>(Arrays.asList(lines));
        all.add("type = \"http\"");
        all.add("targets = [" + targets + "]");
        all.add("timeout = \"500ms\"");
        return Configs.probe(all.toArray(new String[0]));
    }

    private static String trusting(Certificate certificate) {
        return "ca-file = \"" + certificate.pem() + '"';
    }

    @Test
    void the_expected_page_of_a_trusted_server_is_an_answer(Topology.Builder builder) throws Exception {
        Certificate certificate = Certificate.of(directory, "right", NAMES);
        try (Lab lab = new Lab(builder);
                WebServer web = WebServer.secure(lab.topology().internet(), PORT, certificate.context(), WEB)) {
            String trust = trusting(certificate);
            for (AddressFamily family : FAMILIES) {
                assertThat(lab.ask(page("/generate_204", trust), family)).isEqualTo("answered");
                assertThat(lab.ask(page("/chunked", trust, "expect-body = \"hello, world\""), family))
                        .isEqualTo("answered");
                assertThat(lab.ask(page("/endless", trust), family)).isEqualTo("answered");
            }
            assertThat(web.requests())
                    .contains("203.0.113.53:8443 /generate_204", "[2001:db8:ffff::53]:8443 /generate_204");
        }
    }

    @Test
    void what_is_wrong_with_a_page_is_wrong_over_tls_too(Topology.Builder builder) throws Exception {
        Certificate certificate = Certificate.of(directory, "right", NAMES);
        try (Lab lab = new Lab(builder);
                WebServer web = WebServer.secure(lab.topology().internet(), PORT, certificate.context(), WEB)) {
            String trust = trusting(certificate);
            assertThat(lab.ask(page("/portal", trust), AddressFamily.INET))
                    .isEqualTo("https://203.0.113.53:8443/portal answers with status 302, a redirect to"
                            + " http://portal.example/login: a captive portal?");
            assertThat(lab.ask(page("/endless", trust, "expect-body = \"hello\""), AddressFamily.INET))
                    .isEqualTo("https://203.0.113.53:8443/endless answers without \"hello\" in its page");
        }
    }

    @Test
    void the_name_in_the_url_is_the_one_the_certificate_must_have(Topology.Builder builder) throws Exception {
        Certificate right = Certificate.of(directory, "right", "dns:www.example.net");
        Certificate other = Certificate.of(directory, "other", "dns:login.portal.example");
        String url = "\"https://www.example.net:8443/generate_204\"";
        String resolvers = "resolvers = [\"" + String.join("\", \"", BIND) + "\"]";
        try (Lab lab = new Lab(builder);
                NameServer bind = NameServer.start(lab.topology().internet(), BIND, "www A 203.0.113.53")) {
            try (WebServer web = WebServer.secure(lab.topology().internet(), PORT, right.context(), WEB[0])) {
                assertThat(lab.ask(target(url, resolvers, trusting(right)), AddressFamily.INET))
                        .isEqualTo("answered");
                assertThat(lab.ask(page("/generate_204", trusting(right)), AddressFamily.INET))
                        .isEqualTo(PAGE + " has a certificate that is not trusted:"
                                + " No subject alternative names matching IP address 203.0.113.53 found");
            }
            try (WebServer web = WebServer.secure(lab.topology().internet(), PORT, other.context(), WEB[0])) {
                assertThat(lab.ask(target(url, resolvers, trusting(other)), AddressFamily.INET))
                        .isEqualTo("https://www.example.net:8443/generate_204 has a certificate that is not trusted:"
                                + " No subject alternative DNS name matching www.example.net found.");
            }
        }
    }

    @Test
    void nobody_else_s_certificate_is_believed(Topology.Builder builder) throws Exception {
        Certificate unknown = Certificate.of(directory, "unknown", NAMES);
        Certificate authority = Certificate.of(directory, "authority", "dns:authority.example");
        Certificate expired = authority.signExpired(directory, "expired", NAMES);
        try (Lab lab = new Lab(builder)) {
            try (WebServer web = WebServer.secure(lab.topology().internet(), PORT, unknown.context(), WEB[0])) {
                assertThat(lab.ask(page("/generate_204"), AddressFamily.INET))
                        .isEqualTo(PAGE + " has a certificate that is not trusted:"
                                + " unable to find valid certification path to requested target");
                assertThat(lab.ask(page("/generate_204", trusting(authority)), AddressFamily.INET))
                        .startsWith(PAGE + " has a certificate that is not trusted: ");
                assertThat(web.requests()).isEmpty();
            }
            try (WebServer web = WebServer.secure(lab.topology().internet(), PORT, expired.context(), WEB[0])) {
                assertThat(lab.ask(page("/generate_204", trusting(authority)), AddressFamily.INET))
                        .startsWith(PAGE + " has a certificate that is not trusted: NotAfter: ");
            }
        }
    }

    @Test
    void a_file_of_certificates_is_read_again_when_it_changes_and_its_want_is_said(Topology.Builder builder)
            throws Exception {
        Certificate certificate = Certificate.of(directory, "right", NAMES);
        Path file = directory.resolve("anchors.pem");
        String trust = "ca-file = \"" + file + '"';
        try (Lab lab = new Lab(builder);
                WebServer web = WebServer.secure(lab.topology().internet(), PORT, certificate.context(), WEB)) {
            assertThat(lab.ask(page("/generate_204", trust), AddressFamily.INET))
                    .isEqualTo(PAGE + " cannot be asked: no file " + file);
            Files.writeString(file, "nothing of use");
            assertThat(lab.ask(page("/generate_204", trust), AddressFamily.INET))
                    .isEqualTo(PAGE + " cannot be asked: " + file + " has no certificates");
            Files.copy(certificate.pem(), directory.resolve("new"));
            Files.move(directory.resolve("new"), file, StandardCopyOption.REPLACE_EXISTING);
            assertThat(lab.ask(page("/generate_204", trust), AddressFamily.INET))
                    .isEqualTo("answered");
        }
    }

    @Test
    void one_who_does_not_speak_tls_is_said_so(Topology.Builder builder) throws Exception {
        byte[] http = "HTTP/1.1 204 No Content\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
        // An alert of level warning: no harm, and no end.
        byte[] alerts = {21, 3, 3, 0, 2, 1, 112};
        try (Lab lab = new Lab(builder);
                RudeServer plain = RudeServer.endless(lab.topology().internet(), WEB[0], PORT, http);
                RudeServer alarmed = RudeServer.endless(lab.topology().internet(), WEB[1], PORT, alerts)) {
            assertThat(lab.ask(page("/generate_204"), AddressFamily.INET))
                    .startsWith(PAGE + " cannot be spoken with: ");
            assertThat(lab.ask(page("/generate_204"), AddressFamily.INET6))
                    .startsWith("https://[2001:db8:ffff::53]:8443/generate_204 cannot be spoken with: ");
        }
    }

    @Test
    void one_who_dawdles_is_given_up_and_holds_up_nobody(Topology.Builder builder) throws Exception {
        try (Lab lab = new Lab(builder);
                WebServer web = WebServer.start(lab.topology().internet(), HTTP, WEB);
                RudeServer silent = RudeServer.silent(lab.topology().internet(), WEB[0], PORT);
                RudeServer slow = RudeServer.slow(
                        lab.topology().internet(), WEB[1], PORT, new byte[] {22, 3, 3, 0x3f, 0, 2, 0, 0x3e, 0})) {
            long before = Lab.sockets();
            for (int i = 0; i < 100; i++) {
                lab.send(page("/generate_204"), AddressFamily.INET);
                lab.send(page("/generate_204"), AddressFamily.INET6);
            }
            ProbeConfig plain = target("\"http://203.0.113.53:8080/generate_204\"");
            assertThat(lab.ask(plain, AddressFamily.INET)).isEqualTo("answered");
            Await.until(
                    Duration.ofSeconds(10),
                    "all given up",
                    () -> Lab.sockets() <= before + 2 + silent.accepted() + slow.accepted());
        }
    }

    @Test
    void many_requests_leave_nothing_behind(Topology.Builder builder) throws Exception {
        Certificate certificate = Certificate.of(directory, "right", NAMES);
        try (Lab lab = new Lab(builder);
                WebServer web = WebServer.secure(lab.topology().internet(), PORT, certificate.context(), WEB)) {
            ProbeConfig probe = page("/generate_204", trusting(certificate));
            assertThat(lab.ask(probe, AddressFamily.INET)).isEqualTo("answered");
            long before = Lab.sockets();
            for (int i = 0; i < 50; i++) {
                assertThat(lab.ask(probe, AddressFamily.INET)).isEqualTo("answered");
            }
            Await.until(Duration.ofSeconds(10), "all closed", () -> Lab.sockets() <= before + 2);
        }
    }
}
