package dev.multipath.netlink;

import static dev.multipath.netlink.wire.NetlinkHeader.NLM_F_CREATE;
import static dev.multipath.netlink.wire.NetlinkHeader.NLM_F_EXCL;
import static dev.multipath.netlink.wire.NetlinkHeader.NLM_F_REPLACE;

import dev.multipath.netlink.codec.AddressCodec;
import dev.multipath.netlink.codec.GroupAddressCodec;
import dev.multipath.netlink.codec.Rtm;
import dev.multipath.netlink.model.Address;
import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.netlink.model.GroupAddress;
import dev.multipath.netlink.transport.Errno;
import dev.multipath.netlink.wire.DecodeException;
import dev.multipath.netlink.wire.MessageReader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Addresses of interfaces: {@code ip address}.
 *
 * <p>Every method throws a {@link NetlinkException} when the kernel refuses or cannot be asked.
 *
 * @see <a href="https://man7.org/linux/man-pages/man8/ip-address.8.html">ip-address(8)</a>
 */
public final class Addresses {
    private static final List<AddressFamily> FAMILIES = List.of(AddressFamily.INET, AddressFamily.INET6);

    private final Conversation conversation;
    private final Duration timeout;

    Addresses(Conversation conversation, Duration timeout) {
        this.conversation = conversation;
        this.timeout = timeout;
    }

    /** Every IPv4 and IPv6 address. */
    public List<Address> list() {
        return list(AddressFilter.ALL);
    }

    /** The addresses a filter lets through, IPv4 first; none for an interface that is gone. */
    public List<Address> list(AddressFilter filter) {
        List<Address> addresses = new ArrayList<>();
        for (AddressFamily family : FAMILIES) {
            list(Rtm.RTM_GETADDR, family, filter, new Gathering<>(addresses, Addresses::decode, filter::matches));
        }
        return addresses;
    }

    /**
     * Shows the addresses a filter lets through to a visitor, one by one, IPv4 first; none is kept.
     *
     * <p>The deadline covers the whole walk, the visitor's own time included. Other threads' requests on this handle wait;
     * for a long walk open another handle.
     *
     * @throws NetlinkException.DumpInterrupted at the end, when changes disturbed the walk and the visitor does not start
     *     over
     */
    public void walk(AddressFilter filter, Visitor<? super Address> visitor) {
        List<Request> requests = new ArrayList<>(2);
        for (AddressFamily family : FAMILIES) {
            if (filter.family().isEmpty() || filter.family().get().equals(family)) {
                requests.add(new AddressRequest.Dump(Rtm.RTM_GETADDR, family, filter));
            }
        }
        Walk<Address> walk = new Walk<>(Addresses::decode, filter::matches, visitor);
        conversation.dump(requests, timeout, walk, absent(filter), 0);
    }

    /**
     * The address an interface has where this one would be: of its own part, and on IPv4 also its peer's or its length.
     *
     * @return empty where there is none, or no such interface
     */
    public Optional<Address> get(Address key) {
        Gathering<Address> answer =
                new Gathering<>(new ArrayList<>(1), Addresses::decode, address -> isSame(key, address));
        if (key.local().isIpv6()) {
            conversation.get(new AddressRequest.Get(key), timeout, answer, Errno.EADDRNOTAVAIL.value());
        } else {
            list(Rtm.RTM_GETADDR, key.family(), AddressFilter.of(key.interfaceIndex()), answer);
        }
        return answer.first();
    }

    /** The multicast groups interfaces have joined, IPv4 first; EOPNOTSUPP for those of IPv4 before Linux 6.14. */
    public List<GroupAddress> multicast(AddressFilter filter) {
        List<GroupAddress> groups = new ArrayList<>();
        for (AddressFamily family : FAMILIES) {
            list(Rtm.RTM_GETMULTICAST, family, filter, groups(groups, filter, GroupAddress.Kind.MULTICAST));
        }
        return groups;
    }

    /** The IPv6 anycast addresses interfaces serve; IPv4 has none. */
    public List<GroupAddress> anycast(AddressFilter filter) {
        List<GroupAddress> groups = new ArrayList<>();
        AddressFamily family = AddressFamily.INET6;
        list(Rtm.RTM_GETANYCAST, family, filter, groups(groups, filter, GroupAddress.Kind.ANYCAST));
        return groups;
    }

    /** Adds an address: refused with EEXIST where the interface has it with the same prefix length. */
    public void add(Address address) {
        conversation.execute(addition(address), timeout);
    }

    /** Adds an address, or changes lifetime, flags and metric of the one there is. */
    public void replace(Address address) {
        conversation.execute(replacement(address), timeout);
    }

    /** Like {@link #add}, but false where the interface has the address. */
    public boolean addIfAbsent(Address address) {
        return conversation.execute(addition(address), timeout, Errno.EEXIST.value(), 0);
    }

    /** Deletes an address; EADDRNOTAVAIL where the interface lacks it, ENODEV where there is no interface. */
    public void delete(Address address) {
        conversation.execute(deletion(address), timeout);
    }

    /** Like {@link #delete}, but false where the interface lacks the address, or is gone itself. */
    public boolean deleteIfPresent(Address address) {
        return conversation.execute(deletion(address), timeout, Errno.EADDRNOTAVAIL.value(), Errno.ENODEV.value());
    }

    private void list(int type, AddressFamily family, AddressFilter filter, Sink sink) {
        if (filter.family().isPresent() && !filter.family().get().equals(family)) {
            return;
        }
        conversation.dump(new AddressRequest.Dump(type, family, filter), timeout, sink, absent(filter));
    }

    /** What the kernel says of an interface that is gone. */
    private static int absent(AddressFilter filter) {
        return filter.interfaceIndex().isPresent() ? Errno.ENODEV.value() : 0;
    }

    static Request addition(Address address) {
        return new AddressRequest.Change(Rtm.RTM_NEWADDR, NLM_F_CREATE | NLM_F_EXCL, address, "add");
    }

    static Request replacement(Address address) {
        return new AddressRequest.Change(Rtm.RTM_NEWADDR, NLM_F_CREATE | NLM_F_REPLACE, address, "replace");
    }

    static Request deletion(Address address) {
        return new AddressRequest.Change(Rtm.RTM_DELADDR, 0, address, "delete");
    }

    private static boolean isSame(Address key, Address address) {
        return key.interfaceIndex() == address.interfaceIndex()
                && key.local().equals(address.local())
                && (key.local().isIpv6()
                        || (key.prefixLength() == address.prefixLength()
                                && key.onLinkPrefix().equals(address.onLinkPrefix())));
    }

    private static @Nullable Address decode(MessageReader message) throws DecodeException {
        boolean about = message.type() == Rtm.RTM_NEWADDR && AddressCodec.isTyped(message);
        return about ? AddressCodec.decode(message) : null;
    }

    private static Sink groups(List<GroupAddress> into, AddressFilter filter, GroupAddress.Kind kind) {
        return new Gathering<>(
                into,
                message -> GroupAddressCodec.isTyped(message) ? GroupAddressCodec.decode(message) : null,
                group -> group.kind() == kind && filter.matches(group));
    }
}
