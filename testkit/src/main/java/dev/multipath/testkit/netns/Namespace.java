package dev.multipath.testkit.netns;

import dev.multipath.netlink.RtNetlink;
import dev.multipath.netlink.model.Address;
import dev.multipath.netlink.model.IpAddress;
import dev.multipath.netlink.model.IpPrefix;
import dev.multipath.netlink.model.Link;
import dev.multipath.netlink.model.LinkChange;
import dev.multipath.netlink.model.NewLink;
import dev.multipath.netlink.model.Route;
import dev.multipath.netlink.transport.ErrnoException;
import dev.multipath.netlink.transport.NetNs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A network namespace of a test's own: anonymous, held by a descriptor, gone with {@link #close()}.
 *
 * <p>Everything throws {@link NetnsException} where the system refuses, or
 * {@link dev.multipath.netlink.NetlinkException} where the kernel refuses a request. IPv6 addresses are usable at once:
 * duplicate address detection is off unless a test turns it on ({@code net.ipv6.conf.default.accept_dad}).
 */
public final class Namespace implements AutoCloseable {
    private static final Path SYSCTLS = Path.of("/proc/sys");

    private final String name;
    private final NetNs netNs;
    private final Processes processes;
    private @Nullable RtNetlink netlink;
    private boolean closed;

    private Namespace(String name, NetNs netNs) {
        this.name = name;
        this.netNs = netNs;
        this.processes = new Processes(this);
    }

    /**
     * A new namespace, its loopback device up.
     *
     * @param name only for messages
     */
    public static Namespace create(String name) {
        NetNs netNs;
        try {
            netNs = NetNs.create();
        } catch (ErrnoException e) {
            throw new NetnsException("namespace " + name, e);
        }
        Namespace namespace = new Namespace(name, netNs);
        try {
            if (Files.isDirectory(SYSCTLS.resolve("net/ipv6"))) {
                namespace.sysctl("net.ipv6.conf.all.accept_dad", "0");
                namespace.sysctl("net.ipv6.conf.default.accept_dad", "0");
            }
            namespace.up("lo");
        } catch (RuntimeException | AssertionError e) {
            namespace.close();
            throw e;
        }
        return namespace;
    }

    /** Several at once; none are left when one cannot be made. */
    static List<Namespace> createAll(List<String> names) {
        List<Namespace> created = new ArrayList<>();
        try {
            for (String name : names) {
                created.add(create(name));
            }
            return List.copyOf(created);
        } catch (RuntimeException | AssertionError e) {
            created.forEach(Namespace::close);
            throw e;
        }
    }

    /** As it was created with. */
    public String name() {
        return name;
    }

    /** For opening sockets in it. */
    public NetNs netNs() {
        return netNs;
    }

    /** Conversation with the kernel about this namespace; opened at first use, closed with the namespace. */
    public synchronized RtNetlink netlink() {
        if (closed) {
            throw new IllegalStateException(this + " is closed");
        }
        if (netlink == null) {
            netlink = RtNetlink.open(netNs);
        }
        return netlink;
    }

    /**
     * Runs a small piece of code on a thread of its own inside; see {@link NetNs#call} for what not to do there.
     *
     * @throws X what the code throws
     */
    public <T extends @Nullable Object, X extends Exception> T call(NetNs.Code<T, X> code) throws X {
        try {
            return netNs.call(code);
        } catch (ErrnoException e) {
            throw new NetnsException("entering " + this, e);
        }
    }

    /**
     * A device that must be there.
     *
     * @throws NetnsException without it
     */
    public Link link(String device) {
        return netlink().links().get(device).orElseThrow(() -> new NetnsException("no " + device + " in " + this));
    }

    /** Whether there is such a device. */
    public boolean hasLink(String device) {
        return netlink().links().get(device).isPresent();
    }

    /** The interface index of a device that must be there. */
    public int index(String device) {
        return link(device).index();
    }

    /** {@code ip link set DEVICE up}. */
    public void up(String device) {
        netlink().links().change(index(device), LinkChange.setUp());
    }

    /** {@code ip link set DEVICE down}. */
    public void down(String device) {
        netlink().links().change(index(device), LinkChange.setDown());
    }

    /** {@code ip link delete DEVICE}, with its veth peer; nothing where there is none. */
    public void deleteLink(String device) {
        Optional<Link> link = netlink().links().get(device);
        if (link.isPresent()) {
            netlink().links().deleteIfPresent(link.get().index());
        }
    }

    /** Makes a veth pair: one end here, the other in another namespace (or here too); both up. */
    public void veth(String device, Namespace peer, String peerDevice) {
        NewLink pair = NewLink.veth(device, peerDevice);
        netlink().links().add(peer == this ? pair : pair.peerInNamespace(peer.netNs.descriptor()));
        up(device);
        peer.up(peerDevice);
    }

    /** {@code ip address add PREFIX dev DEVICE}, without duplicate address detection; nothing where it is there. */
    public void address(String device, String prefix) {
        IpPrefix parsed = IpPrefix.parse(prefix);
        address(Address.of(index(device), parsed.address(), parsed.length()));
    }

    /** {@code ip address add}, without duplicate address detection; nothing where it is there. */
    public void address(Address address) {
        netlink().addresses().addIfAbsent(address.local().isIpv6() ? address.noDad() : address);
    }

    /** {@code ip route add DESTINATION via GATEWAY dev DEVICE} in table main; nothing where it is there. */
    public void route(String destination, String gateway, String device) {
        netlink()
                .routes()
                .addIfAbsent(Route.to(IpPrefix.parse(destination)).via(IpAddress.parse(gateway), index(device)));
    }

    /** Forwards packets between its devices, IPv4 and IPv6. */
    public void forwarding() {
        sysctl("net.ipv4.ip_forward", "1");
        sysctl("net.ipv6.conf.all.forwarding", "1");
    }

    /**
     * Writes a sysctl of this namespace.
     *
     * @param key as {@code net.ipv4.ip_forward}; a device name with dots is written with slashes throughout
     */
    public void sysctl(String key, String value) {
        Path file = sysctlFile(key);
        try {
            call(() -> Files.writeString(file, value));
        } catch (IOException e) {
            throw new NetnsException("writing " + value + " to " + key + " in " + this, e);
        }
    }

    /** Reads a sysctl of this namespace. */
    public String sysctl(String key) {
        Path file = sysctlFile(key);
        try {
            return call(() -> Files.readString(file)).strip();
        } catch (IOException e) {
            throw new NetnsException("reading " + key + " in " + this, e);
        }
    }

    private static Path sysctlFile(String key) {
        return SYSCTLS.resolve(key.indexOf('/') >= 0 ? key : key.replace('.', '/'));
    }

    /**
     * What starts a program in this namespace: {@code nsenter --net=… ARGV}. For environment and redirections; start it
     * with {@link #start}.
     */
    public ProcessBuilder processBuilder(String... argv) {
        return processes.builder(List.of(argv));
    }

    /** Starts a program; it and its children are killed when the namespace is closed. */
    public Process start(ProcessBuilder builder) {
        return processes.start(builder);
    }

    /** Starts a program in this namespace; it and its children are killed when the namespace is closed. */
    public Process process(String... argv) {
        return start(processBuilder(argv));
    }

    /**
     * Runs a program to its end.
     *
     * @return what it wrote to its standard output and error
     * @throws NetnsException when its exit status is not 0, or it takes longer than 30 s
     */
    public String run(String... argv) {
        return processes.run(List.of(argv), "");
    }

    /** Runs {@code nft -f -} with these commands: all or nothing. */
    public void nft(String commands) {
        processes.run(List.of("nft", "-f", "-"), commands);
    }

    /**
     * Kills its processes and gives it up. The kernel removes it and its devices once nothing of the test uses it any
     * more, a moment later.
     */
    @Override
    public void close() {
        synchronized (this) {
            closed = true;
            if (netlink != null) {
                netlink.close();
                netlink = null;
            }
        }
        processes.close();
        netNs.close();
    }

    @Override
    public String toString() {
        return "namespace " + name;
    }
}
