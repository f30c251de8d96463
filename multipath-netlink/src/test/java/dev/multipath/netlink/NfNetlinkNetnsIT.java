package dev.multipath.netlink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.multipath.netlink.transport.Errno;
import dev.multipath.netlink.transport.ErrnoException;
import dev.multipath.netlink.transport.NetNs;
import dev.multipath.netlink.transport.NetlinkFamily;
import dev.multipath.netlink.transport.NetlinkSocket;
import dev.multipath.netlink.transport.NetlinkSocketFactory;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Handles of the netlink families beside rtnetlink. */
@Timeout(60)
class NfNetlinkNetnsIT {

    @Test
    void a_socket_of_netfilter_opens_in_a_namespace() throws ErrnoException {
        try (NetNs namespace = NetNs.create();
                NfNetlink netfilter = NfNetlink.open(namespace)) {
            assertThat(netfilter.portId()).isNotZero();
            assertThat(netfilter.withTimeout(Duration.ofSeconds(1)).portId()).isEqualTo(netfilter.portId());
        }
    }

    @Test
    void a_closed_handle_says_so() throws ErrnoException {
        try (NetNs namespace = NetNs.create()) {
            NfNetlink netfilter = NfNetlink.open(namespace);
            netfilter.close();
            netfilter.close();
            assertThat(catchThrowableOfType(
                            NetlinkException.Closed.class,
                            () -> netfilter.conntrack().counts()))
                    .hasMessage("conntrack -C: the netlink socket is closed");
        }
    }

    @Test
    void a_family_this_kernel_does_not_have_is_said_to_be_unknown() throws ErrnoException {
        try (NetNs namespace = NetNs.create()) {
            ErrnoException refused = catchThrowableOfType(
                    ErrnoException.class, () -> NetlinkSocketFactory.system().open(namespace, new NetlinkFamily(31)));
            assertThat(refused.errno()).isEqualTo(Errno.EPROTONOSUPPORT);
        }
    }

    @Test
    void a_factory_that_knows_routes_only_says_so_as_the_kernel_would() {
        NetlinkSocketFactory routesOnly = new NetlinkSocketFactory() {
            @Override
            public NetlinkSocket open(NetNs namespace) throws ErrnoException {
                return NetlinkSocketFactory.system().open(namespace);
            }
        };
        NetlinkException.SocketFailed refused = catchThrowableOfType(
                NetlinkException.SocketFailed.class, () -> NfNetlink.open(NetNs.current(), routesOnly));
        assertThat(refused.errno()).isEqualTo(Errno.EPROTONOSUPPORT);
        assertThat(refused).hasMessageContaining("NETLINK_NETFILTER");
    }
}
