package dev.multipath.netlink;

import static dev.multipath.netlink.wire.NetlinkHeader.NLM_F_CREATE;
import static dev.multipath.netlink.wire.NetlinkHeader.NLM_F_EXCL;
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
import org.jspecify.annotations.Nullable;

/**
 * Who answers for an address on a link, and for which addresses this machine does in another's stead: {@code ip
 * neighbour}.
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

    /** Every IPv4 and IPv6 entry of the cache, those of {@code NUD_NOARP} included, which {@code ip} hides. */
    public List<Neighbour> list() {
        return list(NeighbourFilter.ALL);
    }

    /** Every IPv4 or IPv6 entry of the cache. */
    public List<Neighbour> list(AddressFamily family) {
        return list(NeighbourFilter.ALL.family(family));
    }

    /** The entries a filter lets through; none for an interface that is gone. */
    public List<Neighbour> list(NeighbourFilter filter) {
        List<Neighbour> neighbours = new ArrayList<>();
        dump(filter, new Gathering<>(neighbours, Neighbours::decode, filter::matches));
        return neighbours;
    }

    /**
     * Shows the entries a filter lets through to a visitor, one by one; none is kept.
     *
     * <p>The deadline covers the whole walk, the visitor's own time included. Other threads' requests on this handle wait;
     * for a long walk open another handle.
     *
     * @throws NetlinkException.DumpInterrupted at the end, when changes disturbed the walk and the visitor does not start
     *     over
     */
    public void walk(NeighbourFilter filter, Visitor<? super Neighbour> visitor) {
        dump(filter, new Walk<>(Neighbours::decode, filter::matches, visitor));
    }

    private void dump(NeighbourFilter filter, Sink sink) {
        Request request = new EntryRequest<>(Rtm.RTM_GETNEIGH, 0, filter, NeighbourFilter::encode, "ip neighbour show");
        conversation.dump(request, timeout, sink, 0);
    }

    /** The entry of an address in the cache; empty where there is none. */
    public Optional<Neighbour> get(int interfaceIndex, IpAddress address) {
        return get(Neighbour.of(interfaceIndex, address));
    }

    /** The entry that stands where this one would: a proxy for a proxy; empty where there is none. */
    public Optional<Neighbour> get(Neighbour key) {
        Request request = new NeighbourRequest.One(Rtm.RTM_GETNEIGH, 0, key, "get");
        Gathering<Neighbour> answer = new Gathering<>(new ArrayList<>(1), Neighbours::decode);
        conversation.get(request, timeout, answer, Errno.ENOENT.value());
        return answer.first();
    }

    /** Adds an entry: refused with EEXIST where there is one. Of a proxy the kernel does not mind a second. */
    public void add(Neighbour neighbour) {
        conversation.execute(addition(neighbour), timeout);
    }

    /** Adds an entry, or changes the one there is. */
    public void replace(Neighbour neighbour) {
        conversation.execute(replacement(neighbour), timeout);
    }

    /** Like {@link #add}, but false where there is one; for a proxy it is looked up before. */
    public boolean addIfAbsent(Neighbour neighbour) {
        if (neighbour.isProxy() && get(neighbour).isPresent()) {
            return false;
        }
        return conversation.execute(addition(neighbour), timeout, Errno.EEXIST.value(), 0);
    }

    /** Deletes an entry, whatever its state; ENOENT where there is none, ENODEV where there is no interface. */
    public void delete(Neighbour neighbour) {
        conversation.execute(deletion(neighbour), timeout);
    }

    /** Like {@link #delete}, but false where there is none, or the interface is gone. */
    public boolean deleteIfPresent(Neighbour neighbour) {
        return conversation.execute(deletion(neighbour), timeout, Errno.ENOENT.value(), Errno.ENODEV.value());
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

    static Request addition(Neighbour neighbour) {
        return new NeighbourRequest.One(Rtm.RTM_NEWNEIGH, NLM_F_CREATE | NLM_F_EXCL, neighbour, "add");
    }

    static Request replacement(Neighbour neighbour) {
        return new NeighbourRequest.One(Rtm.RTM_NEWNEIGH, NLM_F_CREATE | NLM_F_REPLACE, neighbour, "replace");
    }

    static Request deletion(Neighbour neighbour) {
        return new NeighbourRequest.One(Rtm.RTM_DELNEIGH, 0, neighbour, "delete");
    }

    private static @Nullable Neighbour decode(MessageReader message) throws DecodeException {
        boolean about = message.type() == Rtm.RTM_NEWNEIGH && NeighbourCodec.isTyped(message);
        return about ? NeighbourCodec.decode(message) : null;
    }
}
