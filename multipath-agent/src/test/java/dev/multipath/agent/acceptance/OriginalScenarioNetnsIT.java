package dev.multipath.agent.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.multipath.testkit.netns.Await;
import dev.multipath.testkit.netns.NetnsTest;
import dev.multipath.testkit.netns.Topology;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The scenario of the original document, by a configuration that comes out of a {@code configs}: each uplink fails and
 * recovers alone, and while another one is dead; after each step everything is compared, as text, with
 * {@code original-scenario.txt}.
 */
@NetnsTest
final class OriginalScenarioNetnsIT {
    private static final Duration SOON = Duration.ofSeconds(20);

    @TempDir
    private Path files;

    private final TreeSet<String> living = new TreeSet<>(OriginalSite.UPLINKS);
    private String lastAddress = "";
    private ExpectedText expected;
    private OriginalSite site;

    @Test
    void every_failure_and_recovery_of_one_uplink_and_of_two(Topology.Builder builder) throws Exception {
        expected = ExpectedText.of("original-scenario.txt");
        try (OriginalSite built = OriginalSite.built(builder, files)) {
            site = built;
            migrate();
            site.agent().start();
            awaitAll();
            assertThat(site.bind().changes()).isEqualTo(1);
            walk();
            assertThat(site.agent().command("plan").ok()).isEmpty();
            assertThat(site.agent().terminate()).isZero();
        }
    }

    /** Each uplink fails alone and with each other one, recovers while another is dead, and as the last one. */
    private void walk() throws Exception {
        fail("eth0");
        redial();
        fail("eth1");
        recover("eth0");
        recover("eth1");

        fail("eth1");
        fail("ppp0");
        recover("eth1");
        recover("ppp0");

        redial();
        fail("ppp0");
        fail("eth0");
        recover("ppp0");
        recover("eth0");
    }

    /** From the {@code configs} to a file that {@code check} accepts. */
    private void migrate() throws Exception {
        String configs = OriginalConfigs.text(site.keyFile(files));
        AgentProcess.Said said = site.agent()
                .command(
                        "import-configs",
                        Files.writeString(files.resolve("configs"), configs).toString());
        site.agent().write(OriginalConfigs.byHand(said.ok()));
        assertThat(site.agent().command("check")).isEqualTo(new AgentProcess.Said(0, "ok\n", ""));
    }

    private void fail(String uplink) throws Exception {
        step(uplink, "fails", () -> {
            living.remove(uplink);
            site.fail(uplink);
        });
    }

    private void recover(String uplink) throws Exception {
        step(uplink, "recovers", () -> {
            lastAddress = site.pppAddress();
            living.add(uplink);
            site.recover(uplink);
        });
    }

    /** The call ends, and the next one gets another address as soon as the agent has seen that. */
    private void redial() throws Exception {
        step("ppp0", "redials", () -> {
            lastAddress = site.pppAddress();
            living.remove("ppp0");
            site.fail("ppp0");
            awaitKernel();
            living.add("ppp0");
            site.recover("ppp0");
        });
    }

    private void step(String uplink, String does, Runnable what) throws Exception {
        int mails = site.smtp().subjects().size();
        int changes = site.bind().changes();
        what.run();
        awaitAll();
        site.smtp().await(mails + 1);
        assertThat(site.mail(mails)).isEqualTo(text("mail when " + uplink + ' ' + does));
        assertThat(site.smtp().subjects()).hasSize(mails + 1);
        // A call that ends is a change of its own, unless the next one comes within the time between two changes.
        assertThat(site.bind().changes() - changes).isBetween(1, does.equals("redials") ? 2 : 1);
        awaitKernel();
    }

    private void awaitAll() {
        awaitKernel();
        String records = text("records of " + names(" "));
        Await.until(SOON, "the records of " + living + ":\n" + records, site::records, records::equals);
    }

    private void awaitKernel() {
        String rules = text("rules " + (living.contains("ppp0") ? "with" : "without") + " ppp0");
        awaitIp("rules", pinned(rules), "rule");
        awaitIp("IPv6 rules", ipv6(rules), "-6 rule");
        awaitIp("routes", text("routes of " + names(" ")), "route show table all proto 77");
        awaitIp("IPv6 routes", "", "-6 route show table all proto 77");
        Function<String, String> way = to -> site.ip("route get " + to).replaceAll("\n\\s*cache$", "");
        String statics = text("statics of " + names(" "));
        Await.until(
                SOON,
                "the statics of " + living + ":\n" + statics,
                () -> way.apply("198.51.100.10") + '\n' + way.apply("203.0.113.7"),
                statics::equals);
    }

    /** With the rules of the connections that are pinned to those that live: the machine forwards. */
    private String pinned(String rules) {
        List<String> devices = List.of("eth0", "eth1", "ppp0");
        StringBuilder pins = new StringBuilder();
        for (int slot = 0; slot < devices.size(); slot++) {
            if (living.contains(devices.get(slot))) {
                pins.append("%d:\tfrom all fwmark 0x%d000000/0x3f000000 lookup %d proto 77\n"
                        .formatted(7750 + slot, slot + 1, 7710 + slot));
            }
        }
        return rules.replaceFirst("(?m)^7800:", pins + "7800:");
    }

    private void awaitIp(String what, String wanted, String command) {
        Await.until(SOON, "the " + what + " of " + living + ":\n" + wanted, () -> site.ip(command), wanted::equals);
    }

    /** No uplink has an IPv6 address, and no static an IPv6 destination; that family has no table "default" either. */
    private static String ipv6(String rules) {
        return rules.replaceAll("(?m)^(77\\d\\d:\tfrom [0-9]|7800:|32767:).*\n?", "")
                .strip();
    }

    private String text(String name) {
        return expected.get(name)
                .replace("PPP", site.pppAddress())
                .replace("LAST", lastAddress)
                .replace("LIVING", names(", "));
    }

    private String names(String between) {
        return String.join(between, new ArrayList<>(List.copyOf(living)));
    }
}
