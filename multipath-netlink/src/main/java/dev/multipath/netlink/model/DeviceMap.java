package dev.multipath.netlink.model;

/**
 * Where an ISA device lives: {@code struct rtnl_link_ifmap}, all zero on other machines.
 *
 * @param memStart bus address
 * @param memEnd bus address
 * @param baseAddress I/O port
 * @param irq interrupt, 16 bits
 * @param dma channel, 8 bits
 * @param port 8 bits
 */
public record DeviceMap(long memStart, long memEnd, long baseAddress, int irq, int dma, int port) {
    /** @throws IllegalArgumentException for numbers wider than their fields */
    public DeviceMap {
        OpenNumber.check(irq, 0xffff, "irq");
        OpenNumber.check(dma, 0xff, "dma");
        OpenNumber.check(port, 0xff, "port");
    }
}
