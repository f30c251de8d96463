package dev.multipath.netlink.model;

import java.util.Arrays;

/**
 * One thing the kernel is told, or says, of a virtual function of a network card: the structures of {@code IFLA_VF_INFO},
 * each of which begins with the function's number. {@code ip link set dev IF vf NUMBER …}.
 *
 * @see "linux/if_link.h"
 */
public sealed interface VfSetting {
    /** The number of the function, from 0. */
    long vf();

    /**
     * Its link-layer address: {@code struct ifla_vf_mac} and {@code ifla_vf_broadcast} have room for the longest one, and
     * do not say how long this one is.
     *
     * @param address 32 bytes, zeros behind the address; a shorter one is filled up
     */
    record Mac(long vf, HardwareAddress address) implements VfSetting {
        private static final int ROOM = 32;

        /** @throws IllegalArgumentException for a number wider than 32 bits */
        public Mac {
            number(vf);
            address = new HardwareAddress(Arrays.copyOf(address.toBytes(), ROOM));
        }

        /** The address, given how long addresses are on this kind of network: 6 bytes on Ethernet, 20 on InfiniBand. */
        public HardwareAddress address(int length) {
            return new HardwareAddress(Arrays.copyOf(address.toBytes(), length));
        }

        @Override
        public String toString() {
            byte[] bytes = address.toBytes();
            int length = ROOM;
            while (length > 6 && bytes[length - 1] == 0) {
                length--;
            }
            return vf + " " + address(length);
        }
    }

    /**
     * The VLAN its packets are put into: {@code struct ifla_vf_vlan}.
     *
     * @param vlan id, 0 for none
     * @param qos priority, 0..7
     */
    record Vlan(long vf, long vlan, long qos) implements VfSetting {
        /** @throws IllegalArgumentException for a number wider than 32 bits */
        public Vlan {
            number(vf);
            number(vlan);
            number(qos);
        }

        @Override
        public String toString() {
            return vf + " " + vlan + " qos " + qos;
        }
    }

    /**
     * A VLAN with its kind of tag, one of a list: {@code struct ifla_vf_vlan_info}.
     *
     * @param vlan id, 0 for none
     * @param qos priority, 0..7
     * @param protocol EtherType of the tag: 0x8100 for 802.1Q, 0x88a8 for 802.1ad
     */
    record TaggedVlan(long vf, long vlan, long qos, int protocol) implements VfSetting {
        /** @throws IllegalArgumentException for a number its field does not hold */
        public TaggedVlan {
            number(vf);
            number(vlan);
            number(qos);
            OpenNumber.check(protocol, 0xffff, "VLAN protocol");
        }

        @Override
        public String toString() {
            return vf + " " + vlan + " qos " + qos + " proto 0x" + Integer.toHexString(protocol);
        }
    }

    /**
     * The greatest rate it may send at: {@code struct ifla_vf_tx_rate}, which {@link Rate} has taken the place of.
     *
     * @param rate Mbit/s; 0 for no limit
     */
    record TxRate(long vf, long rate) implements VfSetting {
        /** @throws IllegalArgumentException for a number wider than 32 bits */
        public TxRate {
            number(vf);
            number(rate);
        }

        @Override
        public String toString() {
            return vf + " " + rate;
        }
    }

    /**
     * The rates it may send at: {@code struct ifla_vf_rate}.
     *
     * @param least Mbit/s it is promised; 0 for none
     * @param greatest Mbit/s; 0 for no limit
     */
    record Rate(long vf, long least, long greatest) implements VfSetting {
        /** @throws IllegalArgumentException for a number wider than 32 bits */
        public Rate {
            number(vf);
            number(least);
            number(greatest);
        }

        @Override
        public String toString() {
            return vf + " min_tx_rate " + least + " max_tx_rate " + greatest;
        }
    }

    /**
     * Something that is on or off: {@code struct ifla_vf_spoofchk}, {@code ifla_vf_rss_query_en}, {@code ifla_vf_trust}.
     *
     * @param setting see the constants here; 32 bits
     */
    record Switch(long vf, long setting) implements VfSetting {
        /** Off. */
        public static final long OFF = 0;
        /** On. */
        public static final long ON = 1;
        /** What the kernel says where the card does not tell. */
        public static final long UNTOLD = 0xffff_ffffL;

        /** @throws IllegalArgumentException for a number wider than 32 bits */
        public Switch {
            number(vf);
            number(setting);
        }

        /** Whether it is on. */
        public boolean isOn() {
            return setting == ON;
        }

        @Override
        public String toString() {
            return vf + " " + (setting == ON ? "on" : setting == OFF ? "off" : Long.toString(setting));
        }
    }

    /**
     * Whether its link is up: {@code struct ifla_vf_link_state}.
     *
     * @param state see the constants here; 32 bits
     */
    record LinkState(long vf, long state) implements VfSetting {
        /** As the port of the card is. */
        public static final long AUTO = 0;
        /** Up in any case. */
        public static final long ENABLE = 1;
        /** Down in any case. */
        public static final long DISABLE = 2;

        /** @throws IllegalArgumentException for a number wider than 32 bits */
        public LinkState {
            number(vf);
            number(state);
        }

        @Override
        public String toString() {
            String word = state == AUTO ? "auto" : state == ENABLE ? "enable" : state == DISABLE ? "disable" : "";
            return vf + " " + (word.isEmpty() ? Long.toString(state) : word);
        }
    }

    /**
     * An InfiniBand GUID of it: {@code struct ifla_vf_guid}.
     *
     * @param guid 64 bits
     */
    record Guid(long vf, long guid) implements VfSetting {
        /** @throws IllegalArgumentException for a function's number wider than 32 bits */
        public Guid {
            number(vf);
        }

        /** The GUID in pairs, as {@code ip} writes it. */
        @Override
        public String toString() {
            StringBuilder out = new StringBuilder().append(vf);
            for (int shift = 56; shift >= 0; shift -= 8) {
                int pair = (int) (guid >>> shift) & 0xff;
                out.append(shift == 56 ? ' ' : ':').append(Character.forDigit(pair >> 4, 16));
                out.append(Character.forDigit(pair & 0xf, 16));
            }
            return out.toString();
        }
    }

    private static void number(long value) {
        OpenNumber.check(value, 0xffff_ffffL, "setting of a virtual function");
    }
}
