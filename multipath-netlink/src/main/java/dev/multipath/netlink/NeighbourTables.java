package dev.multipath.netlink;

import dev.multipath.netlink.codec.NeighbourTableCodec;
import dev.multipath.netlink.codec.Rtm;
import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.netlink.model.NeighbourTable;
import dev.multipath.netlink.model.NeighbourTableChange;
import dev.multipath.netlink.wire.DecodeException;
import dev.multipath.netlink.wire.MessageReader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How long neighbours are believed, how they are asked for, and how many there may be: {@code ip ntable}.
 *
 * <p>Every method throws a {@link NetlinkException} when the kernel refuses or cannot be asked. The kernel tells nobody of
 * a change.
 *
 * @see <a href="https://man7.org/linux/man-pages/man8/ip-ntable.8.html">ip-ntable(8)</a>
 */
public final class NeighbourTables {
    private final Conversation conversation;
    private final Duration timeout;

    NeighbourTables(Conversation conversation, Duration timeout) {
        this.conversation = conversation;
        this.timeout = timeout;
    }

    /** Every table, and behind each the parameters of every interface in it. */
    public List<NeighbourTable> list() {
        return list(AddressFamily.UNSPEC);
    }

    /** The table of one family, and behind it the parameters of every interface. */
    public List<NeighbourTable> list(AddressFamily family) {
        List<NeighbourTable> tables = new ArrayList<>();
        Request request = new EntryRequest<>(
                Rtm.RTM_GETNEIGHTBL, 0, family, NeighbourTableCodec::encodeDump, "ip ntable show family");
        Gathering<NeighbourTable> answer = new Gathering<>(
                tables,
                NeighbourTables::decode,
                table -> family.equals(AddressFamily.UNSPEC) || table.family().equals(family));
        conversation.dump(request, timeout, answer, 0);
        return tables;
    }

    /** The table of one family as a whole, with the parameters new interfaces begin with. */
    public Optional<NeighbourTable> get(AddressFamily family) {
        return list(family).stream()
                .filter(table -> table.interfaceIndex().isEmpty())
                .findFirst();
    }

    /** The parameters of one interface; absent where it has none. The kernel lists all of them for it. */
    public Optional<NeighbourTable> get(AddressFamily family, int interfaceIndex) {
        return list(family).stream()
                .filter(table -> table.interfaceIndex().orElse(0) == interfaceIndex)
                .findFirst();
    }

    /**
     * Changes a table; ENOENT where there is no such table or interface, and outside the first namespace for all but the
     * parameters of an interface.
     */
    public void change(NeighbourTableChange change) {
        conversation.execute(changing(change), timeout);
    }

    static Request changing(NeighbourTableChange change) {
        return new EntryRequest<>(
                Rtm.RTM_SETNEIGHTBL, 0, change, NeighbourTableCodec::encodeRequest, "ip ntable change");
    }

    private static @Nullable NeighbourTable decode(MessageReader message) throws DecodeException {
        return message.type() == Rtm.RTM_NEWNEIGHTBL ? NeighbourTableCodec.decode(message) : null;
    }
}
