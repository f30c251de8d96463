package dev.multipath.netlink.model;

/**
 * What an interface has from belonging to another: {@code IFLA_INFO_SLAVE_KIND} and {@code IFLA_INFO_SLAVE_DATA}, with
 * the words of {@code ip link set … type KIND_slave}.
 */
public sealed interface LinkPort {
    /** The kind of the master: {@code IFLA_INFO_SLAVE_KIND}. */
    String masterKind();

    /** What it has; of the set named at each kind. */
    Attributes attributes();

    /**
     * A port by the kind of its master.
     *
     * @throws IllegalArgumentException for attributes of another set
     */
    static LinkPort of(String masterKind, Attributes attributes) {
        return switch (masterKind) {
            case "bridge" -> new Bridge(attributes);
            case "bond" -> new Bond(attributes);
            case "vrf" -> new Vrf(attributes);
            default -> new Other(masterKind, attributes);
        };
    }

    /** The set a port's attributes are of; {@link AttributeSet#NONE} where none is known. */
    static AttributeSet set(String masterKind) {
        return switch (masterKind) {
            case "bridge" -> BridgePortAttributes.ALL;
            case "bond" -> BondPortAttributes.ALL;
            case "vrf" -> VrfPortAttributes.ALL;
            default -> AttributeSet.NONE;
        };
    }

    /** A port of a bridge: {@link BridgePortAttributes}. */
    record Bridge(Attributes attributes) implements LinkPort {
        /** @throws IllegalArgumentException for attributes of another set */
        public Bridge {
            attributes.requireSet(BridgePortAttributes.ALL, "bridge port");
        }

        @Override
        public String masterKind() {
            return "bridge";
        }
    }

    /** A member of a bond: {@link BondPortAttributes}. */
    record Bond(Attributes attributes) implements LinkPort {
        /** @throws IllegalArgumentException for attributes of another set */
        public Bond {
            attributes.requireSet(BondPortAttributes.ALL, "bond port");
        }

        @Override
        public String masterKind() {
            return "bond";
        }
    }

    /** A member of a VRF: {@link VrfPortAttributes}. */
    record Vrf(Attributes attributes) implements LinkPort {
        /** @throws IllegalArgumentException for attributes of another set */
        public Vrf {
            attributes.requireSet(VrfPortAttributes.ALL, "vrf port");
        }

        @Override
        public String masterKind() {
            return "vrf";
        }
    }

    /**
     * A port of what this library has no words for.
     *
     * @param masterKind {@code IFLA_INFO_SLAVE_KIND}
     * @param attributes raw ones only
     */
    record Other(String masterKind, Attributes attributes) implements LinkPort {
        /** @throws IllegalArgumentException for the name of a kind that is typed, and for typed attributes */
        public Other {
            attributes.requireSet(AttributeSet.NONE, masterKind + " port");
            if (LinkPort.set(masterKind) != AttributeSet.NONE) {
                throw new IllegalArgumentException(masterKind + " is a kind of its own");
            }
        }
    }
}
