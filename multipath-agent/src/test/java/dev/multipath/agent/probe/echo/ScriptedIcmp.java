package dev.multipath.agent.probe.echo;

import dev.multipath.netlink.model.IpAddress;
import dev.multipath.netlink.transport.IcmpMessage;
import dev.multipath.netlink.transport.IcmpSocket;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** An ICMP socket without a network: what it is given to send is kept, and what has come to it is told to it. */
final class ScriptedIcmp implements IcmpSocket {
    /** An echo request that left. */
    record Sent(IpAddress target, int sequence, long nonce) {
        IcmpMessage.EchoReply reply() {
            return new IcmpMessage.EchoReply(target, sequence, nonce);
        }

        /** One by somebody who saw no request. */
        IcmpMessage.EchoReply forgery() {
            return new IcmpMessage.EchoReply(target, sequence, ~nonce);
        }
    }

    final List<Sent> sent = new ArrayList<>();
    final Deque<IcmpMessage> come = new ArrayDeque<>();
    /** How many more requests its device has room for. */
    int room = Integer.MAX_VALUE;

    int tries;

    @Override
    public int identifier() {
        return 1;
    }

    @Override
    public boolean sendEcho(IpAddress target, int sequence, long nonce) {
        tries++;
        if (room == 0) {
            return false;
        }
        room--;
        sent.add(new Sent(target, sequence, nonce));
        return true;
    }

    @Override
    public Optional<IcmpMessage> receive() {
        return Optional.ofNullable(come.poll());
    }

    @Override
    public void close() {}
}
