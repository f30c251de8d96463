package dev.multipath.netlink.codec.nftables;

import static org.assertj.core.api.Assertions.assertThat;

import dev.multipath.netlink.codec.Mutations;
import dev.multipath.netlink.model.nftables.Expression;
import dev.multipath.netlink.model.nftables.NfChain;
import dev.multipath.netlink.model.nftables.NfElement;
import dev.multipath.netlink.model.nftables.NfFamily;
import dev.multipath.netlink.model.nftables.NfGeneration;
import dev.multipath.netlink.model.nftables.NfRule;
import dev.multipath.netlink.model.nftables.NfSet;
import dev.multipath.netlink.model.nftables.NfTable;
import dev.multipath.netlink.model.nftables.NfTableKey;
import dev.multipath.netlink.wire.DecodeException;
import dev.multipath.netlink.wire.MessageReader;
import dev.multipath.netlink.wire.MessageWriter;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.util.List;
import java.util.Random;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Any object of nf_tables becomes bytes and the same record again; any bytes a record or a DecodeException. */
final class NftRoundTripTest {
    private static final int RECORDS = 3_000;
    private static final int MUTATIONS = 30_000;
    /** Another one each run, unless {@code -Dmultipath.seed} repeats one. */
    private static final long SEED = Long.getLong("multipath.seed", System.nanoTime());

    private static final NfTableKey TABLE = new NfTableKey(NfFamily.INET, "t");

    /** Reads the message a reader stands on. */
    private interface Decoder<T> {
        T decode(MessageReader message) throws DecodeException;
    }

    @Test
    void any_reported_object_comes_back() throws DecodeException {
        for (long seed = SEED; seed < SEED + RECORDS; seed++) {
            NftRecords records = new NftRecords(seed);
            assertComesBack(records.any(NfTable.class), TableCodec::encode, TableCodec::decode, seed);
            assertComesBack(records.any(NfChain.class), ChainCodec::encode, ChainCodec::decode, seed);
            assertComesBack(records.any(NfRule.class), RuleCodec::encode, RuleCodec::decode, seed);
            NfSet set = records.any(NfSet.class).elements(List.of());
            assertComesBack(set, SetCodec::encode, SetCodec::decode, seed);
            assertComesBack(records.any(NfGeneration.class), GenerationCodec::encode, GenerationCodec::decode, seed);
            List<NfElement> elements = List.of(records.any(NfElement.class), records.any(NfElement.class));
            assertComesBack(elements, NftRoundTripTest::elements, ElementCodec::decode, seed);
        }
    }

    private static void elements(List<NfElement> elements, MessageWriter out) {
        ElementCodec.encode(TABLE, SetReference.named("s"), elements, out);
    }

    static Class<?>[] kinds() {
        return Expression.class.getPermittedSubclasses();
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void any_expression_of_each_kind_comes_back(Class<? extends Expression> kind) throws DecodeException {
        for (long seed = SEED; seed < SEED + RECORDS; seed++) {
            Expression expression = new NftRecords(seed).any(kind);
            NfRule rule = NfRule.of(TABLE, "c", List.of(expression));
            assertComesBack(rule, RuleCodec::encode, RuleCodec::decode, seed);
            assertThat(expression.toString()).startsWith("[ ").endsWith(" ]");
        }
    }

    @Test
    void a_request_has_no_handle() throws DecodeException {
        for (long seed = SEED; seed < SEED + RECORDS; seed++) {
            NftRecords records = new NftRecords(seed);
            NfRule rule = records.any(NfRule.class);
            BiConsumer<NfRule, MessageWriter> request =
                    (object, out) -> RuleCodec.encodeRequest(object, SetReference.Book.EMPTY, out);
            assertThat(RuleCodec.decode(message(bytes(rule, request)))).isEqualTo(rule.withoutHandle());
            NfTable table = records.any(NfTable.class);
            assertThat(TableCodec.decode(message(bytes(table, TableCodec::encodeRequest))))
                    .isEqualTo(table.withoutState());
            NfChain chain = records.any(NfChain.class);
            assertThat(ChainCodec.decode(message(bytes(chain, ChainCodec::encodeRequest))))
                    .isEqualTo(chain.withoutState());
        }
    }

    /** Also that nothing is read beyond the message: the buffer ends where it does. */
    @Test
    void any_bytes_are_a_record_or_a_decode_exception() {
        Random random = new Random(SEED);
        int refused = 0;
        for (int i = 0; i < MUTATIONS; i++) {
            byte[] original = bytes(new NftRecords(SEED + i % 500).any(NfRule.class), RuleCodec::encode);
            byte[] bytes = Mutations.mutate(original, random);
            String which = "seed " + SEED + ", mutation " + i;
            refused += survives(bytes, which, RuleCodec::decode) ? 0 : 1;
            survives(bytes, which, TableCodec::decode);
            survives(bytes, which, ChainCodec::decode);
            survives(bytes, which, SetCodec::decode);
            survives(bytes, which, ElementCodec::decode);
            survives(bytes, which, GenerationCodec::decode);
        }
        assertThat(refused).as("seed %s", SEED).isBetween(MUTATIONS / 20, MUTATIONS);
    }

    private static boolean survives(byte[] bytes, String which, Decoder<?> decoder) {
        try {
            MessageReader message = new MessageReader(Unpooled.wrappedBuffer(bytes));
            if (message.next()) {
                assertThat(decoder.decode(message).toString()).isNotNull();
            }
            return true;
        } catch (DecodeException e) {
            return false;
        } catch (RuntimeException e) {
            throw new AssertionError(which, e);
        }
    }

    private static <T> void assertComesBack(
            T record, BiConsumer<T, MessageWriter> encoder, Decoder<T> decoder, long seed) throws DecodeException {
        assertThat(decoder.decode(message(bytes(record, encoder))))
                .as("seed %s", seed)
                .isEqualTo(record);
        assertThat(record.toString()).isNotNull();
    }

    private static MessageReader message(byte[] bytes) throws DecodeException {
        MessageReader message = new MessageReader(Unpooled.wrappedBuffer(bytes));
        assertThat(message.next()).isTrue();
        return message;
    }

    private static <T> byte[] bytes(T record, BiConsumer<T, MessageWriter> encoder) {
        ByteBuf out = Unpooled.buffer();
        MessageWriter writer = new MessageWriter(out).begin(Nft.type(Nft.NFT_MSG_NEWRULE), 0, 1);
        encoder.accept(record, writer);
        writer.end();
        return ByteBufUtil.getBytes(out);
    }
}
