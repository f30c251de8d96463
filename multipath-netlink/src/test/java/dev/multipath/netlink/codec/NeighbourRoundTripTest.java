package dev.multipath.netlink.codec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.multipath.netlink.model.FdbEntry;
import dev.multipath.netlink.model.GroupAddress;
import dev.multipath.netlink.model.Neighbour;
import dev.multipath.netlink.model.NeighbourParameters;
import dev.multipath.netlink.model.NeighbourTable;
import dev.multipath.netlink.model.NeighbourTableChange;
import dev.multipath.netlink.wire.Bytes;
import dev.multipath.netlink.wire.DecodeException;
import dev.multipath.netlink.wire.MessageReader;
import dev.multipath.netlink.wire.MessageWriter;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;

/** Any neighbour, forwarding entry, table or group becomes bytes and the same record again; any bytes do no harm. */
final class NeighbourRoundTripTest {
    private static final int RECORDS = 20_000;
    private static final int MUTATIONS = 200_000;
    /** Another one each run, unless {@code -Dmultipath.seed} repeats one. */
    private static final long SEED = Long.getLong("multipath.seed", System.nanoTime());

    @Test
    void any_neighbour_comes_back() throws DecodeException {
        for (long seed = SEED; seed < SEED + RECORDS; seed++) {
            Neighbour neighbour = new NeighbourRecords(seed).neighbour();
            MessageReader reported = message(Rtm.RTM_NEWNEIGH, neighbour, NeighbourCodec::encode);
            assertThat(RtDecoder.decode(reported)).as("seed %s", seed).isEqualTo(neighbour);
            MessageReader asked = message(Rtm.RTM_NEWNEIGH, neighbour, NeighbourCodec::encodeRequest);
            Neighbour request = NeighbourCodec.decode(asked);
            assertThat(request.probes()).as("seed %s", seed).isEmpty();
            assertThat(request.cacheInfo()).as("seed %s", seed).isEmpty();
            Neighbour whole = new Neighbour(
                    request.interfaceIndex(),
                    request.address(),
                    request.state(),
                    request.flags(),
                    request.type(),
                    request.hardwareAddress(),
                    request.extendedFlags(),
                    request.protocol(),
                    neighbour.probes(),
                    neighbour.cacheInfo(),
                    request.unknown());
            assertThat(whole).as("seed %s", seed).isEqualTo(neighbour);
        }
    }

    @Test
    void any_forwarding_entry_comes_back() throws DecodeException {
        for (long seed = SEED; seed < SEED + RECORDS; seed++) {
            FdbEntry entry = new NeighbourRecords(seed).fdbEntry();
            MessageReader reported = message(Rtm.RTM_NEWNEIGH, entry, FdbCodec::encode);
            assertThat(RtDecoder.decode(reported)).as("seed %s", seed).isEqualTo(entry);
            FdbEntry asked = FdbCodec.decode(message(Rtm.RTM_NEWNEIGH, entry, FdbCodec::encodeRequest));
            assertThat(asked.master()).as("seed %s", seed).isEmpty();
            assertThat(asked.linkNetNsId()).as("seed %s", seed).isEmpty();
            assertThat(asked.cacheInfo()).as("seed %s", seed).isEmpty();
            assertThat(asked.flags()).as("seed %s", seed).isEqualTo(entry.flags() | entry.keeper());
            assertThat(asked.target()).as("seed %s", seed).isEqualTo(entry.target());
            assertThat(asked.vlan()).as("seed %s", seed).isEqualTo(entry.vlan());
            assertThat(asked.activity()).as("seed %s", seed).isEqualTo(entry.activity());
            assertThat(asked.unknown()).as("seed %s", seed).isEqualTo(entry.unknown());
        }
    }

    @Test
    void any_table_comes_back() throws DecodeException {
        for (long seed = SEED; seed < SEED + RECORDS; seed++) {
            NeighbourTable table = new NeighbourRecords(seed).table();
            MessageReader reported = message(Rtm.RTM_NEWNEIGHTBL, table, NeighbourTableCodec::encode);
            assertThat(RtDecoder.decode(reported)).as("seed %s", seed).isEqualTo(table);
        }
    }

    @Test
    void any_change_of_a_table_comes_back() throws DecodeException {
        for (long seed = SEED; seed < SEED + RECORDS; seed++) {
            NeighbourTableChange change = new NeighbourRecords(seed).change();
            NeighbourTable asked = NeighbourTableCodec.decode(
                    message(Rtm.RTM_SETNEIGHTBL, change, NeighbourTableCodec::encodeRequest));
            assertThat(new NeighbourTableChange(
                            asked.family(),
                            asked.name(),
                            asked.threshold1(),
                            asked.threshold2(),
                            asked.threshold3(),
                            asked.gcInterval(),
                            asked.parameters().orElse(NeighbourParameters.NONE)))
                    .as("seed %s", seed)
                    .isEqualTo(change);
        }
    }

    @Test
    void any_group_comes_back() throws DecodeException {
        for (long seed = SEED; seed < SEED + RECORDS; seed++) {
            GroupAddress group = new AddressRecords(seed).groupAddress();
            MessageReader reported = message(Rtm.RTM_NEWMULTICAST, group, GroupAddressCodec::encode);
            assertThat(RtDecoder.decode(reported)).as("seed %s", seed).isEqualTo(group);
        }
    }

    /** Also that nothing is read beyond the message: the buffer ends where it does. */
    @Test
    void any_bytes_are_a_record_or_a_decode_exception() {
        List<byte[]> messages = new ArrayList<>();
        for (long seed = SEED; seed < SEED + 300; seed++) {
            NeighbourRecords records = new NeighbourRecords(seed);
            messages.add(bytes(Rtm.RTM_NEWNEIGH, records.neighbour(), NeighbourCodec::encode));
            messages.add(bytes(Rtm.RTM_NEWNEIGH, records.fdbEntry(), FdbCodec::encode));
            messages.add(bytes(Rtm.RTM_NEWNEIGHTBL, records.table(), NeighbourTableCodec::encode));
            messages.add(bytes(Rtm.RTM_NEWANYCAST, new AddressRecords(seed).groupAddress(), GroupAddressCodec::encode));
        }
        Random random = new Random(SEED);
        int refused = 0;
        for (int i = 0; i < MUTATIONS; i++) {
            byte[] bytes = Mutations.mutate(messages.get(random.nextInt(messages.size())), random);
            refused += Mutations.survives(bytes, "seed " + SEED + ", mutation " + i) ? 0 : 1;
        }
        assertThat(refused).as("seed %s", SEED).isBetween(MUTATIONS / 20, MUTATIONS);
    }

    private static <T> MessageReader message(int type, T record, BiConsumer<T, MessageWriter> encoder)
            throws DecodeException {
        return Bytes.message(Unpooled.wrappedBuffer(bytes(type, record, encoder)));
    }

    private static <T> byte[] bytes(int type, T record, BiConsumer<T, MessageWriter> encoder) {
        ByteBuf out = Unpooled.buffer();
        MessageWriter writer = new MessageWriter(out).begin(type, 0, 1);
        encoder.accept(record, writer);
        writer.end();
        return ByteBufUtil.getBytes(out);
    }
}
