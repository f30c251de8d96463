package dev.multipath.agent.flows;

import static org.assertj.core.api.Assertions.assertThat;

import dev.multipath.netlink.model.IpAddress;
import dev.multipath.netlink.model.UnknownAttributes;
import dev.multipath.netlink.model.conntrack.ConntrackEntry;
import dev.multipath.netlink.model.conntrack.ConntrackStatus;
import dev.multipath.netlink.model.conntrack.ConntrackTuple;
import dev.multipath.netlink.model.conntrack.TcpConntrackState;
import dev.multipath.netlink.model.conntrack.TcpTracking;
import java.util.HexFormat;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Who is tickled in whose name, and the segment to the bit. */
class TickleAckTest {
    private static final IpAddress HOST = IpAddress.parse("10.77.0.10");
    private static final IpAddress SERVER = IpAddress.parse("203.0.113.9");
    private static final IpAddress UPLINK = IpAddress.parse("198.51.100.2");

    private static final ConntrackTuple OUT = tcp(HOST, 40001, SERVER, 443);
    private static final ConntrackTuple BACK = tcp(SERVER, 443, UPLINK, 40001);

    private static ConntrackTuple tcp(IpAddress source, int sourcePort, IpAddress destination, int destinationPort) {
        return ConntrackTuple.of(ConntrackTuple.TCP, source, sourcePort, destination, destinationPort);
    }

    private static ConntrackEntry entry(
            ConntrackTuple original, ConntrackTuple reply, long status, Optional<TcpConntrackState> state) {
        return new ConntrackEntry(
                original,
                reply,
                new ConntrackStatus(status),
                OptionalLong.empty(),
                0,
                OptionalLong.empty(),
                OptionalLong.empty(),
                OptionalLong.empty(),
                state.map(known -> new TcpTracking(known, UnknownAttributes.NONE)),
                Optional.empty(),
                Optional.empty(),
                UnknownAttributes.NONE);
    }

    private static ConntrackEntry outbound(TcpConntrackState state) {
        return entry(OUT, BACK, ConntrackStatus.SRC_NAT, Optional.of(state));
    }

    @Test
    void a_host_that_called_out_is_tickled_as_by_its_server() {
        assertThat(TickleAck.of(outbound(TcpConntrackState.ESTABLISHED), Set.of(UPLINK)))
                .contains(new TickleAck(new TickleAck.End(SERVER, 443), new TickleAck.End(HOST, 40001)));
    }

    @Test
    void so_it_is_when_the_address_was_one_the_uplink_no_longer_has() {
        assertThat(TickleAck.of(outbound(TcpConntrackState.CLOSE_WAIT), Set.of()))
                .contains(new TickleAck(new TickleAck.End(SERVER, 443), new TickleAck.End(HOST, 40001)));
    }

    @Test
    void a_host_behind_a_forwarded_port_is_tickled_as_by_its_caller() {
        ConntrackTuple call = tcp(SERVER, 50000, UPLINK, 8080);
        ConntrackTuple answer = tcp(HOST, 80, SERVER, 50000);
        long status = ConntrackStatus.DST_NAT;
        assertThat(TickleAck.of(
                        entry(call, answer, status, Optional.of(TcpConntrackState.ESTABLISHED)), Set.of(UPLINK)))
                .contains(new TickleAck(new TickleAck.End(SERVER, 50000), new TickleAck.End(HOST, 80)));
    }

    @Test
    void a_host_whose_caller_was_translated_too_knows_him_by_that_address() {
        IpAddress inside = IpAddress.parse("10.77.0.1");
        ConntrackTuple call = tcp(SERVER, 50000, UPLINK, 8080);
        ConntrackTuple answer = tcp(HOST, 80, inside, 1024);
        long status = ConntrackStatus.DST_NAT | ConntrackStatus.SRC_NAT;
        assertThat(TickleAck.of(
                        entry(call, answer, status, Optional.of(TcpConntrackState.ESTABLISHED)), Set.of(UPLINK)))
                .contains(new TickleAck(new TickleAck.End(inside, 1024), new TickleAck.End(HOST, 80)));
    }

    @Test
    void nobody_is_who_has_not_agreed_yet_or_is_done() {
        for (TcpConntrackState state :
                Set.of(TcpConntrackState.SYN_SENT, TcpConntrackState.SYN_RECV, TcpConntrackState.TIME_WAIT)) {
            assertThat(TickleAck.of(outbound(state), Set.of(UPLINK)))
                    .as("%s", state)
                    .isEmpty();
        }
    }

    @Test
    void nor_anything_but_tcp_nor_what_was_not_translated() {
        ConntrackTuple question = ConntrackTuple.of(ConntrackTuple.UDP, HOST, 40001, SERVER, 53);
        ConntrackTuple answer = ConntrackTuple.of(ConntrackTuple.UDP, SERVER, 53, UPLINK, 40001);
        assertThat(TickleAck.of(entry(question, answer, ConntrackStatus.SRC_NAT, Optional.empty()), Set.of(UPLINK)))
                .isEmpty();
        ConntrackEntry plain =
                entry(tcp(HOST, 1, SERVER, 2), tcp(SERVER, 2, HOST, 1), 0, Optional.of(TcpConntrackState.ESTABLISHED));
        assertThat(TickleAck.of(plain, Set.of(UPLINK))).isEmpty();
    }

    /** Checksums of an independent calculation. */
    @Test
    void the_segment_to_the_bit() {
        TickleAck four = new TickleAck(new TickleAck.End(SERVER, 443), new TickleAck.End(HOST, 40001));
        assertThat(HexFormat.of().formatHex(four.packet()))
                .isEqualTo("450000280000000040063470cb0071090a4d000a" + "01bb9c41000000000000000050100000cb770000");
        TickleAck six = new TickleAck(
                new TickleAck.End(IpAddress.parse("2001:db8::9"), 443),
                new TickleAck.End(IpAddress.parse("fd00:77::10"), 40001));
        assertThat(HexFormat.of().formatHex(six.packet()))
                .isEqualTo("600000000014064020010db8000000000000000000000009fd000077000000000000000000000010"
                        + "01bb9c41000000000000000050100000e68e0000");
    }
}
