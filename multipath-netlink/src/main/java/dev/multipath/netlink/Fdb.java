package dev.multipath.netlink;

import static dev.multipath.netlink.wire.NetlinkHeader.NLM_F_APPEND;
import static dev.multipath.netlink.wire.NetlinkHeader.NLM_F_BULK;
import static dev.multipath.netlink.wire.NetlinkHeader.NLM_F_CREATE;
import static dev.multipath.netlink.wire.NetlinkHeader.NLM_F_EXCL;
import static dev.multipath.netlink.wire.NetlinkHeader.NLM_F_REPLACE;

import dev.multipath.netlink.codec.FdbCodec;
import dev.multipath.netlink.codec.Rtm;
import dev.multipath.netlink.model.FdbEntry;
import dev.multipath.netlink.model.FdbFlush;
import dev.multipath.netlink.transport.Errno;
import dev.multipath.netlink.wire.DecodeException;
import dev.multipath.netlink.wire.MessageReader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The forwarding tables of bridges and tunnels: {@code bridge fdb}.
 *
 * <p>Every method throws a {@link NetlinkException} when the kernel refuses or cannot be asked.
 *
 * @see <a href="https://man7.org/linux/man-pages/man8/bridge.8.html">bridge(8)</a>
 */
public final class Fdb {
    private final Conversation conversation;
    private final Duration timeout;

    Fdb(Conversation conversation, Duration timeout) {
        this.conversation = conversation;
        this.timeout = timeout;
    }

    /** Every entry of the namespace. */
    public List<FdbEntry> list() {
        return list(FdbFilter.ALL);
    }

    /** The entries a filter lets through; none for a bridge or interface that is gone. */
    public List<FdbEntry> list(FdbFilter filter) {
        List<FdbEntry> entries = new ArrayList<>();
        dump(filter, new Gathering<>(entries, Fdb::decode, filter::matches));
        return entries;
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
    public void walk(FdbFilter filter, Visitor<? super FdbEntry> visitor) {
        dump(filter, new Walk<>(Fdb::decode, filter::matches, visitor));
    }

    private void dump(FdbFilter filter, Sink sink) {
        Request request = new EntryRequest<>(Rtm.RTM_GETNEIGH, 0, filter, FdbFilter::encode, "bridge fdb show");
        int absent = filter.bridge().isPresent() ? Errno.ENODEV.value() : 0;
        conversation.dump(request, timeout, sink, absent);
    }

    /**
     * The entry that stands where this one would: of its keeper, address, VLAN and source network. EOPNOTSUPP of a
     * device that is neither bridge nor tunnel.
     *
     * @return empty where there is none
     */
    public Optional<FdbEntry> get(FdbEntry key) {
        Request request = new EntryRequest<>(Rtm.RTM_GETNEIGH, 0, key, FdbCodec::encodeKey, "bridge fdb get");
        Gathering<FdbEntry> answer = new Gathering<>(new ArrayList<>(1), Fdb::decode);
        conversation.get(request, timeout, answer, Errno.ENOENT.value());
        return answer.first();
    }

    /**
     * Adds an entry: refused with EEXIST where there is one of its address; one of a control plane
     * ({@link FdbEntry#EXT_LEARNED}) replaces it instead.
     */
    public void add(FdbEntry entry) {
        conversation.execute(addition(entry), timeout);
    }

    /** Adds an entry, or changes the one there is. */
    public void replace(FdbEntry entry) {
        conversation.execute(replacement(entry), timeout);
    }

    /**
     * Adds one more remote end to an entry of a tunnel: frames go to all of them. Only the entry of all zeros, and those
     * of multicast addresses, can have several.
     */
    public void append(FdbEntry entry) {
        conversation.execute(extension(entry), timeout);
    }

    /** Like {@link #add}, but false where there is one; for an entry of a control plane it is looked up before. */
    public boolean addIfAbsent(FdbEntry entry) {
        if ((entry.flags() & FdbEntry.EXT_LEARNED) != 0 && get(entry).isPresent()) {
            return false;
        }
        return conversation.execute(addition(entry), timeout, Errno.EEXIST.value(), 0);
    }

    /** Deletes an entry; ENOENT where there is none, ENODEV where there is no interface. */
    public void delete(FdbEntry entry) {
        conversation.execute(deletion(entry), timeout);
    }

    /** Like {@link #delete}, but false where there is none, or the interface is gone. */
    public boolean deleteIfPresent(FdbEntry entry) {
        return conversation.execute(deletion(entry), timeout, Errno.ENOENT.value(), Errno.ENODEV.value());
    }

    /** Deletes many entries at once; those that are the bridge's own addresses stay. */
    public void flush(FdbFlush flush) {
        conversation.execute(flushing(flush), timeout);
    }

    static Request addition(FdbEntry entry) {
        return change(NLM_F_CREATE | NLM_F_EXCL, entry, "add");
    }

    static Request replacement(FdbEntry entry) {
        return change(NLM_F_CREATE | NLM_F_REPLACE, entry, "replace");
    }

    static Request extension(FdbEntry entry) {
        return change(NLM_F_CREATE | NLM_F_APPEND, entry, "append");
    }

    static Request flushing(FdbFlush flush) {
        return new EntryRequest<>(Rtm.RTM_DELNEIGH, NLM_F_BULK, flush, FdbCodec::encodeFlush, "bridge fdb flush");
    }

    private static Request change(int flags, FdbEntry entry, String verb) {
        return new EntryRequest<>(Rtm.RTM_NEWNEIGH, flags, entry, FdbCodec::encodeRequest, "bridge fdb " + verb);
    }

    static Request deletion(FdbEntry entry) {
        return new EntryRequest<>(Rtm.RTM_DELNEIGH, 0, entry, FdbCodec::encodeRequest, "bridge fdb delete");
    }

    private static @Nullable FdbEntry decode(MessageReader message) throws DecodeException {
        boolean about = message.type() == Rtm.RTM_NEWNEIGH && FdbCodec.isTyped(message);
        return about ? FdbCodec.decode(message) : null;
    }
}
