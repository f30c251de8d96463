package dev.multipath.testkit.kernel;

import dev.multipath.netlink.codec.AddressCodec;
import dev.multipath.netlink.codec.LinkCodec;
import dev.multipath.netlink.codec.RouteCodec;
import dev.multipath.netlink.codec.RouteLookupCodec;
import dev.multipath.netlink.codec.Rtm;
import dev.multipath.netlink.model.Address;
import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.netlink.model.Link;
import dev.multipath.netlink.model.Neighbour;
import dev.multipath.netlink.model.NextHopBucket;
import dev.multipath.netlink.model.NextHopObject;
import dev.multipath.netlink.model.Route;
import dev.multipath.netlink.model.RouteLookup;
import dev.multipath.netlink.model.Rule;
import dev.multipath.netlink.wire.DecodeException;
import dev.multipath.netlink.wire.MessageReader;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a fake kernel holds at one moment, each kind in the order of its dump.
 *
 * @param routes of all tables, IPv4 before IPv6
 * @param rules of IPv4 before those of IPv6
 * @param neighbours without proxies
 * @param buckets of resilient groups
 */
public record FakeState(
        List<Link> links,
        List<Address> addresses,
        List<Route> routes,
        List<Rule> rules,
        List<NextHopObject> nextHops,
        List<NextHopBucket> buckets,
        List<Neighbour> neighbours) {

    /** Copies the lists. */
    public FakeState {
        links = List.copyOf(links);
        addresses = List.copyOf(addresses);
        routes = List.copyOf(routes);
        rules = List.copyOf(rules);
        nextHops = List.copyOf(nextHops);
        buckets = List.copyOf(buckets);
        neighbours = List.copyOf(neighbours);
    }

    static FakeState of(FakeNetwork network) {
        List<Link> links = new ArrayList<>();
        for (FakeLink link : network.links.all()) {
            links.add(read(link::write, LinkCodec::decode));
        }
        List<Address> addresses = new ArrayList<>();
        for (AddressFamily family : List.of(AddressFamily.INET, AddressFamily.INET6)) {
            for (Address address : network.addresses.list(family, 0)) {
                addresses.add(read(message -> network.addresses.write(address, message), AddressCodec::decode));
            }
        }
        return new FakeState(
                links,
                addresses,
                routes(network),
                rules(network),
                network.nextHops.all(),
                network.nextHops.buckets.list(0),
                network.neighbours.list(AddressFamily.UNSPEC, false));
    }

    static List<Route> routes(FakeNetwork network) {
        List<Route> routes = new ArrayList<>();
        network.routes4.all().forEach(route -> routes.add(network.routes4.shown(route)));
        routes.addAll(network.routes6.all());
        return routes;
    }

    static List<Rule> rules(FakeNetwork network) {
        List<Rule> rules = new ArrayList<>(network.rules4.all());
        rules.addAll(network.rules6.all());
        return rules;
    }

    static Optional<Route> lookup(FakeNetwork network, RouteLookup lookup) {
        Message question = new Message(Rtm.RTM_GETROUTE, 0, message -> RouteLookupCodec.encode(lookup, message));
        try {
            Body answer = new RouteAnswer(network).answer(reader(question));
            return Optional.of(read(answer, RouteCodec::decode));
        } catch (Refusal e) {
            return Optional.empty();
        } catch (DecodeException e) {
            throw new IllegalStateException(e);
        }
    }

    private interface Decoder<T> {
        T decode(MessageReader message) throws DecodeException;
    }

    private static <T> T read(Body body, Decoder<T> decoder) {
        try {
            return decoder.decode(reader(new Message(Rtm.RTM_NEWLINK, 0, body)));
        } catch (DecodeException e) {
            throw new IllegalStateException(e);
        }
    }

    private static MessageReader reader(Message message) throws DecodeException {
        MessageReader reader = new MessageReader(Unpooled.wrappedBuffer(message.toBytes()));
        reader.next();
        return reader;
    }
}
