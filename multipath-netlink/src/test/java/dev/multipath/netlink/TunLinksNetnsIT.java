package dev.multipath.netlink;

import static dev.multipath.netlink.model.TunAttributes.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.google.gson.JsonObject;
import dev.multipath.netlink.model.HardwareAddress;
import dev.multipath.netlink.model.Link;
import dev.multipath.netlink.model.LinkAttributes;
import dev.multipath.netlink.model.LinkKind;
import dev.multipath.netlink.model.NewLink;
import dev.multipath.netlink.transport.Errno;
import dev.multipath.netlink.transport.NetNs;
import dev.multipath.netlink.transport.jnr.Descriptors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tun and tap devices on the running kernel, both ways; skipped where it has no driver for them. */
final class TunLinksNetnsIT {
    private static final Path FILE = Path.of("/dev/net/tun");

    private LiveNamespace live;
    private LiveLinks has;
    private Links links;

    /** Containers often lack the file although the kernel has the driver. */
    @BeforeAll
    static void file() throws IOException, InterruptedException {
        if (!Files.exists(FILE)) {
            Files.createDirectories(FILE.getParent());
            new ProcessBuilder("mknod", FILE.toString(), "c", "10", "200")
                    .inheritIO()
                    .start()
                    .waitFor();
        }
        boolean driver = Files.readString(Path.of("/proc/misc")).lines().anyMatch(line -> line.endsWith(" tun"));
        Assumptions.assumeTrue(driver, "this kernel has no driver for tun devices");
    }

    @BeforeEach
    void open() {
        live = new LiveNamespace();
        has = new LiveLinks(live);
        links = live.netlink().links();
    }

    @AfterEach
    void close() {
        live.close();
    }

    @Test
    void a_tap_device_of_ours_is_what_ip_makes_of_the_same_words() {
        LinkKind.Tun kind = LinkKind.Tun.tap()
                .with(TUN_OWNER, 1000L)
                .with(TUN_GROUP, 100L)
                .with(TUN_VNET_HDR, true)
                .with(TUN_MULTI_QUEUE, true);
        links.add(NewLink.of("tap0", kind));
        live.ip("tuntap add dev tap1 mode tap user 1000 group 100 vnet_hdr multi_queue");
        assertThat(has.data("tap0")).isEqualTo(has.data("tap1"));
        assertThat(has.attributes("tap0")).isEqualTo(has.attributes("tap1"));
        assertThat(has.attributes("tap0").get(TUN_OWNER)).contains(1000L);
        assertThat(has.attributes("tap0").get(TUN_PERSIST)).contains(true);
        assertThat(LiveLinks.typeless(has.attributes("tap0"))).isEmpty();

        links.delete(has.index("tap0"));
        assertThat(links.get("tap0")).isEmpty();
        assertThat(links.deleteIfPresent(has.index("tap1"))).isTrue();
        assertThat(live.ip("link show")).doesNotContain("tap");
    }

    @Test
    void a_tun_device_of_ours_is_what_ip_makes_of_the_same_words() {
        links.add(NewLink.of("tun0", LinkKind.Tun.tun()));
        links.add(NewLink.of("tun1", LinkKind.Tun.tun().with(TUN_PI, true)));
        live.ip("tuntap add dev tun2 mode tun");
        live.ip("tuntap add dev tun3 mode tun pi");
        assertThat(has.attributes("tun0")).isEqualTo(has.attributes("tun2"));
        assertThat(has.attributes("tun1")).isEqualTo(has.attributes("tun3"));
        assertThat(has.attributes("tun0").get(TUN_PI)).contains(false);
        assertThat(has.attributes("tun1").get(TUN_PI)).contains(true);
        assertThat(has.data("tun0")).isEqualTo(has.data("tun2"));
        live.ip("tuntap delete dev tun0 mode tun");
        assertThat(links.get("tun0")).isEmpty();
    }

    @Test
    void what_else_is_wanted_of_it_is_done() {
        links.add(NewLink.of("tap0", LinkKind.Tun.tap())
                .setUp()
                .mtu(1400)
                .index(77)
                .hardwareAddress(HardwareAddress.parse("02:00:00:00:00:77"))
                .with(LinkAttributes.TXQLEN, 55L)
                .with(LinkAttributes.IFALIAS, "of ours"));
        JsonObject said = has.json("tap0");
        assertThat(said.get("ifindex").getAsInt()).isEqualTo(77);
        assertThat(said.get("flags").toString()).contains("\"UP\"");
        assertThat(said.get("mtu").getAsInt()).isEqualTo(1400);
        assertThat(said.get("address").getAsString()).isEqualTo("02:00:00:00:00:77");
        assertThat(said.get("txqlen").getAsInt()).isEqualTo(55);
        assertThat(said.get("ifalias").getAsString()).isEqualTo("of ours");
    }

    @Test
    void what_was_listed_can_be_made_again() {
        live.ip("tuntap add dev tap0 mode tap user 1000 vnet_hdr");
        Link listed = links.get("tap0").orElseThrow();
        links.delete(listed.index());
        links.add(NewLink.of(listed.name(), listed.linkKind().orElseThrow()));
        assertThat(links.get("tap0").orElseThrow().linkKind()).isEqualTo(listed.linkKind());
    }

    @Test
    void a_name_that_is_taken_is_refused() {
        NewLink tap = NewLink.of("tap0", LinkKind.Tun.tap());
        assertThat(links.addIfAbsent(tap)).isTrue();
        assertThat(links.addIfAbsent(tap)).isFalse();
        assertThatExceptionOfType(NetlinkException.Rejected.class)
                .isThrownBy(() -> links.add(tap))
                .satisfies(refusal -> assertThat(refusal.errno()).isEqualTo(Errno.EEXIST))
                .withMessageContaining("ip tuntap add dev tap0 mode tap: EEXIST");
        // Of an index that is taken the kernel says the same as of a name; it is another thing.
        assertThatExceptionOfType(NetlinkException.Rejected.class)
                .isThrownBy(() ->
                        links.addIfAbsent(NewLink.of("tap1", LinkKind.Tun.tap()).index(has.index("tap0"))))
                .satisfies(refusal -> assertThat(refusal.errno()).isEqualTo(Errno.EBUSY));
        assertThat(links.get("tap1")).isEmpty();
    }

    @Test
    void what_cannot_be_changed_as_wanted_is_not_left_behind() {
        assertThatExceptionOfType(NetlinkException.Rejected.class)
                .isThrownBy(
                        () -> links.add(NewLink.of("tap0", LinkKind.Tun.tap()).mtu(1_000_000)))
                .satisfies(refusal -> assertThat(refusal.errno()).isEqualTo(Errno.EINVAL));
        assertThat(links.get("tap0")).isEmpty();
    }

    @Test
    void the_kernel_numbers_a_pattern() {
        links.add(NewLink.of("uplink%d", LinkKind.Tun.tun()).mtu(1280));
        links.add(NewLink.of("uplink%d", LinkKind.Tun.tun()).mtu(1281));
        assertThat(links.get("uplink0").orElseThrow().mtu()).isEqualTo(1280);
        assertThat(links.get("uplink1").orElseThrow().mtu()).isEqualTo(1281);
    }

    @Test
    void it_can_be_made_in_another_namespace() throws Exception {
        try (NetNs other = NetNs.create();
                RtNetlink there = RtNetlink.open(other)) {
            links.add(NewLink.of("tun0", LinkKind.Tun.tun()).mtu(1400).inNamespace(other.descriptor()));
            assertThat(there.links().get("tun0").orElseThrow().mtu()).isEqualTo(1400);
            assertThat(links.get("tun0")).isEmpty();
        }
    }

    @Test
    void no_descriptor_is_left_open() throws IOException {
        links.add(NewLink.of("tap0", LinkKind.Tun.tap()));
        assertThat(links.addIfAbsent(NewLink.of("tap0", LinkKind.Tun.tap()))).isFalse();
        assertThat(Descriptors.countTo(FILE)).isZero();
    }

    @Test
    void what_would_vanish_or_is_neither_is_not_made() {
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> links.add(NewLink.of("tap0", LinkKind.Tun.tap().with(TUN_PERSIST, false))))
                .withMessageContaining("vanish");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> links.add(NewLink.of("tap0", "tun")))
                .withMessageContaining("neither tun nor tap");
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> links.add(NewLink.of("tap0", LinkKind.Tun.tap()).parent(1)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> live.netlink().batch().add(NewLink.of("tap0", LinkKind.Tun.tap())))
                .withMessageContaining("no message makes a tun device");
    }

    @Test
    void without_a_driver_that_is_said() {
        try (RtNetlink other = RtNetlink.open(live.namespace(), new NarrowSockets())) {
            assertThatExceptionOfType(NetlinkException.Rejected.class)
                    .isThrownBy(() -> other.links().add(NewLink.of("tap0", LinkKind.Tun.tap())))
                    .satisfies(refusal -> assertThat(refusal.errno()).isEqualTo(Errno.ENODEV))
                    .withMessageContaining("/dev/net/tun");
        }
    }
}
