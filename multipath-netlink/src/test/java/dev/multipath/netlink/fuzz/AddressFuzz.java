package dev.multipath.netlink.fuzz;

import static dev.multipath.netlink.codec.Rtm.*;

import dev.multipath.netlink.codec.AddressCodec;
import dev.multipath.netlink.codec.GroupAddressCodec;

/** Fuzzing target: addresses, and multicast and anycast groups. */
public final class AddressFuzz {
    private AddressFuzz() {}

    public static void fuzzerTestOneInput(byte[] bytes) {
        Probe.message(bytes, RTM_NEWADDR, RTM_DELADDR, RTM_NEWMULTICAST, RTM_NEWANYCAST)
                .ifPresent(message -> {
                    Probe.roundTrip(message, AddressCodec::decode, AddressCodec::encode);
                    Probe.roundTrip(message, GroupAddressCodec::decode, GroupAddressCodec::encode);
                });
    }
}
