package dev.multipath.testkit.netns;

import dev.multipath.netlink.model.IpPrefix;

/**
 * The subnets of the uplink at a position, where its spec says nothing else.
 *
 * @param position from 0
 */
record Numbering(int position) {

    /** A topology has at most this many uplinks: a third octet each. */
    static final int MOST = 200;

    /** 0x100 and up, so that it reads as an ordinary group of an IPv6 address. */
    private String group() {
        return Integer.toHexString(0x100 + position);
    }

    IpPrefix public4() {
        return IpPrefix.parse("198.18." + position + ".0/24");
    }

    IpPrefix public6() {
        return IpPrefix.parse("2001:db8:" + group() + "::/64");
    }

    IpPrefix private4() {
        return IpPrefix.parse("192.168." + position + ".0/24");
    }

    IpPrefix private6() {
        return IpPrefix.parse("fd00:" + group() + "::/64");
    }

    /** Between the ISP and the Internet. */
    IpPrefix transit4() {
        return IpPrefix.parse("10.255." + position + ".0/24");
    }

    /** Between the ISP and the Internet. */
    IpPrefix transit6() {
        return IpPrefix.parse("fd00:255:" + group() + "::/64");
    }

    /** The Internet's interface to this uplink's ISP. */
    String transitDevice() {
        return "isp" + position;
    }
}
