package dev.multipath.agent.survival;

import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.netlink.model.IpAddress;
import dev.multipath.testkit.netns.Await;
import dev.multipath.testkit.netns.Namespace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;

/** Brings conversations into the crowd: opens their sockets where they belong. */
final class Guests {
    /** A connection that takes longer has not come about. */
    private static final Duration CONNECT = Duration.ofMillis(900);
    /** On a machine that has other work. */
    private static final Duration ONE_CONNECT = Duration.ofSeconds(4);

    private static final Duration BEGIN = Duration.ofSeconds(2);
    private static final int FIRST_PORT = 12_000;
    private static final int PORTS = 50_000;

    private final Place place;
    private final Crowd crowd;
    private int nextPort;

    Guests(Place place, Crowd crowd) {
        this.place = place;
        this.crowd = crowd;
    }

    /**
     * Connections through the port forward.
     *
     * @param tried how many were tried
     * @param answered how many came about and were answered
     */
    record Forwarded(int tried, int answered) {}

    /** So many more of a group; fewer where they do not come about. */
    void invite(Group group, int number) {
        List<Conversation> guests = new ArrayList<>();
        for (int i = 0; i < number; i++) {
            open(group).ifPresent(guests::add);
        }
        crowd.join(guests);
        awaitBegun(guests);
        if (group.isTunnel()) {
            crowd.each(one -> {
                if (guests.contains(one)) {
                    one.hush();
                }
            });
        }
    }

    /** Those that are not answered in time stay as they are. */
    private void awaitBegun(List<Conversation> guests) {
        long end = System.nanoTime() + BEGIN.toNanos();
        Await.until(
                BEGIN.multipliedBy(2),
                "all " + guests.size() + " conversations to begin",
                () -> crowd.count(one -> guests.contains(one) && !one.hasBegun() && !one.hasEnded()) == 0
                        || System.nanoTime() - end >= 0);
    }

    private Optional<Conversation> open(Group group) {
        Namespace from = group == Group.GATEWAY_TCP || group == Group.GATEWAY_UDP || group == Group.GATEWAY_TUNNEL
                ? place.gateway()
                : place.client();
        IpAddress to = group == Group.CONTROL ? Place.LOOPBACK : place.target();
        InetSocketAddress server = new InetSocketAddress(to.toInetAddress(), Place.PORT);
        int port = nextPort();
        return group.isStream() ? stream(from, port, server, group) : datagrams(from, port, server, group);
    }

    /** Connections of the LAN's client from ports it had before, as fast as it can; how many came about. */
    int reconnect(List<Integer> ports) {
        InetSocketAddress server = new InetSocketAddress(place.target().toInetAddress(), Place.PORT);
        List<Conversation> guests = new ArrayList<>();
        for (int port : ports) {
            stream(place.client(), port, server, Group.RECONNECTED).ifPresent(guests::add);
        }
        crowd.join(guests);
        return guests.size();
    }

    int nextPort() {
        return FIRST_PORT + nextPort++ % PORTS;
    }

    private Optional<Conversation> stream(Namespace from, int port, InetSocketAddress server, Group group) {
        try {
            SocketChannel channel = from.call(() -> SocketChannel.open(StandardProtocolFamily.INET));
            try {
                channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
                channel.setOption(StandardSocketOptions.SO_LINGER, 0);
                channel.setOption(StandardSocketOptions.SO_REUSEADDR, true);
                channel.bind(new InetSocketAddress(port));
                channel.socket().connect(server, (int) ONE_CONNECT.toMillis());
                channel.configureBlocking(false);
                return Optional.of(Conversation.over(channel, group, port, place::uplinkOf));
            } catch (IOException e) {
                channel.close();
                return Optional.empty();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Optional<Conversation> datagrams(Namespace from, int port, InetSocketAddress server, Group group) {
        try {
            DatagramChannel channel = from.call(() -> DatagramChannel.open(StandardProtocolFamily.INET));
            channel.bind(new InetSocketAddress(port));
            channel.connect(server);
            channel.configureBlocking(false);
            return Optional.of(Conversation.over(channel, group, port, place::uplinkOf));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Lets the Internet connect to the forwarded port of each of these uplinks, so many times at once. */
    Forwarded inviteForwarded(Set<Integer> uplinks, int each) throws IOException {
        Map<SocketChannel, Integer> pending = new HashMap<>();
        for (int uplink : uplinks) {
            for (int i = 0; i < each; i++) {
                pending.put(connectForwarded(uplink), uplink);
            }
        }
        int tried = pending.size();
        List<Conversation> guests = new ArrayList<>();
        long end = System.nanoTime() + CONNECT.toNanos();
        while (!pending.isEmpty() && System.nanoTime() - end < 0) {
            for (SocketChannel channel : List.copyOf(pending.keySet())) {
                if (isConnected(channel)) {
                    int uplink = pending.remove(channel);
                    guests.add(Conversation.over(channel, Group.FORWARDED, 0, address -> uplink));
                }
            }
            LockSupport.parkNanos(1_000_000);
        }
        for (SocketChannel channel : pending.keySet()) {
            channel.close();
        }
        crowd.join(guests);
        awaitBegun(guests);
        return new Forwarded(tried, crowd.count(one -> guests.contains(one) && one.hasBegun()));
    }

    private static boolean isConnected(SocketChannel channel) {
        try {
            return channel.finishConnect();
        } catch (IOException refused) {
            return false;
        }
    }

    private SocketChannel connectForwarded(int uplink) throws IOException {
        SocketChannel channel = place.topology().internet().call(() -> SocketChannel.open(StandardProtocolFamily.INET));
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        channel.setOption(StandardSocketOptions.SO_LINGER, 0);
        channel.bind(new InetSocketAddress(place.target().toInetAddress(), nextPort()));
        channel.configureBlocking(false);
        IpAddress outside = place.uplink(uplink).address(AddressFamily.INET);
        channel.connect(new InetSocketAddress(outside.toInetAddress(), Place.FORWARDED_PORT));
        return channel;
    }
}
