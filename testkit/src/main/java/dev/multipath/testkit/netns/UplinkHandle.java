package dev.multipath.testkit.netns;

import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.netlink.model.IpAddress;
import dev.multipath.netlink.model.IpPrefix;
import dev.multipath.netlink.model.Link;
import java.util.Optional;

/**
 * One uplink of a {@link Topology}, to be broken and healed. Faults may be combined; each call returns when it is in
 * force. One thread at a time.
 */
public final class UplinkHandle {
    private final Namespace gateway;
    private final UplinkSpec spec;
    private final String device;
    private final Isp isp;
    private final Wire wire;
    private final Faults upstream;
    private final Faults atNextHop;

    private UplinkHandle(Namespace gateway, UplinkSpec spec, String device, Isp isp) {
        this.gateway = gateway;
        this.spec = spec;
        this.device = device;
        this.isp = isp;
        this.wire = new Wire(gateway, device, isp.nextHop(), isp.nextHopDevice(), spec.mainMetric());
        this.upstream = new Faults(isp.router());
        this.atNextHop = new Faults(isp.nextHop());
    }

    static UplinkHandle build(Namespace gateway, Namespace internet, UplinkSpec spec, Numbering numbering) {
        Isp isp = new Isp(internet, spec, numbering);
        try {
            isp.build(spec);
            String device = spec.device().orElseThrow();
            UplinkHandle uplink = new UplinkHandle(gateway, spec, device, isp);
            uplink.numberAsUsual(numbering);
            uplink.wire.restore();
            return uplink;
        } catch (RuntimeException | AssertionError e) {
            isp.close();
            throw e;
        }
    }

    private void numberAsUsual(Numbering numbering) {
        boolean nat = spec.kind() == UplinkKind.BEHIND_NAT;
        if (spec.hasIpv4()) {
            number(spec.ipv4().orElse(nat ? numbering.private4() : numbering.public4()));
        }
        if (spec.hasIpv6()) {
            number(spec.ipv6().orElse(nat ? numbering.private6() : numbering.public6()));
        }
    }

    private void number(IpPrefix subnet) {
        number(Ends.of(subnet, spec.kind() == UplinkKind.POINT_TO_POINT));
    }

    private void number(Ends ends) {
        wire.number(ends);
        if (spec.kind() != UplinkKind.BEHIND_NAT) {
            isp.routeFromInternet(ends);
        }
    }

    /** As the topology's builder was given it. */
    public String name() {
        return spec.name();
    }

    /** How it is wired. */
    public UplinkKind kind() {
        return spec.kind();
    }

    /** The name of the gateway's interface. */
    public String device() {
        return device;
    }

    /** The gateway's interface as it is now; absent while hung up. */
    public Optional<Link> link() {
        return gateway.netlink().links().get(device);
    }

    /** The ISP's router. */
    public Namespace isp() {
        return isp.router();
    }

    /** The router that is the gateway's next hop: the ISP's, or the customer's NAT router. */
    public Namespace nextHopRouter() {
        return isp.nextHop();
    }

    /** Whether it carries this family. */
    public boolean carries(AddressFamily family) {
        return wire.ends(family).isPresent();
    }

    /**
     * The gateway's address on this uplink; while hung up, that of the last call.
     *
     * @throws IllegalArgumentException for a family it does not carry
     */
    public IpAddress address(AddressFamily family) {
        return ends(family).gateway();
    }

    /**
     * Where a default route leads: the router's address, the peer's where point-to-point.
     *
     * @throws IllegalArgumentException for a family it does not carry
     */
    public IpAddress nextHop(AddressFamily family) {
        return ends(family).nextHop();
    }

    /**
     * The address the Internet sees: the gateway's, or that of the NAT router.
     *
     * @throws IllegalArgumentException for a family it does not carry
     */
    public IpAddress publicAddress(AddressFamily family) {
        return isp.outside(family).orElse(ends(family)).gateway();
    }

    private Ends ends(AddressFamily family) {
        return wire.ends(family)
                .orElseThrow(() -> new IllegalArgumentException("uplink " + spec.name() + " does not carry " + family));
    }

    /** The cable is pulled: the gateway's interface stays up and loses carrier. */
    public void cutCarrier() {
        isp.nextHop().down(isp.nextHopDevice());
    }

    /** Somebody sets the gateway's interface down: it loses its IPv6 addresses, and all routes over it. */
    public void adminDown() {
        gateway.down(device);
    }

    /** The ISP drops silently what it should forward, both ways; the next hop still answers. */
    public void blackhole() {
        upstream.blackhole();
    }

    /** Likewise one family alone; the other goes on. Of several blackholes of an uplink the last one counts. */
    public void blackhole(AddressFamily family) {
        upstream.blackhole("meta nfproto " + (family.equals(AddressFamily.INET) ? "ipv4" : "ipv6"));
    }

    /** The ISP drops silently what goes out to the Internet; what comes in, it would forward. */
    public void blackholeOut() {
        upstream.blackhole("oifname " + Isp.TRANSIT);
    }

    /** The ISP drops silently what comes in from the Internet, after it was asked for there. */
    public void blackholeIn() {
        upstream.blackhole("iifname " + Isp.TRANSIT);
    }

    /** The ISP answers what it should forward with an ICMP "no route", both ways; the next hop still answers. */
    public void unreachable() {
        upstream.unreachable();
    }

    /**
     * The ISP loses packets at random, each direction by itself: of echoes, 1 − (1 − p)² are lost. The next hop's own
     * answers are not.
     *
     * @param percent 0..100, with three decimals
     */
    public void loss(double percent) {
        upstream.loss(percent);
    }

    /** The next hop stops answering, ARP and neighbour discovery included, while the carrier stays. */
    public void gatewayDead() {
        atNextHop.deaf(isp.nextHopDevice());
    }

    /** The gateway's addresses are removed, and the next hop's with them. */
    public void removeAddresses() {
        wire.removeAddresses(AddressFamily.INET);
        wire.removeAddresses(AddressFamily.INET6);
    }

    /**
     * Both ends get other addresses, of one family; the old ones are removed first. No fault: {@link #heal()} leaves it
     * so.
     *
     * @param subnet as {@code 198.18.99.0/24}: its first address is the next hop's, its second the gateway's
     * @throws IllegalArgumentException for a family the uplink does not carry
     */
    public void renumber(String subnet) {
        IpPrefix prefix = IpPrefix.parse(subnet);
        ends(prefix.family());
        number(prefix);
        wire.restore();
    }

    /** The device is deleted and made again at once, with another interface index and the same addresses. */
    public void recreate() {
        wire.remove();
        wire.restore();
    }

    /**
     * The call ends: the device is deleted.
     *
     * @throws IllegalStateException unless point-to-point
     */
    public void hangUp() {
        checkPointToPoint();
        wire.remove();
    }

    /**
     * A new call: the device is made, with this address and another interface index; the peer and the other family's
     * addresses are as before. What was not hung up is hung up first.
     *
     * @param address IPv4 or IPv6
     * @throws IllegalStateException unless point-to-point
     * @throws IllegalArgumentException for a family the uplink does not carry
     */
    public void dial(IpAddress address) {
        checkPointToPoint();
        Ends before = ends(address.family());
        wire.remove();
        number(new Ends(address, before.nextHop(), before.length()));
        wire.restore();
    }

    private void checkPointToPoint() {
        if (spec.kind() != UplinkKind.POINT_TO_POINT) {
            throw new IllegalStateException("uplink " + spec.name() + " is not point-to-point");
        }
    }

    /**
     * Undoes all faults: nothing is dropped any more, the device is there and up, with carrier and its latest addresses,
     * and the default routes the spec asked for. Routes others had over it are theirs to restore.
     */
    public void heal() {
        upstream.clear();
        if (isp.nextHop() != isp.router()) {
            atNextHop.clear();
        }
        wire.restore();
    }

    void close() {
        isp.close();
    }

    @Override
    public String toString() {
        return "uplink " + spec.name() + " (" + device + ")";
    }
}
