package dev.multipath.netlink;

import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.netlink.model.FwMark;
import dev.multipath.netlink.model.IpAddress;
import dev.multipath.netlink.model.IpPrefix;
import dev.multipath.netlink.model.OpenNumber;
import dev.multipath.netlink.model.sockdiag.DiagSocket;
import dev.multipath.netlink.model.sockdiag.SocketState;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Which sockets to list or destroy. The kernel filters by protocol and state, this library by the rest.
 *
 * <p>An IPv4 prefix also finds the IPv6 sockets that speak IPv4 ({@code ::ffff:192.0.2.1}), as those of Java do.
 *
 * @param protocol {@code IPPROTO_TCP} or {@code IPPROTO_UDP}; absent = both
 * @param states empty = all
 * @param local the address it is bound to; absent = any, or none
 * @param remote the address it is connected to; absent = any, or none
 * @param mark {@code SO_MARK}; absent = all; lets none through whose mark the kernel does not tell
 * @param interfaceIndex the device it is bound to ({@code SO_BINDTODEVICE}), 0 for none; absent = all
 */
public record SocketFilter(
        OptionalInt protocol,
        Set<SocketState> states,
        Optional<IpPrefix> local,
        Optional<IpPrefix> remote,
        Optional<FwMark> mark,
        OptionalInt interfaceIndex) {

    /** Every socket, those that listen and those in TIME_WAIT too. */
    public static final SocketFilter ALL = new SocketFilter(
            OptionalInt.empty(), Set.of(), Optional.empty(), Optional.empty(), Optional.empty(), OptionalInt.empty());

    /** What has, or is about to have, another end: neither listening, nor unconnected, nor in TIME_WAIT. */
    public static final SocketFilter CONNECTED = ALL.states(
            SocketState.ESTABLISHED,
            SocketState.SYN_SENT,
            SocketState.SYN_RECV,
            SocketState.FIN_WAIT1,
            SocketState.FIN_WAIT2,
            SocketState.CLOSE_WAIT,
            SocketState.LAST_ACK,
            SocketState.CLOSING);

    private static final long ALL_STATES = 0xffff_ffffL;

    /** @throws IllegalArgumentException for another protocol, a state the kernel has no bit for, a negative index */
    public SocketFilter {
        int wanted = protocol.orElse(DiagSocket.TCP);
        if (wanted != DiagSocket.TCP && wanted != DiagSocket.UDP) {
            throw new IllegalArgumentException("protocol " + wanted + " is neither TCP nor UDP");
        }
        states = Set.copyOf(states);
        for (SocketState state : states) {
            OpenNumber.check(state.value(), 31, "socket state");
        }
        OpenNumber.check(interfaceIndex.orElse(0), Integer.MAX_VALUE, "interface index");
    }

    /** The same for one protocol only. */
    public SocketFilter protocol(int newProtocol) {
        return new SocketFilter(OptionalInt.of(newProtocol), states, local, remote, mark, interfaceIndex);
    }

    /** The same for these states only. */
    public SocketFilter states(SocketState... newStates) {
        return new SocketFilter(protocol, Set.of(newStates), local, remote, mark, interfaceIndex);
    }

    /** The same for what is bound to an address there only. */
    public SocketFilter local(IpPrefix prefix) {
        return new SocketFilter(protocol, states, Optional.of(prefix), remote, mark, interfaceIndex);
    }

    /** The same for what is connected to there only. */
    public SocketFilter remote(IpPrefix prefix) {
        return new SocketFilter(protocol, states, local, Optional.of(prefix), mark, interfaceIndex);
    }

    /** The same for this mark only. */
    public SocketFilter mark(FwMark newMark) {
        return new SocketFilter(protocol, states, local, remote, Optional.of(newMark), interfaceIndex);
    }

    /** The same for what is bound to one device only; 0 for what is bound to none. */
    public SocketFilter interfaceIndex(int index) {
        return new SocketFilter(protocol, states, local, remote, mark, OptionalInt.of(index));
    }

    /** Whether the socket is one of those asked for. */
    public boolean matches(DiagSocket socket) {
        return (protocol.isEmpty() || protocol.getAsInt() == socket.protocol())
                && (states.isEmpty() || states.contains(socket.state()))
                && contains(local, socket.local().address())
                && contains(remote, socket.remote().address())
                && (mark.isEmpty() || matches(mark.get(), socket.mark()))
                && (interfaceIndex.isEmpty() || interfaceIndex.getAsInt() == socket.interfaceIndex());
    }

    private static boolean matches(FwMark wanted, OptionalLong mark) {
        return mark.isPresent() && wanted.matches(mark.getAsLong());
    }

    private static boolean contains(Optional<IpPrefix> prefix, IpAddress address) {
        return prefix.isEmpty()
                || prefix.get().contains(address)
                || prefix.get().contains(address.unmapped());
    }

    /** Whether it narrows anything down beyond protocol and state. */
    boolean isNarrow() {
        return (local.isPresent() && !local.get().isAll())
                || (remote.isPresent() && !remote.get().isAll())
                || (mark.isPresent() && mark.get().mask() != 0)
                || interfaceIndex.orElse(0) != 0;
    }

    /** TCP and UDP, as far as they are asked for. */
    List<Integer> protocols() {
        return protocol.isPresent() ? List.of(protocol.getAsInt()) : List.of(DiagSocket.TCP, DiagSocket.UDP);
    }

    /** IPv4 and IPv6, as far as sockets of theirs can be meant. */
    List<AddressFamily> families() {
        boolean onlyIpv6 = local.or(() -> remote)
                .filter(prefix -> prefix.address().isIpv6())
                .isPresent();
        return onlyIpv6 ? List.of(AddressFamily.INET6) : List.of(AddressFamily.INET, AddressFamily.INET6);
    }

    /** A bit for each state. */
    long stateBits() {
        long bits = 0;
        for (SocketState state : states) {
            bits |= 1L << state.value();
        }
        return states.isEmpty() ? ALL_STATES : bits;
    }

    /** What follows {@code ss}. */
    @Override
    public String toString() {
        StringBuilder out = new StringBuilder(protocol.isEmpty() ? "-tu" : protocol.getAsInt() == 6 ? "-t" : "-u");
        states.stream()
                .sorted((one, other) -> Integer.compare(one.value(), other.value()))
                .forEach(state -> out.append(" state ").append(state));
        local.ifPresent(prefix -> out.append(" src ").append(prefix));
        remote.ifPresent(prefix -> out.append(" dst ").append(prefix));
        mark.ifPresent(wanted -> out.append(" fwmark = ").append(wanted));
        interfaceIndex.ifPresent(index -> out.append(" dev = ").append(index));
        return out.toString();
    }
}
