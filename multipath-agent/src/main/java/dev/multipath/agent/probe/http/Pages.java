package dev.multipath.agent.probe.http;

import dev.multipath.agent.config.ProbeTarget;
import dev.multipath.agent.probe.dns.Names;
import dev.multipath.agent.probe.exchange.Exchanges;
import dev.multipath.agent.probe.exchange.ProbeReply;

/** Asks for pages: what all requests of one thread share. */
public final class Pages {
    final Names names;
    final Exchanges exchanges;
    final Trust trust = new Trust();

    public Pages(Names names, Exchanges exchanges) {
        this.names = names;
        this.exchanges = exchanges;
    }

    /** Asks for the page, now or once its address is known. */
    public void ask(ProbeTarget.Url url, ProbeReply reply) {
        new HttpProbe(url, reply, this).begin();
    }
}
