package dev.multipath.agent.probe.dns;

import dev.multipath.agent.probe.exchange.Exchanges;
import dev.multipath.agent.probe.exchange.Refusal;
import dev.multipath.netlink.model.IpAddress;
import dev.multipath.netlink.transport.ErrnoException;
import java.time.Duration;
import java.util.List;

/** One name asked of one resolver after the other, until one knows. */
final class Lookup implements DnsExchange.Asker {
    /** For each resolver. */
    private static final long PATIENCE = Duration.ofSeconds(1).toNanos();

    private final Names names;
    private final Exchanges exchanges;
    private final Names.Key key;
    private final List<IpAddress> resolvers;
    private String why;
    private int position;

    Lookup(Names names, Exchanges exchanges, Names.Key key, List<IpAddress> resolvers) {
        this.names = names;
        this.exchanges = exchanges;
        this.key = key;
        this.resolvers = resolvers;
        this.why = "no resolver of " + (key.path().source().isIpv4() ? "IPv4" : "IPv6") + " is known; set resolvers";
    }

    /** Asks the next one that can be asked; tells {@link Names} when there is none left. */
    void ask() {
        while (position < resolvers.size()) {
            IpAddress resolver = resolvers.get(position);
            DnsQuery query = DnsQuery.of(key.host(), resolver.family());
            try {
                exchanges.add(
                        key.path(),
                        () -> DnsExchange.begin(key.path(), resolver, query, this, System.nanoTime() + PATIENCE));
                return;
            } catch (ErrnoException failed) {
                why = "cannot ask " + resolver + ": " + failed.getMessage();
                position++;
            }
        }
        names.notFound(key, key.host() + " cannot be looked up: " + why);
    }

    @Override
    public void replied(DnsReply reply) {
        List<IpAddress> elsewhere =
                reply.addresses().stream().filter(this::isElsewhere).toList();
        if (!elsewhere.isEmpty() && reply.resolves()) {
            names.found(key, elsewhere, reply.ttl());
        } else if (!reply.addresses().isEmpty()) {
            next("answers with " + reply.addresses().get(0) + ", which is no host upstream");
        } else {
            next(reply.resolves() ? "finds no address of it" : "answers " + reply.said());
        }
    }

    /** A page on this very machine, to which some filters lead, says nothing of the uplink. */
    private boolean isElsewhere(IpAddress address) {
        return !address.isAny()
                && !address.isLoopback()
                && !address.isMulticast()
                && !address.isLinkLocal()
                && !address.equals(key.path().source());
    }

    @Override
    public void refused(Refusal refusal) {
        next(refusal.byPeer() ? "refuses" : "is out of reach: " + refusal.why());
    }

    @Override
    public void unanswered() {
        next("does not answer");
    }

    private void next(String said) {
        why = resolvers.get(position) + " " + said;
        position++;
        ask();
    }
}
