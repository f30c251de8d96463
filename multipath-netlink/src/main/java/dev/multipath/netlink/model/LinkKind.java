package dev.multipath.netlink.model;

import java.util.Optional;

/**
 * What kind of interface it is and what such a kind has: {@code IFLA_INFO_KIND} and {@code IFLA_INFO_DATA}, with the
 * words of {@code ip link add … type KIND}. Hardware has none.
 *
 * <pre>{@code
 * new LinkKind.Vxlan(Attributes.of(VXLAN_ID, 42L).with(VXLAN_PORT, 4789))
 * }</pre>
 */
public sealed interface LinkKind {
    /** {@code IFLA_INFO_KIND}. */
    String name();

    /** What it has; of the set named at each kind. */
    Attributes attributes();

    /**
     * A kind by its name.
     *
     * @throws IllegalArgumentException for attributes of another set
     */
    static LinkKind of(String name, Attributes attributes) {
        return switch (name) {
            case "veth" -> new Veth(Optional.empty(), attributes);
            case "bridge" -> new Bridge(attributes);
            case "vlan" -> new Vlan(attributes);
            case "dummy" -> new Dummy(attributes);
            case "tun" -> new Tun(attributes);
            case "macvlan" -> new Macvlan(attributes);
            case "macvtap" -> new Macvtap(attributes);
            case "vxlan" -> new Vxlan(attributes);
            case "vrf" -> new Vrf(attributes);
            case "bond" -> new Bond(attributes);
            case "wireguard" -> new Wireguard(attributes);
            default -> new Other(name, attributes);
        };
    }

    /** The set a kind's attributes are of; {@link AttributeSet#NONE} where there is none, or none known. */
    static AttributeSet set(String name) {
        return switch (name) {
            case "bridge" -> BridgeAttributes.ALL;
            case "vlan" -> VlanAttributes.ALL;
            case "tun" -> TunAttributes.ALL;
            case "macvlan", "macvtap" -> MacvlanAttributes.ALL;
            case "vxlan" -> VxlanAttributes.ALL;
            case "vrf" -> VrfAttributes.ALL;
            case "bond" -> BondAttributes.ALL;
            default -> AttributeSet.NONE;
        };
    }

    /**
     * One end of a pair of virtual Ethernet devices.
     *
     * @param peer the other end, to be created with it; absent in what the kernel reports
     * @param attributes raw ones only
     */
    record Veth(Optional<NewLink> peer, Attributes attributes) implements LinkKind {
        /** @throws IllegalArgumentException for typed attributes, and for the peer of a peer */
        public Veth {
            attributes.requireSet(AttributeSet.NONE, "veth");
            if (peer.isPresent() && peer.get().peer().isPresent()) {
                throw new IllegalArgumentException("the peer of a peer");
            }
        }

        @Override
        public String name() {
            return "veth";
        }
    }

    /** A bridge: {@link BridgeAttributes}. */
    record Bridge(Attributes attributes) implements LinkKind {
        /** @throws IllegalArgumentException for attributes of another set */
        public Bridge {
            attributes.requireSet(BridgeAttributes.ALL, "bridge");
        }

        @Override
        public String name() {
            return "bridge";
        }
    }

    /** A VLAN of its parent: {@link VlanAttributes}. */
    record Vlan(Attributes attributes) implements LinkKind {
        /** @throws IllegalArgumentException for attributes of another set */
        public Vlan {
            attributes.requireSet(VlanAttributes.ALL, "vlan");
        }

        /** The VLAN with this id, 0..4094. */
        public static Vlan of(int id) {
            return new Vlan(Attributes.of(VlanAttributes.VLAN_ID, id));
        }

        @Override
        public String name() {
            return "vlan";
        }
    }

    /** A device that swallows what it is given; raw attributes only. */
    record Dummy(Attributes attributes) implements LinkKind {
        /** @throws IllegalArgumentException for typed attributes */
        public Dummy {
            attributes.requireSet(AttributeSet.NONE, "dummy");
        }

        @Override
        public String name() {
            return "dummy";
        }
    }

    /**
     * A tun or tap device: {@link TunAttributes}. No message makes one, but {@code Links.add} does, through {@code
     * /dev/net/tun}; how many queues there are is the kernel's word and left out then.
     */
    record Tun(Attributes attributes) implements LinkKind {
        /** @throws IllegalArgumentException for attributes of another set */
        public Tun {
            attributes.requireSet(TunAttributes.ALL, "tun");
        }

        /** A device that carries IP packets, without anything before them. */
        public static Tun tun() {
            return new Tun(Attributes.of(TunAttributes.TUN_TYPE, 1));
        }

        /** A device that carries Ethernet frames, without anything before them. */
        public static Tun tap() {
            return new Tun(Attributes.of(TunAttributes.TUN_TYPE, 2));
        }

        /** The same with one more property: {@code with(TunAttributes.TUN_MULTI_QUEUE, true)}. */
        public <T> Tun with(Attribute<T> key, T value) {
            return new Tun(attributes.with(key, value));
        }

        @Override
        public String name() {
            return "tun";
        }
    }

    /** A further address of its parent: {@link MacvlanAttributes}. */
    record Macvlan(Attributes attributes) implements LinkKind {
        /** @throws IllegalArgumentException for attributes of another set */
        public Macvlan {
            attributes.requireSet(MacvlanAttributes.ALL, "macvlan");
        }

        @Override
        public String name() {
            return "macvlan";
        }
    }

    /** The same, read and written through a character device: {@link MacvlanAttributes}. */
    record Macvtap(Attributes attributes) implements LinkKind {
        /** @throws IllegalArgumentException for attributes of another set */
        public Macvtap {
            attributes.requireSet(MacvlanAttributes.ALL, "macvtap");
        }

        @Override
        public String name() {
            return "macvtap";
        }
    }

    /** Ethernet over UDP: {@link VxlanAttributes}. */
    record Vxlan(Attributes attributes) implements LinkKind {
        /** @throws IllegalArgumentException for attributes of another set */
        public Vxlan {
            attributes.requireSet(VxlanAttributes.ALL, "vxlan");
        }

        @Override
        public String name() {
            return "vxlan";
        }
    }

    /** A routing domain of its own: {@link VrfAttributes}. */
    record Vrf(Attributes attributes) implements LinkKind {
        /** @throws IllegalArgumentException for attributes of another set */
        public Vrf {
            attributes.requireSet(VrfAttributes.ALL, "vrf");
        }

        /** The domain of this table. */
        public static Vrf of(RouteTable table) {
            return new Vrf(Attributes.of(VrfAttributes.VRF_TABLE, table.value()));
        }

        @Override
        public String name() {
            return "vrf";
        }
    }

    /** Several interfaces as one: {@link BondAttributes}. */
    record Bond(Attributes attributes) implements LinkKind {
        /** @throws IllegalArgumentException for attributes of another set */
        public Bond {
            attributes.requireSet(BondAttributes.ALL, "bond");
        }

        @Override
        public String name() {
            return "bond";
        }
    }

    /** A WireGuard tunnel, whose keys and peers are set over generic netlink; raw attributes only. */
    record Wireguard(Attributes attributes) implements LinkKind {
        /** @throws IllegalArgumentException for typed attributes */
        public Wireguard {
            attributes.requireSet(AttributeSet.NONE, "wireguard");
        }

        @Override
        public String name() {
            return "wireguard";
        }
    }

    /**
     * A kind this library has no words for.
     *
     * @param name {@code IFLA_INFO_KIND}
     * @param attributes raw ones only
     */
    record Other(String name, Attributes attributes) implements LinkKind {
        /** @throws IllegalArgumentException for the name of a kind that is typed, and for typed attributes */
        public Other {
            attributes.requireSet(AttributeSet.NONE, name);
            switch (name) {
                case "veth", "bridge", "vlan", "dummy", "tun", "macvlan", "macvtap", "vxlan", "vrf", "bond" ->
                    throw new IllegalArgumentException(name + " is a kind of its own");
                case "wireguard" -> throw new IllegalArgumentException("wireguard is a kind of its own");
                default -> {}
            }
        }
    }
}
