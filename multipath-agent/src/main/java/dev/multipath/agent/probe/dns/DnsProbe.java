package dev.multipath.agent.probe.dns;

import dev.multipath.agent.config.ProbeTarget;
import dev.multipath.agent.probe.exchange.Exchange;
import dev.multipath.agent.probe.exchange.Path;
import dev.multipath.agent.probe.exchange.ProbeReply;
import dev.multipath.agent.probe.exchange.Refusal;
import dev.multipath.netlink.transport.ErrnoException;
import java.util.Optional;

/**
 * A question to a resolver as a probe. Unless the configuration names one, it asks for a random name below "invalid":
 * nobody can foresee it, no cache has it, and a resolver need not ask anybody about it.
 *
 * <p>The path lives when the resolver found the name or found that it does not exist, and also when its host says that
 * nobody listens there. Any other response code is no answer.
 */
public final class DnsProbe implements DnsExchange.Asker {
    private final ProbeTarget.Host target;
    private final ProbeReply reply;

    private DnsProbe(ProbeTarget.Host target, ProbeReply reply) {
        this.target = target;
        this.reply = reply;
    }

    /**
     * Sends the first packet.
     *
     * @throws ErrnoException where none can leave this way
     */
    public static Exchange begin(ProbeTarget.Host target, ProbeReply reply) throws ErrnoException {
        Optional<String> name = reply.request().probe().question().query();
        DnsQuery query =
                name.isPresent() ? DnsQuery.of(name.get(), reply.request().id().family()) : DnsQuery.random();
        DnsProbe probe = new DnsProbe(target, reply);
        return DnsExchange.begin(Path.of(reply.request()), target.address(), query, probe, reply.deadline());
    }

    @Override
    public void replied(DnsReply answer) {
        if (answer.resolves()) {
            reply.answered();
        } else {
            reply.refused(target + " answers " + answer.said());
        }
    }

    @Override
    public void refused(Refusal refusal) {
        if (refusal.byPeer()) {
            reply.answered();
        } else {
            reply.refused(refusal.why());
        }
    }

    @Override
    public void unanswered() {
        // The silence is noticed by who asked.
    }
}
