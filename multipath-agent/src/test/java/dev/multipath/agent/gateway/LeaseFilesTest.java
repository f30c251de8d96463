package dev.multipath.agent.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.multipath.agent.uplink.Lease;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files of several clients side by side. */
final class LeaseFilesTest {
    private static final Instant NOW = Instant.parse("2026-11-29T10:30:00Z");

    @TempDir
    Path root;

    private LeaseFiles files;

    @BeforeEach
    void open() {
        files = new LeaseFiles(root);
    }

    private void write(String file, String text, Instant written) throws IOException {
        Path path = root.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
        Files.setLastModifiedTime(path, FileTime.from(written));
    }

    private static String dhclient(String address, String router, String expire) {
        return "lease {\n  interface \"wan0\";\n  fixed-address " + address + ";\n  option routers " + router
                + ";\n  expire 0 2026/11/29 " + expire + ";\n}\n";
    }

    private List<String> gateways(Instant now) {
        return files.read(now).stream()
                .map(lease -> lease.gateway().orElseThrow().toString())
                .toList();
    }

    @Test
    void the_newest_comes_first_within_a_file_and_among_files() throws IOException {
        write(
                "var/lib/dhcp/dhclient.wan0.leases",
                dhclient("192.0.2.77", "192.0.2.1", "11:00:00") + dhclient("192.0.2.77", "192.0.2.2", "12:00:00"),
                NOW.minusSeconds(60));
        write("run/systemd/netif/leases/7", "ADDRESS=192.0.2.80\nROUTER=192.0.2.3\n", NOW.minusSeconds(30));
        write("var/lib/dhcp/dhclient.conf", "no lease", NOW);
        assertThat(gateways(NOW)).containsExactly("192.0.2.3", "192.0.2.2", "192.0.2.1");
        assertThat(gateways(NOW.plus(Duration.ofHours(1)))).containsExactly("192.0.2.3", "192.0.2.2");
        assertThat(files.nextEnd(NOW)).contains(Instant.parse("2026-11-29T11:00:00Z"));
        assertThat(files.nextEnd(NOW.plus(Duration.ofHours(1)))).contains(Instant.parse("2026-11-29T12:00:00Z"));
    }

    @Test
    void of_a_file_gone_bad_the_last_good_reading_counts_and_other_files_go_on() throws IOException {
        String file = "var/lib/dhcp/dhclient.leases";
        write(file, dhclient("192.0.2.77", "192.0.2.1", "11:00:00"), NOW.minusSeconds(9));
        assertThat(gateways(NOW)).containsExactly("192.0.2.1");
        write(file, dhclient("192.0.2.77", "nonsense", "11:00:00"), NOW.minusSeconds(8));
        write("run/systemd/netif/leases/7", "ROUTER=192.0.2.3\n", NOW);
        assertThat(gateways(NOW)).containsExactly("192.0.2.3", "192.0.2.1");
        Files.delete(root.resolve(file));
        assertThat(gateways(NOW)).containsExactly("192.0.2.3");
    }

    @Test
    void only_the_end_of_a_very_long_file_is_read() throws IOException {
        String old = dhclient("192.0.2.77", "192.0.2.1", "11:00:00");
        String text = old.repeat(3 * (1 << 20) / old.length()) + dhclient("192.0.2.77", "192.0.2.2", "11:00:00");
        write("var/lib/dhcp/dhclient.leases", text, NOW);
        assertThat(gateways(NOW)).as("equal ones once").containsExactly("192.0.2.2", "192.0.2.1");
    }

    @Test
    void no_bytes_whatsoever_do_harm() {
        List<String> names = List.of(
                "a.leases",
                "3",
                "internal-0f34e2b6-9b5d-3a4f-8a51-1c6ffd0c7d11-wan0.lease",
                "wan0.lease",
                "wan0.lease6");
        byte[] words = (dhclient("192.0.2.77", "192.0.2.1", "11:00:00") + "lease6 { iaprefix 2001:db8::/56 {}")
                .getBytes(StandardCharsets.US_ASCII);
        byte[] message = new byte[300];
        System.arraycopy(new byte[] {99, (byte) 130, 83, 99, 121, 20, 52, 1, 3}, 0, message, 236, 9);
        Random random = new Random(7);
        int understood = 0;
        for (int round = 0; round < 20_000; round++) {
            byte[] bytes = (round % 2 == 0 ? words : message).clone();
            for (int i = random.nextInt(8); i > 0; i--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
            byte[] cut = Arrays.copyOf(bytes, bytes.length - random.nextInt(30));
            for (LeaseSource source : LeaseSource.ALL) {
                try {
                    String name = names.get(random.nextInt(names.size()));
                    understood += source.format().read(name, cut, NOW).size();
                } catch (MalformedLeaseException said) {
                    assertThat(said).hasMessageMatching("(?s).+");
                }
            }
        }
        assertThat(understood).isPositive();
    }

    @Test
    void a_watcher_hints_at_leases_in_directories_that_did_not_exist() throws Exception {
        Files.createDirectories(root.resolve("var/lib/dhcp"));
        BlockingQueue<Object> events = new LinkedBlockingQueue<>();
        try (LeaseWatcher watcher = new LeaseWatcher(files, events::add)) {
            assertThat(watcher.leases()).isEmpty();
            write("run/systemd/netif/leases/7", "ROUTER=192.0.2.3\n", Instant.now());
            assertThat(events.poll(10, TimeUnit.SECONDS)).isNotNull();
            assertThat(watcher.leases()).extracting(Lease::interfaceIndex).containsExactly(7);
            String text = dhclient("192.0.2.77", "192.0.2.1", "11:00:00")
                    .replace("expire 0 2026/11/29 11:00:00", "expire never");
            write("var/lib/dhcp/dhclient.leases", text, Instant.now());
            assertThat(events.poll(10, TimeUnit.SECONDS)).isNotNull();
            assertThat(watcher.leases()).hasSize(2);
            Files.delete(root.resolve("run/systemd/netif/leases/7"));
            assertThat(events.poll(10, TimeUnit.SECONDS)).isNotNull();
            assertThat(watcher.leases()).extracting(Lease::client).containsExactly("dhclient");
        }
    }
}
