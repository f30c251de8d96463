package dev.multipath.netlink.model;

/**
 * Who a bridge is in the spanning tree: {@code struct ifla_bridge_id}.
 *
 * @param priority 0..65535
 * @param address 6 bytes
 */
public record BridgeId(int priority, HardwareAddress address) {
    /** @throws IllegalArgumentException for a priority wider than 16 bits or an address that is not 6 bytes */
    public BridgeId {
        OpenNumber.check(priority, 0xffff, "bridge priority");
        if (address.toBytes().length != 6) {
            throw new IllegalArgumentException("bridge address " + address + " is not 6 bytes");
        }
    }

    /** As {@code ip -d link} prints it: {@code 8000.2:0:0:0:0:1}, with all digits. */
    @Override
    public String toString() {
        return String.format("%04x.%s", priority, address);
    }
}
