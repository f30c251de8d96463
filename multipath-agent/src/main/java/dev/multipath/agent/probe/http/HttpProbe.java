package dev.multipath.agent.probe.http;

import dev.multipath.agent.config.ProbeTarget;
import dev.multipath.agent.probe.dns.Names;
import dev.multipath.agent.probe.exchange.Exchanges;
import dev.multipath.agent.probe.exchange.Path;
import dev.multipath.agent.probe.exchange.ProbeReply;
import dev.multipath.netlink.model.IpAddress;
import dev.multipath.netlink.transport.ErrnoException;

/** A request for a page as a probe: the name in its URL is looked up first, over the same path. */
public final class HttpProbe implements Names.Wanter {
    private final ProbeTarget.Url url;
    private final ProbeReply reply;
    private final Names names;
    private final Exchanges exchanges;

    private HttpProbe(ProbeTarget.Url url, ProbeReply reply, Names names, Exchanges exchanges) {
        this.url = url;
        this.reply = reply;
        this.names = names;
        this.exchanges = exchanges;
    }

    /** Asks for the page, now or once its address is known. */
    public static void begin(ProbeTarget.Url url, ProbeReply reply, Names names, Exchanges exchanges) {
        HttpProbe probe = new HttpProbe(url, reply, names, exchanges);
        if (url.literal().isPresent()) {
            probe.found(url.literal().get());
        } else {
            names.find(
                    Path.of(reply.request()),
                    url.host(),
                    reply.request().probe().question().resolvers(),
                    probe);
        }
    }

    @Override
    public void found(IpAddress address) {
        try {
            exchanges.add(HttpExchange.begin(address, url, reply, () -> useless(address)));
        } catch (ErrnoException failed) {
            useless(address);
            reply.refused("cannot send: " + failed.getMessage());
        }
    }

    @Override
    public void notFound(String why) {
        reply.refused(why);
    }

    private void useless(IpAddress address) {
        names.tryAnother(Path.of(reply.request()), url.host(), address);
    }
}
