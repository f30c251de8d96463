package dev.multipath.netlink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.multipath.netlink.codec.AttributePath;
import dev.multipath.netlink.codec.FdbCodec;
import dev.multipath.netlink.codec.NeighbourTableCodec;
import dev.multipath.netlink.codec.Rtm;
import dev.multipath.netlink.model.Address;
import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.netlink.model.FdbActivity;
import dev.multipath.netlink.model.FdbEntry;
import dev.multipath.netlink.model.FdbFlush;
import dev.multipath.netlink.model.HardwareAddress;
import dev.multipath.netlink.model.IpAddress;
import dev.multipath.netlink.model.Neighbour;
import dev.multipath.netlink.model.NeighbourParameter;
import dev.multipath.netlink.model.NeighbourTableChange;
import dev.multipath.netlink.model.Protocol;
import dev.multipath.netlink.wire.Bytes;
import dev.multipath.netlink.wire.MessageWriter;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.junit.jupiter.api.Test;

/** What is asked of the kernel, byte for byte: filters are its own, and nothing it refuses under strict checking is sent. */
final class NeighbourRequestsTest {
    private static final IpAddress HERE = IpAddress.parse("10.0.0.1");
    private static final HardwareAddress MAC = HardwareAddress.parse("02:00:00:00:00:01");

    @Test
    void neighbours_are_filtered_by_the_kernel() {
        assertDump(NeighbourFilter.ALL, "00 000000 00000000 0000 00 00", "ip neighbour show");
        assertDump(
                NeighbourFilter.PROXIES
                        .family(AddressFamily.INET6)
                        .interfaceIndex(3)
                        .master(4),
                "0a 000000 00000000 0000 08 00 0800 0800 03000000 0800 0900 04000000",
                "ip neighbour show family inet6 proxy dev if3 master if4");
    }

    @Test
    void forwarding_entries_are_filtered_by_the_kernel() {
        Request all = new EntryRequest<>(Rtm.RTM_GETNEIGH, 0, FdbFilter.ALL, FdbFilter::encode, "bridge fdb show");
        assertRequest(all, "07 000000 00000000 0000 00 00", "bridge fdb show");
        FdbFilter port = FdbFilter.ALL.bridge(4).interfaceIndex(3);
        Request one = new EntryRequest<>(Rtm.RTM_GETNEIGH, 0, port, FdbFilter::encode, "bridge fdb show");
        assertRequest(one, "07 000000 03000000 0000 00 00 0800 0900 04000000", "bridge fdb show br if4 brport if3");
    }

    @Test
    void addresses_are_filtered_by_the_kernel() {
        AddressFilter filter = AddressFilter.of(3).targetNetNsId(7);
        assertRequest(
                new AddressRequest.Dump(Rtm.RTM_GETADDR, AddressFamily.INET6, filter),
                "0a 00 00 00 03000000 0800 0a00 07000000",
                "ip -6 address show dev if3 target-nsid 7");
        assertRequest(
                new AddressRequest.Dump(Rtm.RTM_GETMULTICAST, AddressFamily.INET, AddressFilter.ALL),
                "02 00 00 00 00000000",
                "ip -4 maddress show");
        assertRequest(
                new AddressRequest.Get(Address.of(3, IpAddress.parse("2001:db8::1"), 64)),
                "0a 00 00 00 03000000 1400 0100 20010db8000000000000000000000001",
                "ip -6 address show to 2001:db8::1 dev if3");
    }

    /** Anything but the key is refused in a question, and of no use in a deletion. */
    @Test
    void the_key_alone_is_asked_for_and_deleted() {
        Neighbour whole =
                Neighbour.permanent(3, HERE, MAC).protocol(Protocol.STATIC).flags(Neighbour.ROUTER);
        assertRequest(
                new NeighbourRequest.One(Rtm.RTM_GETNEIGH, 0, whole, "get"),
                "02 000000 03000000 0000 00 00 0800 0100 0a000001",
                "ip neighbour get 10.0.0.1 dev if3 lladdr 02:00:00:00:00:01 nud permanent router protocol static");
        assertRequest(
                new NeighbourRequest.One(Rtm.RTM_DELNEIGH, 0, Neighbour.proxy(3, HERE), "delete"),
                "02 000000 03000000 0000 08 00 0800 0100 0a000001",
                "ip neighbour delete proxy 10.0.0.1 dev if3");
        FdbEntry entry = FdbEntry.ofPort(3, MAC).vlan(5).flags(FdbEntry.MASTER | FdbEntry.STICKY);
        assertRequest(
                new EntryRequest<>(Rtm.RTM_GETNEIGH, 0, entry, FdbCodec::encodeKey, "bridge fdb get"),
                "07 000000 03000000 0000 04 00 0a00 0200 020000000001 0000 0600 0500 0500 0000",
                "bridge fdb get 02:00:00:00:00:01 dev if3 vlan 5 master sticky static");
    }

    @Test
    void many_are_deleted_at_once() {
        FdbFlush flush = FdbFlush.of(3).port(4).vlan(5).state(0, 0x80).flags(0x10, 0x10);
        assertRequest(
                new EntryRequest<>(Rtm.RTM_DELNEIGH, 0x200, flush, FdbCodec::encodeFlush, "bridge fdb flush"),
                "07 000000 03000000 0000 12 00 0800 0800 04000000 0600 0500 0500 0000 0600 1000 8000 0000"
                        + "0500 1100 10 000000",
                "bridge fdb flush dev if3 brport if4 vlan 5 state 0x0/0x80 flags 0x10/0x10");
    }

    /** What only the kernel says is left out. */
    @Test
    void a_table_is_changed_by_what_is_named() {
        NeighbourTableChange change = NeighbourTableChange.of(AddressFamily.INET)
                .interfaceIndex(3)
                .set(NeighbourParameter.REFERENCES, 9)
                .set(NeighbourParameter.UNICAST_PROBES, 5)
                .set(NeighbourParameter.LOCK_TIME, 1000);
        assertRequest(
                new EntryRequest<>(
                        Rtm.RTM_SETNEIGHTBL, 0, change, NeighbourTableCodec::encodeRequest, "ip ntable change"),
                "02 000000 0e00 0100 6172705f636163686500 0000"
                        + "2000 0600 0800 0100 03000000 0800 0a00 05000000 0c00 0f00 e803000000000000",
                "ip ntable change name arp_cache dev if3 refcnt 9 ucast_probes 5 locktime 1000");
    }

    @Test
    void a_place_in_a_request_has_a_name() {
        NeighbourTableChange change =
                NeighbourTableChange.of(AddressFamily.INET).interfaceIndex(3).set(NeighbourParameter.UNICAST_PROBES, 5);
        ByteBuf table = message(new EntryRequest<>(
                Rtm.RTM_SETNEIGHTBL, 0, change, NeighbourTableCodec::encodeRequest, "ip ntable change"));
        assertThat(AttributePath.at(table, 20)).contains("NDTA_NAME");
        assertThat(AttributePath.at(table, 48)).contains("NDTA_PARMS.NDTPA_UCAST_PROBES");
        FdbEntry watched = FdbEntry.ofPort(3, MAC).activity(FdbActivity.of(FdbActivity.NOTIFY));
        ByteBuf entry =
                message(new EntryRequest<>(Rtm.RTM_NEWNEIGH, 0, watched, FdbCodec::encodeRequest, "bridge fdb add"));
        assertThat(AttributePath.at(entry, 28)).contains("NDA_LLADDR");
        assertThat(AttributePath.at(entry, 44)).contains("NDA_FDB_EXT_ATTRS.NFEA_ACTIVITY_NOTIFY");
    }

    @Test
    void filters_that_mean_nothing_do_not_construct() {
        assertThatIllegalArgumentException().isThrownBy(() -> NeighbourFilter.ALL.family(AddressFamily.BRIDGE));
        assertThatIllegalArgumentException().isThrownBy(() -> NeighbourFilter.ALL.interfaceIndex(0));
        assertThatIllegalArgumentException().isThrownBy(() -> NeighbourFilter.ALL.master(0));
        assertThatIllegalArgumentException().isThrownBy(() -> FdbFilter.ALL.bridge(0));
        assertThatIllegalArgumentException().isThrownBy(() -> FdbFilter.ALL.interfaceIndex(-1));
    }

    private static void assertDump(NeighbourFilter filter, String body, String words) {
        Request request = new EntryRequest<>(Rtm.RTM_GETNEIGH, 0, filter, NeighbourFilter::encode, "ip neighbour show");
        assertRequest(request, body, words);
    }

    private static ByteBuf message(Request request) {
        ByteBuf out = Unpooled.buffer();
        MessageWriter writer = new MessageWriter(out).begin(request.type(), request.flags(), 1);
        request.write(writer);
        writer.end();
        return out;
    }

    private static void assertRequest(Request request, String body, String words) {
        ByteBuf out = message(request);
        assertThat(Bytes.hex(out.slice(16, out.writerIndex() - 16))).isEqualTo(Bytes.hex(Bytes.of(body)));
        assertThat(request.words()).isEqualTo(words);
    }
}
