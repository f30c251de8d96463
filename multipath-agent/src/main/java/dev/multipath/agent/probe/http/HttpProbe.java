package dev.multipath.agent.probe.http;

import dev.multipath.agent.config.ProbeTarget;
import dev.multipath.agent.probe.dns.Names;
import dev.multipath.agent.probe.exchange.Path;
import dev.multipath.agent.probe.exchange.ProbeReply;
import dev.multipath.netlink.model.IpAddress;
import dev.multipath.netlink.transport.ErrnoException;

/** A request for a page as a probe: the name in its URL is looked up first, over the same path. */
final class HttpProbe implements Names.Wanter {
    private final ProbeTarget.Url url;
    private final ProbeReply reply;
    private final Pages pages;

    HttpProbe(ProbeTarget.Url url, ProbeReply reply, Pages pages) {
        this.url = url;
        this.reply = reply;
        this.pages = pages;
    }

    void begin() {
        if (url.literal().isPresent()) {
            found(url.literal().get());
        } else {
            pages.names.find(
                    Path.of(reply.request()),
                    url.host(),
                    reply.request().probe().question().resolvers(),
                    this);
        }
    }

    @Override
    public void found(IpAddress address) {
        try {
            pages.exchanges.add(
                    Path.of(reply.request()),
                    () -> HttpExchange.begin(address, url, reply, pages.trust, () -> useless(address)));
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
        pages.names.tryAnother(Path.of(reply.request()), url.host(), address);
    }
}
