package dev.multipath.testkit.kernel;

import static dev.multipath.netlink.codec.Ifla.*;

import dev.multipath.netlink.codec.IflaInfo;
import dev.multipath.netlink.model.Link;
import dev.multipath.netlink.wire.AttributeWriter;
import dev.multipath.netlink.wire.MessageWriter;
import org.jspecify.annotations.Nullable;

/** One interface of the fake kernel. */
final class FakeLink {
    private static final long BROADCAST = 0x2;
    private static final int ARPHRD_PPP = 512;
    private static final long MULTICAST = 0x1000;
    private static final int ARPHRD_ETHER = 1;
    private static final int ARPHRD_LOOPBACK = 772;
    private static final int OPER_UNKNOWN = 0;
    private static final int OPER_DOWN = 2;
    private static final int OPER_LOWER_LAYER_DOWN = 3;
    private static final int OPER_UP = 6;
    private static final int ETHERNET_BYTES = 6;

    final int index;
    final String kind;
    String name;
    byte[] hardwareAddress;
    long mtu;
    boolean up;
    /** Whether a signal could come in: false after {@link FakeKernel#unplug}. */
    boolean plugged = true;
    /** Whether there is a signal. */
    boolean carrier;
    /** Whether there was one when the kernel's link watch last looked. */
    boolean running;
    /** When the link watch looks next. */
    long watch = FakeClock.NEVER;
    /** The other end of a veth pair; null where it lies outside of this kernel, and for other kinds. */
    @Nullable
    FakeLink peer;
    /** What index the other end has, or had, wherever it is. */
    int peerIndex;

    int master;
    long group;
    /** Whether a dialer has it: one peer, no broadcast, no link-layer addresses. */
    boolean pointToPoint;

    FakeLink(int index, String name, String kind) {
        this.index = index;
        this.name = name;
        this.kind = kind;
        this.mtu = isLoopback() ? 65536 : 1500;
        this.hardwareAddress = new byte[ETHERNET_BYTES];
        if (!isLoopback()) {
            hardwareAddress[0] = 2;
            hardwareAddress[4] = (byte) (index >> 8);
            hardwareAddress[5] = (byte) index;
        }
    }

    /** The same without its peer, which has to be found among the copies. */
    FakeLink copy() {
        FakeLink copy = new FakeLink(index, name, kind);
        copy.hardwareAddress = hardwareAddress;
        copy.mtu = mtu;
        copy.up = up;
        copy.plugged = plugged;
        copy.carrier = carrier;
        copy.running = running;
        copy.watch = watch;
        copy.peerIndex = peerIndex;
        copy.master = master;
        copy.group = group;
        copy.pointToPoint = pointToPoint;
        return copy;
    }

    boolean isLoopback() {
        return kind.isEmpty();
    }

    long flags() {
        long flags = up ? Link.UP : 0;
        if (up) {
            flags |= (running ? Link.RUNNING : 0) | (carrier ? Link.LOWER_UP : 0);
        }
        if (pointToPoint) {
            return flags | Link.POINTOPOINT | Link.NOARP | MULTICAST;
        }
        return flags | (isLoopback() ? Link.LOOPBACK : BROADCAST | MULTICAST);
    }

    private int operState() {
        if (isLoopback() || kind.equals("dummy") || kind.equals("ifb")) {
            return OPER_UNKNOWN;
        }
        if (running) {
            return OPER_UP;
        }
        return peerIndex != 0 ? OPER_LOWER_LAYER_DOWN : OPER_DOWN;
    }

    /** As {@code RTM_NEWLINK} and {@code RTM_DELLINK} show it. */
    void write(MessageWriter message) {
        message.u8(0).u8(0).u16(pointToPoint ? ARPHRD_PPP : isLoopback() ? ARPHRD_LOOPBACK : ARPHRD_ETHER);
        message.u32(index).u32(flags()).u32(0);
        AttributeWriter out = message.attributes();
        out.string(IFLA_IFNAME, name);
        out.u32(IFLA_TXQLEN, 1000);
        out.u8(IFLA_OPERSTATE, operState());
        out.u8(IFLA_LINKMODE, 0);
        out.u32(IFLA_MTU, mtu);
        out.u32(IFLA_GROUP, group);
        out.u8(IFLA_CARRIER, carrier ? 1 : 0);
        if (!pointToPoint) {
            out.bytes(IFLA_ADDRESS, hardwareAddress);
        }
        if (master != 0) {
            out.u32(IFLA_MASTER, master);
        }
        if (peerIndex != 0) {
            out.u32(IFLA_LINK, peerIndex);
        }
        if (!kind.isEmpty()) {
            int mark = out.open(IFLA_LINKINFO);
            out.string(IflaInfo.IFLA_INFO_KIND, kind);
            out.close(mark);
        }
    }
}
