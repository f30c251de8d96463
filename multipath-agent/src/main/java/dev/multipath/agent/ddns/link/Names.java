package dev.multipath.agent.ddns.link;

import dev.multipath.agent.ddns.decision.Way;
import dev.multipath.netlink.model.IpAddress;
import java.io.IOException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.xbill.DNS.AAAARecord;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/** Looks up names over the very way they are wanted for. Thread-safe. */
public final class Names {
    private static final Duration PATIENCE = Duration.ofSeconds(1);
    private static final int DNS = 53;

    private final Resolvers system;

    public Names(Resolvers system) {
        this.system = system;
    }

    /**
     * Its addresses of the way's family, at least one.
     *
     * @param host without a dot at the end
     * @throws NoSuchNameException if it has none
     * @throws UnknownHostException if nobody can be asked
     */
    public List<IpAddress> find(Way way, String host) throws UnknownHostException {
        String why = "no resolver of " + (way.source().isIpv4() ? "IPv4" : "IPv6") + " is known; set resolvers";
        for (IpAddress resolver : resolvers(way)) {
            try {
                return ask(
                        new DnsExchange(way, resolver, DNS, PATIENCE),
                        host,
                        way.source().isIpv4());
            } catch (NoSuchNameException none) {
                throw none;
            } catch (IOException failed) {
                why = String.valueOf(failed.getMessage());
            }
        }
        throw new UnknownHostException(host + " cannot be looked up: " + why);
    }

    private synchronized List<IpAddress> resolvers(Way way) {
        List<IpAddress> all = way.resolvers().isEmpty() ? system.current(System.nanoTime()) : way.resolvers();
        return all.stream().filter(each -> each.family().equals(way.family())).toList();
    }

    private static List<IpAddress> ask(DnsExchange exchange, String host, boolean ipv4) throws IOException {
        Name name = Name.fromString(host, Name.root);
        Message question = Message.newQuery(Record.newRecord(name, ipv4 ? Type.A : Type.AAAA, DClass.IN));
        Message answer = exchange.ask(question, null);
        List<IpAddress> found = new ArrayList<>();
        for (Record record : answer.getSection(Section.ANSWER)) {
            if (ipv4 && record instanceof ARecord a) {
                found.add(IpAddress.of(a.getAddress()));
            } else if (!ipv4 && record instanceof AAAARecord aaaa) {
                found.add(IpAddress.of(aaaa.getAddress()));
            }
        }
        int code = answer.getRcode();
        if (found.isEmpty() && (code == Rcode.NOERROR || code == Rcode.NXDOMAIN)) {
            throw new NoSuchNameException(host + " has no " + (ipv4 ? "IPv4" : "IPv6") + " address");
        }
        if (found.isEmpty()) {
            throw new IOException(exchange.server() + " answers " + Rcode.string(code));
        }
        return found;
    }
}
