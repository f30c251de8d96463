package dev.multipath.testkit.kernel;

import static dev.multipath.netlink.wire.NetlinkHeader.NLM_F_EXCL;
import static dev.multipath.netlink.wire.NetlinkHeader.NLM_F_REPLACE;

import dev.multipath.netlink.codec.AddressCodec;
import dev.multipath.netlink.codec.Ifa;
import dev.multipath.netlink.codec.Rtm;
import dev.multipath.netlink.codec.Rtnlgrp;
import dev.multipath.netlink.model.Address;
import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.netlink.model.AddressLifetime;
import dev.multipath.netlink.model.IpAddress;
import dev.multipath.netlink.transport.Errno;
import dev.multipath.netlink.wire.DecodeException;
import dev.multipath.netlink.wire.MessageReader;
import dev.multipath.netlink.wire.MessageWriter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The addresses of the fake kernel's interfaces, in the order in which they were added. Their routes are the
 * {@link Listener}'s business. An IPv6 address that was not added with NODAD stays tentative for a second, or until
 * {@link #finishDuplicateDetection()}. Its lifetime counts from when it was last set.
 */
final class FakeAddresses {
    /** {@code IFA_F_SECONDARY}; the same bit means TEMPORARY on IPv6. */
    static final long SECONDARY = 1;

    private static final long DETECTION = 1_000_000_000L;
    private static final long SECOND = 1_000_000_000L;
    private static final int TICKS_A_SECOND = 100;

    /** What routes are told about addresses: the kernel's inetaddr and inet6addr notifier chains. */
    interface Listener {
        void added(Address address);

        void removed(Address address);

        /** Its lifetime is another now. */
        void renewed(Address address);
    }

    private final Notices notices;
    private final FakeLinks links;
    private final Listener listener;
    private final FakeClock clock;
    private final List<Address> addresses = new ArrayList<>();
    /** Until when those under duplicate address detection are tentative. */
    private final Map<Place, Long> tentative = new HashMap<>();

    private long changes;

    /** An address on its interface. */
    private record Place(int device, IpAddress address) {
        static Place of(Address address) {
            return new Place(address.interfaceIndex(), address.local());
        }
    }

    FakeAddresses(Notices notices, FakeLinks links, Listener listener, FakeClock clock) {
        this.notices = notices;
        this.links = links;
        this.listener = listener;
        this.clock = clock;
    }

    void copyFrom(FakeAddresses other) {
        addresses.clear();
        addresses.addAll(other.addresses);
        tentative.clear();
        tentative.putAll(other.tentative);
        changes = other.changes;
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
            Address renewed = lasting(same.get().flags(same.get().flags() & ~Address.DEPRECATED), wish.lifetime());
            addresses.set(addresses.indexOf(same.get()), renewed);
            tell(renewed, Rtm.RTM_NEWADDR, true);
            listener.renewed(renewed);
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
        long flags = address.flags();
        if (ipv4 && primaryOf(address).isPresent()) {
            flags |= SECONDARY;
        }
        if (!ipv4 && (address.flags() & Address.NODAD) == 0 && !address.local().isLoopback()) {
            flags |= Address.TENTATIVE;
            tentative.put(Place.of(address), clock.after(DETECTION));
        }
        Address added = lasting(address.flags(flags), address.lifetime());
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

    /** With a lifetime that begins now; without one, or with one that never ends, permanent. */
    private Address lasting(Address address, Optional<AddressLifetime> wish) {
        boolean ends = wish.isPresent() && wish.get().valid() != AddressLifetime.FOREVER;
        long flags = address.flags() & ~Address.PERMANENT;
        long now = clock.now() / FakeClock.TICK;
        AddressLifetime lifetime =
                wish.orElse(new AddressLifetime(AddressLifetime.FOREVER, AddressLifetime.FOREVER, 0, 0));
        return address.flags(ends ? flags : flags | Address.PERMANENT)
                .lifetime(new AddressLifetime(lifetime.preferred(), lifetime.valid(), now, now));
    }

    /** Makes tentative addresses usable, as the second after their adding would. */
    void finishDuplicateDetection() {
        finishDuplicateDetection(FakeClock.NEVER);
    }

    private void finishDuplicateDetection(long before) {
        for (int i = 0; i < addresses.size(); i++) {
            Address address = addresses.get(i);
            boolean due = tentative.getOrDefault(Place.of(address), 0L) <= before;
            if ((address.flags() & Address.TENTATIVE) != 0 && due) {
                Address usable = address.flags(address.flags() & ~Address.TENTATIVE);
                addresses.set(i, usable);
                tentative.remove(Place.of(address));
                tell(usable, Rtm.RTM_NEWADDR, false);
            }
        }
    }

    long nextDeadline() {
        long next = tentative.values().stream().mapToLong(Long::longValue).min().orElse(FakeClock.NEVER);
        for (Address address : addresses) {
            next = Math.min(next, Math.min(preferredUntil(address), validUntil(address)));
        }
        return next;
    }

    /** Ends what has lasted long enough: tentative, preferred and valid times. */
    void expire() {
        finishDuplicateDetection(clock.now());
        for (Address address : List.copyOf(addresses)) {
            if (validUntil(address) <= clock.now()) {
                if (addresses.contains(address)) {
                    remove(address, false);
                }
            } else if (preferredUntil(address) <= clock.now()) {
                Address deprecated = address.flags(address.flags() | Address.DEPRECATED);
                addresses.set(addresses.indexOf(address), deprecated);
                tell(deprecated, Rtm.RTM_NEWADDR, false);
            }
        }
    }

    private static long preferredUntil(Address address) {
        return (address.flags() & Address.DEPRECATED) != 0 || address.lifetime().isEmpty()
                ? FakeClock.NEVER
                : until(address.lifetime().get().preferred(), address.lifetime().get());
    }

    /** When it goes by itself. */
    static long validUntil(Address address) {
        return address.lifetime().isEmpty()
                ? FakeClock.NEVER
                : until(address.lifetime().get().valid(), address.lifetime().get());
    }

    private static long until(long seconds, AddressLifetime lifetime) {
        return seconds == AddressLifetime.FOREVER
                ? FakeClock.NEVER
                : lifetime.updated() * FakeClock.TICK + seconds * SECOND;
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

    /** What a sender without one of its own gets: one whose subnet holds the next hop, else the device's first. */
    Optional<IpAddress> source(int device, IpAddress next) {
        Optional<IpAddress> first = Optional.empty();
        for (Address address : list(next.family(), device)) {
            if (address.isTentative() || (address.local().isLinkLocal() && !next.isLinkLocal())) {
                continue;
            }
            if (address.onLinkPrefix().contains(next)) {
                return Optional.of(address.local());
            }
            first = first.isPresent() ? first : Optional.of(address.local());
        }
        return first;
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
        tentative.remove(Place.of(address));
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
        AddressCodec.encode(shown(address), message);
        FakeLink link = links.find(address.interfaceIndex());
        if (address.local().isIpv4() && address.label().isEmpty() && link != null) {
            message.attributes().string(Ifa.IFA_LABEL, link.name);
        }
    }

    /** With what is left of its lifetime, in whole seconds. */
    private Address shown(Address address) {
        if (address.lifetime().isEmpty()) {
            return address;
        }
        AddressLifetime whole = address.lifetime().get();
        long age = (clock.now() / FakeClock.TICK - whole.updated()) / TICKS_A_SECOND;
        return address.lifetime(new AddressLifetime(
                left(whole.preferred(), age), left(whole.valid(), age), whole.created(), whole.updated()));
    }

    private static long left(long seconds, long age) {
        return seconds == AddressLifetime.FOREVER ? seconds : Math.max(0, seconds - age);
    }
}
