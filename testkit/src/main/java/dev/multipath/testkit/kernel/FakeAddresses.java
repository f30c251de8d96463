package dev.multipath.testkit.kernel;

import static dev.multipath.netlink.wire.NetlinkHeader.NLM_F_EXCL;
import static dev.multipath.netlink.wire.NetlinkHeader.NLM_F_REPLACE;

import dev.multipath.netlink.codec.AddressCodec;
import dev.multipath.netlink.codec.Ifa;
import dev.multipath.netlink.codec.Rtm;
import dev.multipath.netlink.codec.Rtnlgrp;
import dev.multipath.netlink.model.Address;
import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.netlink.model.IpAddress;
import dev.multipath.netlink.transport.Errno;
import dev.multipath.netlink.wire.AttributeWriter;
import dev.multipath.netlink.wire.DecodeException;
import dev.multipath.netlink.wire.MessageReader;
import dev.multipath.netlink.wire.MessageWriter;
import dev.multipath.netlink.wire.NativeOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The addresses of the fake kernel's interfaces, in the order in which they were added. Their routes are the
 * {@link Listener}'s business. An IPv6 address that was not added with NODAD stays tentative until
 * {@link #finishDuplicateDetection()}.
 */
final class FakeAddresses {
    /** {@code IFA_F_SECONDARY}; the same bit means TEMPORARY on IPv6. */
    static final long SECONDARY = 1;

    private static final long FOREVER = 0xffff_ffffL;

    /** What routes are told about addresses: the kernel's inetaddr and inet6addr notifier chains. */
    interface Listener {
        void added(Address address);

        void removed(Address address);
    }

    private final Notices notices;
    private final FakeLinks links;
    private final Listener listener;
    private final List<Address> addresses = new ArrayList<>();
    private long changes;

    FakeAddresses(Notices notices, FakeLinks links, Listener listener) {
        this.notices = notices;
        this.links = links;
        this.listener = listener;
    }

    long changes() {
        return changes;
    }

    /** All of one family, or of both for {@link AddressFamily#UNSPEC}; of one interface, or of all for index 0. */
    List<Address> list(AddressFamily family, int interfaceIndex) {
        List<Address> selected = new ArrayList<>();
        for (FakeLink link : links.all()) {
            for (Address address : addresses) {
                boolean wanted =
                        family.equals(AddressFamily.UNSPEC) || address.family().equals(family);
                boolean here = interfaceIndex == 0 || interfaceIndex == link.index;
                if (wanted && here && address.interfaceIndex() == link.index) {
                    selected.add(address);
                }
            }
        }
        return selected;
    }

    /** Whether some interface, or this one unless 0, has the address. */
    boolean isLocal(IpAddress address, int interfaceIndex) {
        return find(address, interfaceIndex).isPresent();
    }

    /** Whether it is one of ours and may be used. */
    boolean isUsable(IpAddress address, int interfaceIndex) {
        return find(address, interfaceIndex)
                .filter(found -> !found.isTentative())
                .isPresent();
    }

    Optional<Address> find(IpAddress address, int interfaceIndex) {
        for (Address each : addresses) {
            if (each.local().equals(address) && (interfaceIndex == 0 || each.interfaceIndex() == interfaceIndex)) {
                return Optional.of(each);
            }
        }
        return Optional.empty();
    }

    /** {@code RTM_NEWADDR}. */
    void add(int flags, MessageReader request) throws Refusal, DecodeException {
        Address wish = AddressCodec.decode(request);
        boolean ipv4 = wish.local().isIpv4();
        if (links.find(wish.interfaceIndex()) == null) {
            throw new Refusal(Errno.ENODEV, ipv4 ? "ipv4: Device not found" : "");
        }
        Optional<Address> same = addresses.stream()
                .filter(each -> each.interfaceIndex() == wish.interfaceIndex()
                        && each.local().equals(wish.local())
                        && (!ipv4 || each.onLinkPrefix().equals(wish.onLinkPrefix())))
                .findFirst();
        if (same.isPresent()) {
            if ((flags & NLM_F_EXCL) != 0 || (flags & NLM_F_REPLACE) == 0) {
                throw new Refusal(Errno.EEXIST, ipv4 ? "ipv4: Address already assigned" : "address already assigned");
            }
            tell(same.get(), Rtm.RTM_NEWADDR, true);
            return;
        }
        insert(wish, true);
    }

    /** {@code RTM_DELADDR}. */
    void delete(MessageReader request) throws Refusal, DecodeException {
        Address wish = AddressCodec.decode(request);
        boolean ipv4 = wish.local().isIpv4();
        if (links.find(wish.interfaceIndex()) == null) {
            throw new Refusal(Errno.ENODEV, ipv4 ? "ipv4: Device not found" : "Unable to find the interface");
        }
        for (Address each : addresses) {
            if (each.interfaceIndex() == wish.interfaceIndex()
                    && each.local().equals(wish.local())
                    && each.prefixLength() == wish.prefixLength()) {
                remove(each, true);
                return;
            }
        }
        throw new Refusal(Errno.EADDRNOTAVAIL, ipv4 ? "ipv4: Address not found" : "address not found");
    }

    /** Adds one of the kernel's own: 127.0.0.1, ::1, fe80::…. */
    void insert(Address address, boolean requested) {
        boolean ipv4 = address.local().isIpv4();
        long flags = address.flags() | Address.PERMANENT;
        if (ipv4 && primaryOf(address).isPresent()) {
            flags |= SECONDARY;
        }
        if (!ipv4 && (address.flags() & Address.NODAD) == 0 && !address.local().isLoopback()) {
            flags |= Address.TENTATIVE;
        }
        Address added = address.flags(flags);
        addresses.add(added);
        changes++;
        tell(added, Rtm.RTM_NEWADDR, requested);
        listener.added(added);
    }

    /** Takes all addresses of a family from an interface, without a request. */
    void flush(AddressFamily family, int interfaceIndex) {
        for (Address address : List.copyOf(addresses)) {
            if (address.interfaceIndex() == interfaceIndex
                    && address.family().equals(family)
                    && addresses.contains(address)) {
                remove(address, false);
            }
        }
    }

    /** Makes tentative addresses usable, as the second after their adding would. */
    void finishDuplicateDetection() {
        for (int i = 0; i < addresses.size(); i++) {
            Address address = addresses.get(i);
            if ((address.flags() & Address.TENTATIVE) != 0) {
                Address usable = address.flags(address.flags() & ~Address.TENTATIVE);
                addresses.set(i, usable);
                tell(usable, Rtm.RTM_NEWADDR, false);
            }
        }
    }

    /** The IPv4 address, not a secondary, whose subnet holds this one. */
    Optional<Address> primaryOf(Address address) {
        for (Address each : addresses) {
            if (each.local().isIpv4()
                    && each.interfaceIndex() == address.interfaceIndex()
                    && (each.flags() & SECONDARY) == 0
                    && each.onLinkPrefix().equals(address.onLinkPrefix())) {
                return Optional.of(each);
            }
        }
        return Optional.empty();
    }

    private void remove(Address address, boolean requested) {
        boolean primary = address.local().isIpv4() && (address.flags() & SECONDARY) == 0;
        if (primary) {
            // promote_secondaries is off.
            for (Address each : List.copyOf(addresses)) {
                if (each.interfaceIndex() == address.interfaceIndex()
                        && each.local().isIpv4()
                        && (each.flags() & SECONDARY) != 0
                        && each.onLinkPrefix().equals(address.onLinkPrefix())) {
                    drop(each, requested);
                }
            }
        }
        drop(address, requested);
    }

    private void drop(Address address, boolean requested) {
        addresses.remove(address);
        changes++;
        tell(address, Rtm.RTM_DELADDR, requested);
        listener.removed(address);
    }

    private void tell(Address address, int type, boolean requested) {
        boolean ipv4 = address.local().isIpv4();
        int group = ipv4 ? Rtnlgrp.RTNLGRP_IPV4_IFADDR : Rtnlgrp.RTNLGRP_IPV6_IFADDR;
        // The kernel signs notifications of IPv6 addresses itself.
        notices.add(group, requested && ipv4, type, 0, message -> write(address, message));
    }

    /** As {@code RTM_NEWADDR} and {@code RTM_DELADDR} show it. */
    void write(Address address, MessageWriter message) {
        AddressCodec.encode(address, message);
        AttributeWriter out = message.attributes();
        FakeLink link = links.find(address.interfaceIndex());
        if (address.local().isIpv4() && address.label().isEmpty() && link != null) {
            out.string(Ifa.IFA_LABEL, link.name);
        }
        if (address.lifetime().isEmpty()) {
            int mark = out.open(Ifa.IFA_CACHEINFO);
            NativeOrder.write32(out.out(), (int) FOREVER);
            NativeOrder.write32(out.out(), (int) FOREVER);
            NativeOrder.write64(out.out(), 0);
            out.close(mark);
        }
    }
}
