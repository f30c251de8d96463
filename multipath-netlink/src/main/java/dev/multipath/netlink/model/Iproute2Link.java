package dev.multipath.netlink.model;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Renders links, and requests about them, in the words of {@code ip link}. */
public final class Iproute2Link {
    private Iproute2Link() {}

    /** One line: number, name, state, MTU, then master, parent, kind and port with their options. */
    static String link(Link link) {
        StringBuilder out = new StringBuilder(96);
        out.append(link.index()).append(": ").append(link.name());
        out.append(link.isUp() ? " up" : " down").append(link.carrier() ? "" : " no-carrier");
        out.append(" mtu ").append(link.mtu());
        index(out, " master ", link.master());
        if (link.parent().orElse(0) != 0) {
            index(out, " link ", link.parent());
        }
        if (link.group() != 0) {
            out.append(" group ").append(link.group());
        }
        link.alias().ifPresent(alias -> out.append(" alias ").append(alias));
        for (String name : link.alternativeNames()) {
            out.append(" altname ").append(name);
        }
        info(out, link.info());
        return out.toString();
    }

    /** {@code ip link add …}, or {@code ip tuntap add …}. */
    public static String add(NewLink link) {
        if (link.info().kind().orElse(null) instanceof LinkKind.Tun tun) {
            return addTun(link, tun.attributes());
        }
        StringBuilder out = new StringBuilder("ip link add");
        index(out, " link ", link.parent());
        out.append(link.parent().isPresent() ? " name " : " ").append(link.name());
        if (link.index() != 0) {
            out.append(" index ").append(link.index());
        }
        common(out, link);
        info(out, link.info());
        link.peer().ifPresent(peer -> {
            out.append(" peer name ").append(peer.name());
            common(out, peer);
        });
        return out.toString();
    }

    /** What is only reported, and what is not said there, is left out. */
    private static String addTun(NewLink link, Attributes tun) {
        StringBuilder out = new StringBuilder("ip tuntap add dev ").append(link.name());
        tun.get(TunAttributes.TUN_TYPE)
                .flatMap(TunAttributes.TUN_TYPE::valueName)
                .ifPresent(mode -> out.append(" mode ").append(mode));
        tun.get(TunAttributes.TUN_OWNER).ifPresent(user -> out.append(" user ").append(user));
        tun.get(TunAttributes.TUN_GROUP)
                .ifPresent(group -> out.append(" group ").append(group));
        for (Attribute<Boolean> on :
                List.of(TunAttributes.TUN_PI, TunAttributes.TUN_VNET_HDR, TunAttributes.TUN_MULTI_QUEUE)) {
            if (tun.get(on).orElse(false)) {
                out.append(' ').append(on.word());
            }
        }
        return out.toString();
    }

    /** {@code ip link set ifINDEX …}. */
    public static String set(int index, LinkChange change) {
        StringBuilder out = new StringBuilder("ip link set if").append(index);
        flags(out, change.flags());
        change.name().ifPresent(name -> out.append(" name ").append(name));
        change.mtu().ifPresent(mtu -> out.append(" mtu ").append(mtu));
        change.hardwareAddress().ifPresent(address -> out.append(" address ").append(address));
        change.master().ifPresent(master -> out.append(master == 0 ? " nomaster" : " master if" + master));
        change.netNsFd()
                .ifPresent(descriptor -> out.append(" netns /proc/self/fd/").append(descriptor));
        attributes(out, change.attributes());
        info(out, change.info());
        return out.toString();
    }

    /** {@code ip link show …}. */
    public static String show(LinkFilter filter) {
        StringBuilder out = new StringBuilder("ip");
        if (filter.withStatistics().equals(filter)) {
            out.append(" -s");
        }
        out.append(" link show");
        index(out, " master ", filter.master());
        filter.kind().ifPresent(kind -> out.append(" type ").append(kind));
        filter.namespace().ifPresent(id -> out.append(" target-nsid ").append(id));
        return out.toString();
    }

    private static void common(StringBuilder out, NewLink link) {
        link.hardwareAddress().ifPresent(address -> out.append(" address ").append(address));
        link.mtu().ifPresent(mtu -> out.append(" mtu ").append(mtu));
        link.netNsFd()
                .ifPresent(descriptor -> out.append(" netns /proc/self/fd/").append(descriptor));
        attributes(out, link.attributes());
        out.append(link.up() ? " up" : "");
    }

    private static void info(StringBuilder out, LinkInfo info) {
        Optional<LinkKind> kind = info.kind();
        if (kind.isPresent()) {
            out.append(" type ").append(kind.get().name());
            attributes(out, kind.get().attributes());
        }
        Optional<LinkPort> port = info.port();
        if (port.isPresent()) {
            out.append(" type ").append(port.get().masterKind()).append("_slave");
            attributes(out, port.get().attributes());
        }
    }

    /** Those with words; what is raw has none, and may be long. */
    private static void attributes(StringBuilder out, Attributes attributes) {
        if (!attributes.values().isEmpty()) {
            out.append(' ').append(Iproute2Attributes.text(attributes.unknown(UnknownAttributes.NONE)));
        }
    }

    private static void flags(StringBuilder out, ChangedFlags flags) {
        flag(out, flags, Link.UP, " up", " down");
        flag(out, flags, Link.NOARP, " arp off", " arp on");
        flag(out, flags, Link.MULTICAST, " multicast on", " multicast off");
        flag(out, flags, Link.ALLMULTI, " allmulticast on", " allmulticast off");
        flag(out, flags, Link.PROMISC, " promisc on", " promisc off");
        flag(out, flags, Link.NOTRAILERS, " trailers off", " trailers on");
        flag(out, flags, Link.DYNAMIC, " dynamic on", " dynamic off");
    }

    private static void flag(StringBuilder out, ChangedFlags flags, long flag, String on, String off) {
        if ((flags.mask() & flag) != 0) {
            out.append((flags.flags() & flag) != 0 ? on : off);
        }
    }

    private static void index(StringBuilder out, String word, OptionalInt index) {
        if (index.isPresent()) {
            out.append(word).append(InterfaceNames.NUMBERS.nameOf(index.getAsInt()));
        }
    }
}
