package dev.multipath.netlink.model;

/**
 * An event of the old wireless extensions, which come as {@code RTM_NEWLINK}: {@code struct iw_event}.
 *
 * @param command {@code SIOCGIW…} or {@code IWEV…}, 16 bits: what happened
 * @param data what follows length and command, of a layout each command has its own
 * @see "linux/wireless.h"
 */
public record WirelessEvent(int command, Octets data) {
    /** @throws IllegalArgumentException for a command wider than 16 bits */
    public WirelessEvent {
        OpenNumber.check(command, 0xffff, "wireless event");
    }

    @Override
    public String toString() {
        return "0x" + Integer.toHexString(command) + " " + data;
    }
}
