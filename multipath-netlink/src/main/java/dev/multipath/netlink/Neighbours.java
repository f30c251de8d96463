package dev.multipath.netlink;

import static dev.multipath.netlink.wire.NetlinkHeader.NLM_F_CREATE;
import static dev.multipath.netlink.wire.NetlinkHeader.NLM_F_REPLACE;

import dev.multipath.netlink.codec.NeighbourCodec;
import dev.multipath.netlink.codec.Rtm;
import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.netlink.model.IpAddress;
import dev.multipath.netlink.model.Neighbour;
import dev.multipath.netlink.transport.Errno;
import dev.multipath.netlink.wire.DecodeException;
import dev.multipath.netlink.wire.MessageReader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Who answers for an address on a link: {@code ip neighbour}.
 *
 * <p>Every method throws a {@link NetlinkException} when the kernel refuses or cannot be asked.
 *
 * @see <a href="https://man7.org/linux/man-pages/man8/ip-neighbour.8.html">ip-neighbour(8)</a>
 */
public final class Neighbours {
    private final Conversation conversation;
    private final Duration timeout;

    Neighbours(Conversation conversation, Duration timeout) {
        this.conversation = conversation;
        this.timeout = timeout;
    }

    /** Every IPv4 or IPv6 neighbour. */
    public List<Neighbour> list(AddressFamily family) {
        Collector all = new Collector();
        conversation.dump(new NeighbourRequest.Dump(family), timeout, all, 0);
        return all.neighbours;
    }

    /** The entry of an address; empty where the table has none. */
    public Optional<Neighbour> get(int interfaceIndex, IpAddress address) {
        Collector one = new Collector();
        Neighbour key = Neighbour.of(interfaceIndex, address);
        Request request = new NeighbourRequest.One(Rtm.RTM_GETNEIGH, 0, key, "get");
        boolean found = conversation.get(request, timeout, one, Errno.ENOENT.value());
        return found && !one.neighbours.isEmpty() ? Optional.of(one.neighbours.get(0)) : Optional.empty();
    }

    /** Adds an entry, or changes the one there is. */
    public void replace(Neighbour neighbour) {
        int flags = NLM_F_CREATE | NLM_F_REPLACE;
        conversation.execute(new NeighbourRequest.One(Rtm.RTM_NEWNEIGH, flags, neighbour, "replace"), timeout);
    }

    /**
     * Makes the kernel ask for an address now: a known entry is asked again ({@code NUD_PROBE}), an unknown one is
     * resolved ({@code NTF_USE}). It turns {@code NUD_REACHABLE} at the answer.
     *
     * @return false where the entry needs no asking ({@code NUD_PERMANENT}, {@code NUD_NOARP})
     */
    public boolean solicit(int interfaceIndex, IpAddress address) {
        Neighbour wanted = Neighbour.of(interfaceIndex, address);
        Optional<Neighbour> known = get(interfaceIndex, address);
        if (known.isPresent() && (known.get().state() & (Neighbour.PERMANENT | Neighbour.NOARP)) != 0) {
            return false;
        }
        boolean valid = known.isPresent() && known.get().isValid();
        replace(valid ? wanted.state(Neighbour.PROBE) : wanted.flags(Neighbour.USE));
        return true;
    }

    private static final class Collector implements Sink {
        private final List<Neighbour> neighbours = new ArrayList<>();

        @Override
        public void restart() {
            neighbours.clear();
        }

        @Override
        public void accept(MessageReader message) throws DecodeException {
            if (message.type() == Rtm.RTM_NEWNEIGH && NeighbourCodec.isTyped(message)) {
                neighbours.add(NeighbourCodec.decode(message));
            }
        }
    }
}
