package dev.multipath.netlink;

import dev.multipath.netlink.codec.conntrack.ConntrackCodec;
import dev.multipath.netlink.codec.conntrack.ConntrackMessage;
import dev.multipath.netlink.model.FwMark;
import dev.multipath.netlink.model.conntrack.ConntrackCounts;
import dev.multipath.netlink.model.conntrack.ConntrackEntry;
import dev.multipath.netlink.model.conntrack.ConntrackTuple;
import dev.multipath.netlink.transport.Errno;
import dev.multipath.netlink.wire.DecodeException;
import dev.multipath.netlink.wire.MessageReader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Connections the kernel keeps track of: {@code conntrack}.
 *
 * <p>Lists are not snapshots, and the kernel does not say when they were disturbed: a connection that begins or ends
 * meanwhile may be missing. Nothing here can empty the whole table.
 *
 * <p>Every method throws a {@link NetlinkException} when the kernel refuses or cannot be asked: with {@code EPERM} without
 * CAP_NET_ADMIN, with {@code EINVAL} without connection tracking (nf_conntrack_netlink).
 *
 * @see <a href="https://man7.org/linux/man-pages/man8/conntrack.8.html">conntrack(8)</a>
 */
public final class Conntrack {
    private final Conversation conversation;
    private final Duration timeout;

    Conntrack(Conversation conversation, Duration timeout) {
        this.conversation = conversation;
        this.timeout = timeout;
    }

    /** Every connection, IPv4 and IPv6, in no order. */
    public List<ConntrackEntry> list() {
        return list(ConntrackFilter.ALL);
    }

    /** The connections a filter lets through, each once, in no order. */
    public List<ConntrackEntry> list(ConntrackFilter filter) {
        List<ConntrackEntry> entries = new ArrayList<>();
        Gathering<ConntrackEntry> all = new Gathering<>(entries, Conntrack::decode, filter::matches);
        conversation.dump(new ConntrackRequest.Dump(filter), timeout, all, 0);
        return distinct(entries);
    }

    /** Shows the connections a filter lets through to a visitor one by one; none is kept, and some may come twice. */
    public void walk(ConntrackFilter filter, Visitor<? super ConntrackEntry> visitor) {
        Walk<ConntrackEntry> walk = new Walk<>(Conntrack::decode, filter::matches, visitor);
        conversation.dump(List.of(new ConntrackRequest.Dump(filter)), timeout, walk, 0, 0);
    }

    /** How many there are in all, and how many there may be: {@code conntrack -C}. Costs no walk over them. */
    public ConntrackCounts counts() {
        List<ConntrackCounts> counts = new ArrayList<>(1);
        ConntrackRequest request = new ConntrackRequest.Counts();
        conversation.getAcknowledged(request, timeout, new Gathering<>(counts, Conntrack::decodeCounts));
        return counts.isEmpty() ? new ConntrackCounts(0, OptionalLong.empty()) : counts.get(0);
    }

    /**
     * Deletes one as {@link #list()} shows it. ENOENT where it is gone, and where another has its tuple by now. The other
     * is known by its id, which the kernel makes of the tuple and of where in memory the connection is: where that is the
     * very same place, it is deleted in the first one's stead.
     */
    public void delete(ConntrackEntry entry) {
        conversation.execute(new ConntrackRequest.Delete(entry), timeout);
    }

    /** Like {@link #delete}, but false where it is gone. */
    public boolean deleteIfPresent(ConntrackEntry entry) {
        return conversation.execute(new ConntrackRequest.Delete(entry), timeout, Errno.ENOENT.value(), 0);
    }

    /**
     * Deletes the connections a filter lets through: lists them, then deletes each of those, many by one system call.
     * What begins while this goes on stays.
     *
     * <p>Packets that come later begin a connection anew, with whatever address and mark the rules give it then.
     *
     * @param filter must leave something out besides a family; to empty the table is not for a program that shares it
     * @return how many were deleted; those that were gone by themselves do not count
     * @throws IllegalArgumentException for a filter that would let all through
     * @throws NetlinkException.Rejected where one could not be deleted; all others are gone by then
     */
    public int deleteAll(ConntrackFilter filter) {
        if (!filter.isNarrow()) {
            throw new IllegalArgumentException("a filter for all connections: '" + filter + "'");
        }
        return deleteAll(list(filter));
    }

    /**
     * Deletes these as {@link #list()} showed them, many by one system call.
     *
     * @return how many were deleted; those that were gone by themselves do not count
     * @throws NetlinkException.Rejected where one could not be deleted; all others are gone by then
     */
    public int deleteAll(Collection<ConntrackEntry> entries) {
        Changes changes = new Changes();
        for (ConntrackEntry entry : entries) {
            changes.plus(new ConntrackRequest.Delete(entry), Errno.ENOENT, Errno.ENOENT);
        }
        return Many.run(conversation, changes, timeout);
    }

    /**
     * Sets those bits of a connection's mark that the mask has: {@code conntrack -U -m}. ENOENT where it is gone. The
     * kernel finds it by its original tuple and zone; its id does not count here.
     */
    public void mark(ConntrackEntry entry, FwMark mark) {
        conversation.execute(new ConntrackRequest.Mark(entry, mark), timeout);
    }

    /** Like {@link #mark}, but false where it is gone. */
    public boolean markIfPresent(ConntrackEntry entry, FwMark mark) {
        return conversation.execute(new ConntrackRequest.Mark(entry, mark), timeout, Errno.ENOENT.value(), 0);
    }

    /** A part of a dump comes again where a connection ended at which a datagram was full. */
    private static List<ConntrackEntry> distinct(List<ConntrackEntry> entries) {
        record Identity(ConntrackTuple original, int zone, OptionalLong id) {}
        Set<Identity> seen = new HashSet<>(entries.size() * 2);
        entries.removeIf(entry -> !seen.add(new Identity(entry.original(), entry.zone(), entry.id())));
        return entries;
    }

    private static @Nullable ConntrackEntry decode(MessageReader message) throws DecodeException {
        return message.type() == ConntrackMessage.IPCTNL_MSG_CT_NEW ? ConntrackCodec.decode(message) : null;
    }

    private static @Nullable ConntrackCounts decodeCounts(MessageReader message) throws DecodeException {
        return message.type() == ConntrackMessage.IPCTNL_MSG_CT_GET_STATS ? ConntrackCodec.decodeCounts(message) : null;
    }
}
