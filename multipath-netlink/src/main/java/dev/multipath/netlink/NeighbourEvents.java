package dev.multipath.netlink;

import dev.multipath.netlink.model.FdbEntry;
import dev.multipath.netlink.model.GroupAddress;
import dev.multipath.netlink.model.KernelObject;
import dev.multipath.netlink.model.NeighbourTable;
import dev.multipath.netlink.model.RawMessage;
import dev.multipath.netlink.wire.MessageReader;
import org.jspecify.annotations.Nullable;

/** What a notification about forwarding entries, groups and neighbour tables tells. */
final class NeighbourEvents {
    private NeighbourEvents() {}

    /**
     * The event of an object.
     *
     * @param removed whether it is gone
     * @return null for another object
     */
    static @Nullable RtEvent of(KernelObject object, MessageReader message, boolean removed) {
        int sender = message.portId();
        if (object instanceof FdbEntry entry) {
            return removed ? new RtEvent.FdbRemoved(entry, sender) : new RtEvent.FdbChanged(entry, sender);
        }
        if (object instanceof GroupAddress group) {
            return removed
                    ? new RtEvent.GroupAddressRemoved(group, sender)
                    : new RtEvent.GroupAddressAdded(group, sender);
        }
        // No kernel so far tells of one.
        return object instanceof NeighbourTable
                ? new RtEvent.Other(new RawMessage(message.type(), message.toBytes()), sender)
                : null;
    }
}
