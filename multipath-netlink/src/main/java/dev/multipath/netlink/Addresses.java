package dev.multipath.netlink;

import static dev.multipath.netlink.wire.NetlinkHeader.NLM_F_CREATE;
import static dev.multipath.netlink.wire.NetlinkHeader.NLM_F_EXCL;
import static dev.multipath.netlink.wire.NetlinkHeader.NLM_F_REPLACE;

import dev.multipath.netlink.codec.AddressCodec;
import dev.multipath.netlink.codec.Rtm;
import dev.multipath.netlink.model.Address;
import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.netlink.transport.Errno;
import dev.multipath.netlink.wire.DecodeException;
import dev.multipath.netlink.wire.MessageReader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Addresses of interfaces: {@code ip address}.
 *
 * <p>Every method throws a {@link NetlinkException} when the kernel refuses or cannot be asked.
 *
 * @see <a href="https://man7.org/linux/man-pages/man8/ip-address.8.html">ip-address(8)</a>
 */
public final class Addresses {
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
        Optional<AddressFamily> family = filter.family();
        if (family.isEmpty() || family.get().value() == AddressFamily.INET.value()) {
            list(AddressFamily.INET, filter, addresses);
        }
        if (family.isEmpty() || family.get().value() == AddressFamily.INET6.value()) {
            list(AddressFamily.INET6, filter, addresses);
        }
        return addresses;
    }

    /** Adds an address: refused with EEXIST where the interface has it with the same prefix length. */
    public void add(Address address) {
        conversation.execute(addition(address), timeout);
    }

    /** Adds an address, or changes lifetime, flags and metric of the one there is. */
    public void replace(Address address) {
        int flags = NLM_F_CREATE | NLM_F_REPLACE;
        conversation.execute(new AddressRequest.Change(Rtm.RTM_NEWADDR, flags, address, "replace"), timeout);
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

    private void list(AddressFamily family, AddressFilter filter, List<Address> into) {
        Request request =
                new AddressRequest.Dump(family, filter.interfaceIndex().orElse(0));
        int absent = filter.interfaceIndex().isPresent() ? Errno.ENODEV.value() : 0;
        conversation.dump(request, timeout, new Collector(filter, into), absent);
    }

    static Request addition(Address address) {
        return new AddressRequest.Change(Rtm.RTM_NEWADDR, NLM_F_CREATE | NLM_F_EXCL, address, "add");
    }

    static Request deletion(Address address) {
        return new AddressRequest.Change(Rtm.RTM_DELADDR, 0, address, "delete");
    }

    private static final class Collector implements Sink {
        private final AddressFilter filter;
        private final List<Address> addresses;
        private final int before;

        Collector(AddressFilter filter, List<Address> addresses) {
            this.filter = filter;
            this.addresses = addresses;
            this.before = addresses.size();
        }

        @Override
        public void restart() {
            addresses.subList(before, addresses.size()).clear();
        }

        @Override
        public void accept(MessageReader message) throws DecodeException {
            if (message.type() != Rtm.RTM_NEWADDR || !AddressCodec.isTyped(message)) {
                return;
            }
            Address address = AddressCodec.decode(message);
            if (filter.matches(address)) {
                addresses.add(address);
            }
        }
    }
}
