package dev.multipath.netlink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.multipath.netlink.model.Link;
import dev.multipath.netlink.model.LinkAttributes;
import dev.multipath.netlink.model.LinkChange;
import dev.multipath.netlink.model.LinkFilter;
import dev.multipath.netlink.model.NamespaceId;
import dev.multipath.netlink.model.NewLink;
import dev.multipath.netlink.transport.Errno;
import dev.multipath.netlink.transport.NetNs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Links and other namespaces on the running kernel: moved three ways, known by ids. */
final class LinkNamespacesNetnsIT {
    private LiveNamespace live;
    private LiveNamespace other;
    private Links links;

    @BeforeEach
    void open() {
        live = new LiveNamespace();
        other = new LiveNamespace();
        links = live.netlink().links();
    }

    @AfterEach
    void close() {
        live.close();
        other.close();
    }

    @Test
    void by_descriptor() {
        int index = live.veth("va", "vb");
        links.change(index, LinkChange.moveTo(other.namespace().descriptor()));
        assertThat(other.ip("link show va")).contains("va@");
        assertThat(links.get("va")).isEmpty();
    }

    @Test
    void by_process() throws IOException, InterruptedException {
        int index = live.veth("va", "vb");
        Process inside =
                new ProcessBuilder("nsenter", "--net=" + other.namespace().path(), "sleep", "60").start();
        try {
            Path entered = Path.of("/proc/" + inside.pid() + "/ns/net");
            Path wanted = Files.readSymbolicLink(Path.of(other.namespace().path()));
            await(() -> Files.readSymbolicLink(entered).equals(wanted), inside);
            links.change(index, LinkChange.moveToProcess(inside.pid()));
            assertThat(other.ip("link show va")).contains("va@");
        } finally {
            inside.destroy();
            inside.waitFor();
        }
    }

    @Test
    void by_name_and_by_path() {
        int index = live.veth("va", "vb");
        int peer = links.get("vb").orElseThrow().index();
        String name = "links-it-" + ProcessHandle.current().pid();
        live.ip("netns add " + name);
        try (RtNetlink there = RtNetlink.open(NetNs.named(name))) {
            links.move(index, NetNs.named(name));
            assertThat(there.links().get("va")).isPresent();
        } finally {
            live.ip("netns delete " + name);
        }
        links.add(NewLink.veth("vc", "vd"));
        links.move(
                links.get("vc").orElseThrow().index(),
                NetNs.at(other.namespace().path()));
        assertThat(other.ip("link show vc")).contains("vc@");
        assertThatExceptionOfType(NetlinkException.SocketFailed.class)
                .isThrownBy(() -> links.move(peer, NetNs.named("no-such-namespace")))
                .withMessageContaining("ip link set if" + peer + " netns");
    }

    /** With the index it shall have there. */
    @Test
    void a_moved_link_takes_the_index_it_is_given() {
        int index = live.veth("va", "vb");
        links.change(
                index,
                LinkChange.moveTo(other.namespace().descriptor())
                        .with(LinkAttributes.NEW_IFINDEX, 91)
                        .name("wan0"));
        assertThat(other.netlink().links().get(91).map(Link::name)).contains("wan0");
    }

    @Test
    void a_namespace_is_known_by_the_id_it_was_given() {
        NamespaceIds ids = live.netlink().namespaceIds();
        int descriptor = other.namespace().descriptor();
        assertThat(ids.get(descriptor)).isEmpty();
        assertThat(ids.list()).isEmpty();
        ids.set(descriptor, 17);
        assertThat(ids.get(descriptor)).hasValue(17);
        assertThat(ids.list()).extracting(NamespaceId::id).containsExactly(17);
        assertThat(live.ip("netns list-id")).contains("nsid 17");
        assertThatExceptionOfType(NetlinkException.Rejected.class)
                .isThrownBy(() -> ids.set(descriptor, 18))
                .satisfies(e -> assertThat(e.errno()).isEqualTo(Errno.EEXIST));
        assertThatExceptionOfType(NetlinkException.Rejected.class)
                .isThrownBy(() -> ids.ofProcess(Integer.MAX_VALUE))
                .satisfies(e -> assertThat(e.errno()).isEqualTo(Errno.ESRCH));
    }

    /** The kernel gives an id by itself as soon as a link leads there; a list by that id shows what is there. */
    @Test
    void a_peer_elsewhere_is_told_by_the_id_of_its_namespace() {
        links.add(NewLink.veth("va", "eth0").peerInNamespace(other.namespace().descriptor()));
        OptionalInt id = links.get("va").orElseThrow().parentNamespace();
        assertThat(id)
                .isEqualTo(live.netlink().namespaceIds().get(other.namespace().descriptor()));
        assertThat(links.list(LinkFilter.ALL.namespace(id.getAsInt())))
                .extracting(Link::name)
                .containsExactlyInAnyOrder("lo", "eth0");
    }

    private interface Condition {
        boolean holds() throws IOException;
    }

    /** Until the process is where it goes, which it does or dies. */
    private static void await(Condition condition, Process process) throws IOException {
        while (!condition.holds()) {
            assertThat(process.isAlive()).isTrue();
            Thread.onSpinWait();
        }
    }
}
