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
        Request request = new EntryRequest<>(Rtm.RTM_GETNEIGH, 0, filter, FdbFilter::encode, "bridge fdb show");
        int absent = filter.bridge().isPresent() ? Errno.ENODEV.value() : 0;
        conversation.dump(request, timeout, new Gathering<>(entries, Fdb::decode, filter::matches), absent);
        return entries;
    }

    /**
     * The entry that stands where this one would: of its keeper, address, VLAN and source network. EOPNOTSUPP of a
     * device that is neither bridge nor tunnel.
     *
     * @return empty where there is none
     */
    public Optional<FdbEntry> get(FdbEntry key) {
        List<FdbEntry> one = new ArrayList<>(1);
        Request request = new EntryRequest<>(Rtm.RTM_GETNEIGH, 0, key, FdbCodec::encodeKey, "bridge fdb get");
        Gathering<FdbEntry> answer = new Gathering<>(one, Fdb::decode, found -> true);
        boolean found = conversation.get(request, timeout, answer, Errno.ENOENT.value());
        return found && !one.isEmpty() ? Optional.of(one.get(0)) : Optional.empty();
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
        conversation.execute(change(NLM_F_CREATE | NLM_F_REPLACE, entry, "replace"), timeout);
    }

    /**
     * Adds one more remote end to an entry of a tunnel: frames go to all of them. Only the entry of all zeros, and those
     * of multicast addresses, can have several.
     */
    public void append(FdbEntry entry) {
        int flags = NLM_F_CREATE | NLM_F_APPEND;
        conversation.execute(change(flags, entry, "append"), timeout);
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
        Request request =
                new EntryRequest<>(Rtm.RTM_DELNEIGH, NLM_F_BULK, flush, FdbCodec::encodeFlush, "bridge fdb flush");
        conversation.execute(request, timeout);
    }

    private static Request addition(FdbEntry entry) {
        return change(NLM_F_CREATE | NLM_F_EXCL, entry, "add");
    }

    private static Request change(int flags, FdbEntry entry, String verb) {
        return new EntryRequest<>(Rtm.RTM_NEWNEIGH, flags, entry, FdbCodec::encodeRequest, "bridge fdb " + verb);
    }

    private static Request deletion(FdbEntry entry) {
        return new EntryRequest<>(Rtm.RTM_DELNEIGH, 0, entry, FdbCodec::encodeRequest, "bridge fdb delete");
    }

    private static @Nullable FdbEntry decode(MessageReader message) throws DecodeException {
        boolean about = message.type() == Rtm.RTM_NEWNEIGH && FdbCodec.isTyped(message);
        return about ? FdbCodec.decode(message) : null;
    }
}
