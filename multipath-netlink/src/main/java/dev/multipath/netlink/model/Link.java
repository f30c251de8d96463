package dev.multipath.netlink.model;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A network interface as the kernel reports it ({@code struct ifinfomsg} and its {@code IFLA_*} attributes).
 *
 * @param index {@code ifi_index}, above 0; a re-created interface has another
 * @param name {@code IFLA_IFNAME}, at most 15 bytes
 * @param type {@code ifi_type}, ARPHRD_*: 1 Ethernet, 512 PPP, 772 loopback, 65534 tun
 * @param flags {@code ifi_flags}, IFF_*: see the constants here
 * @param mtu {@code IFLA_MTU}, bytes
 * @param carrier {@code IFLA_CARRIER}: whether there is a signal, looked up at the moment of the answer
 * @param operState {@code IFLA_OPERSTATE}, RFC 2863: 0 unknown, 2 down, 3 lower layer down, 5 dormant, 6 up
 * @param hardwareAddress {@code IFLA_ADDRESS}
 * @param master {@code IFLA_MASTER}: index of the bridge, bond or VRF it belongs to
 * @param parent {@code IFLA_LINK}: index of the lower device or the veth peer
 * @param info {@code IFLA_LINKINFO}: its kind, and what it has from its master
 * @param attributes everything else: {@link LinkAttributes}
 * @see <a href="https://man7.org/linux/man-pages/man8/ip-link.8.html">ip-link(8)</a>, linux/if_link.h
 */
public record Link(
        int index,
        String name,
        int type,
        long flags,
        long mtu,
        boolean carrier,
        int operState,
        Optional<HardwareAddress> hardwareAddress,
        OptionalInt master,
        OptionalInt parent,
        LinkInfo info,
        Attributes attributes)
        implements KernelObject {

    /** {@code IFF_UP}: administratively up. */
    public static final long UP = 0x1;
    /** {@code IFF_BROADCAST}. */
    public static final long BROADCAST = 0x2;
    /** {@code IFF_LOOPBACK}. */
    public static final long LOOPBACK = 0x8;
    /** {@code IFF_POINTOPOINT}. */
    public static final long POINTOPOINT = 0x10;
    /** {@code IFF_NOTRAILERS}. */
    public static final long NOTRAILERS = 0x20;
    /** {@code IFF_RUNNING}: up and with carrier, as of the last link watch run. */
    public static final long RUNNING = 0x40;
    /** {@code IFF_NOARP}. */
    public static final long NOARP = 0x80;

    /** {@code IFF_PROMISC}: takes every packet, on someone's demand. */
    public static final long PROMISC = 0x100;
    /** {@code IFF_ALLMULTI}: takes every multicast packet, on someone's demand. */
    public static final long ALLMULTI = 0x200;
    /** {@code IFF_MULTICAST}. */
    public static final long MULTICAST = 0x1000;
    /** {@code IFF_DYNAMIC}: its addresses go when it goes down. */
    public static final long DYNAMIC = 0x8000;
    /** {@code IFF_LOWER_UP}: it is up and the driver signals carrier, as of the moment of the message. */
    public static final long LOWER_UP = 0x10000;

    private static final List<Attribute<?>> ELSEWHERE = List.of(
            LinkAttributes.ADDRESS,
            LinkAttributes.IFNAME,
            LinkAttributes.MTU,
            LinkAttributes.LINK,
            LinkAttributes.MASTER,
            LinkAttributes.OPERSTATE,
            LinkAttributes.CARRIER);

    /** @throws IllegalArgumentException for a number its field does not hold, and for attributes that do not belong here */
    public Link {
        OpenNumber.check(type, 0xffff, "link type");
        OpenNumber.check(flags, 0xffff_ffffL, "link flags");
        OpenNumber.check(mtu, 0xffff_ffffL, "MTU");
        OpenNumber.check(operState, 0xff, "operational state");
        require(attributes, ELSEWHERE, "a link");
    }

    /** One without anything uncommon. */
    public Link(
            int index,
            String name,
            int type,
            long flags,
            long mtu,
            boolean carrier,
            int operState,
            Optional<HardwareAddress> hardwareAddress,
            OptionalInt master,
            OptionalInt parent,
            Optional<String> kind,
            UnknownAttributes unknown) {
        this(
                index,
                name,
                type,
                flags,
                mtu,
                carrier,
                operState,
                hardwareAddress,
                master,
                parent,
                kind.isEmpty() ? LinkInfo.NONE : LinkInfo.of(LinkKind.of(kind.get(), Attributes.NONE)),
                Attributes.raw(unknown));
    }

    static void require(Attributes attributes, List<Attribute<?>> elsewhere, String where) {
        attributes.requireSet(LinkAttributes.ALL, where);
        for (Attribute<?> key : elsewhere) {
            if (attributes.has(key)) {
                throw new IllegalArgumentException(key + " has a place of its own in " + where);
            }
        }
    }

    /** Whether it is administratively up. */
    public boolean isUp() {
        return (flags & UP) != 0;
    }

    /** Whether it leads back to this machine. */
    public boolean isLoopback() {
        return (flags & LOOPBACK) != 0;
    }

    /** Whether there is one other end only, as on a PPP link. */
    public boolean isPointToPoint() {
        return (flags & POINTOPOINT) != 0;
    }

    /** {@code IFLA_INFO_KIND}: veth, bridge, …; absent for hardware. */
    public Optional<String> kind() {
        return info.kind().map(LinkKind::name);
    }

    /** Its kind with what such a kind has; absent for hardware. */
    public Optional<LinkKind> linkKind() {
        return info.kind();
    }

    /** What it has from belonging to its master. */
    public Optional<LinkPort> port() {
        return info.port();
    }

    /** {@code IFLA_GROUP}: the number of its group, 0 for the default one. */
    public long group() {
        return attributes.get(LinkAttributes.GROUP).orElse(0L);
    }

    /** {@code IFLA_IFALIAS}: its description. */
    public Optional<String> alias() {
        return attributes.get(LinkAttributes.IFALIAS);
    }

    /** {@code IFLA_PROP_LIST}: its other names. */
    public List<String> alternativeNames() {
        return attributes.get(LinkAttributes.PROP_LIST).orElse(List.of());
    }

    /** Its counters; every answer has them. Those of IPv6 must be asked for: {@link LinkFilter#withStatistics()}. */
    public Optional<LinkStatistics> statistics() {
        return attributes.get(LinkAttributes.STATS64).map(LinkStatistics::new);
    }

    /** {@code IFLA_LINK_NETNSID}: the id of the namespace its parent or peer is in, where that is another. */
    public OptionalInt parentNamespace() {
        Optional<Integer> id = attributes.get(LinkAttributes.LINK_NETNSID);
        return id.isPresent() ? OptionalInt.of(id.get()) : OptionalInt.empty();
    }

    /** Attributes without a key, kept. */
    public UnknownAttributes unknown() {
        return attributes.unknown();
    }

    /** The same with these attributes. */
    public Link attributes(Attributes others) {
        return new Link(
                index, name, type, flags, mtu, carrier, operState, hardwareAddress, master, parent, info, others);
    }

    @Override
    public String toString() {
        return Iproute2Link.link(this);
    }
}
