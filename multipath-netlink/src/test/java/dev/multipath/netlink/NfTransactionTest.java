package dev.multipath.netlink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.multipath.netlink.codec.nftables.Nft;
import dev.multipath.netlink.golden.NftMessages;
import dev.multipath.netlink.model.ByteString;
import dev.multipath.netlink.model.nftables.NfChain;
import dev.multipath.netlink.model.nftables.NfContents;
import dev.multipath.netlink.model.nftables.NfFamily;
import dev.multipath.netlink.model.nftables.NfGeneration;
import dev.multipath.netlink.model.nftables.NfRule;
import dev.multipath.netlink.model.nftables.NfSet;
import dev.multipath.netlink.model.nftables.NfTable;
import dev.multipath.netlink.model.nftables.NfTableKey;
import dev.multipath.netlink.model.nftables.OtherExpression;
import dev.multipath.netlink.transport.Errno;
import dev.multipath.netlink.transport.ErrnoException;
import dev.multipath.netlink.transport.NetlinkSocket;
import dev.multipath.netlink.wire.DecodeException;
import dev.multipath.netlink.wire.MessageReader;
import dev.multipath.netlink.wire.NetlinkHeader;
import io.netty.buffer.ByteBuf;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What a transaction sends, and what it makes of answers no kernel could be made to give. */
final class NfTransactionTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(1);
    private static final NfTableKey T = new NfTableKey(NfFamily.INET, "t");
    private static final NfTable TABLE = NfTable.of(NfFamily.INET, "t");
    private static final NfChain CHAIN = NfChain.of(T, "c");
    private static final int ERESTART = -85;
    private static final int EPERM = -1;
    private static final int ENOENT = -2;
    private static final int ENOMEM = -12;

    private final ScriptedSocket socket = new ScriptedSocket();
    private final Conversation conversation = new Conversation(socket, socket.ticker());

    private NfTransaction transaction() {
        return new NfTransaction(conversation, TIMEOUT);
    }

    /** Two messages: the batch begins with sequence 1, ends with 4. */
    private NfTransaction two() {
        return transaction().add(TABLE).add(CHAIN);
    }

    @Test
    void first_and_last_ask_for_an_acknowledgement() {
        socket.script((request, kernel) -> kernel.ack(2, 0).flush().ack(4, 0).flush());
        transaction()
                .add(TABLE)
                .add(CHAIN)
                .add(NfRule.in(CHAIN).accept().build())
                .commit();

        List<NetlinkHeader> sent = socket.sends.get(0);
        assertThat(sent)
                .extracting(NetlinkHeader::type)
                .containsExactly(
                        Nft.NFNL_MSG_BATCH_BEGIN,
                        Nft.type(Nft.NFT_MSG_NEWTABLE),
                        Nft.type(Nft.NFT_MSG_NEWCHAIN),
                        Nft.type(Nft.NFT_MSG_NEWRULE),
                        Nft.NFNL_MSG_BATCH_END);
        assertThat(sent).extracting(NetlinkHeader::sequence).containsExactly(1, 2, 3, 4, 5);
        assertThat(sent)
                .extracting(header -> (header.flags() & NetlinkHeader.NLM_F_ACK) != 0)
                .containsExactly(false, true, false, true, false);
    }

    @Test
    void nothing_is_sent_without_changes() {
        transaction().commit();
        assertThat(transaction().commitIf(new NfGeneration(1, 0, ""))).isTrue();
        assertThat(socket.sends).isEmpty();
    }

    @Test
    void the_first_refusal_counts_and_leaves_the_handle_usable() {
        socket.script((request, kernel) ->
                kernel.refusal(3, ENOENT, "why", 20).flush().ack(4, ENOENT).flush());
        NetlinkException.Rejected refused = catchThrowableOfType(
                NetlinkException.Rejected.class,
                () -> two().add(NfRule.in(CHAIN).accept().build()).commit());
        assertThat(refused.request()).isEqualTo("add chain inet t c");
        assertThat(refused.kernelText()).contains("why");
        assertThat(refused.attribute()).contains("NFTA_CHAIN_TABLE");

        socket.script((request, kernel) -> kernel.ack(7, 0).ack(8, 0).flush());
        assertThatCode(() -> two().commit()).doesNotThrowAnyException();
    }

    /** Found when all messages are done, the kernel says it of the first, which it acknowledges behind that. */
    @Test
    void what_is_wrong_with_the_whole_is_not_put_on_the_first_message() {
        socket.script((request, kernel) ->
                kernel.ack(2, ENOMEM).flush().ack(2, 0).flush().ack(3, 0).flush());
        NetlinkException.Rejected refused = catchThrowableOfType(NetlinkException.Rejected.class, () -> two().commit());
        assertThat(refused.errno()).isEqualTo(Errno.ENOMEM);
        assertThat(refused.request()).isEqualTo("commit nf_tables transaction");
    }

    @Test
    void without_permission_the_beginning_is_refused() {
        socket.script((request, kernel) -> kernel.ack(1, EPERM).flush());
        NetlinkException.Rejected refused = catchThrowableOfType(NetlinkException.Rejected.class, () -> two().commit());
        assertThat(refused.errno()).isEqualTo(Errno.EPERM);
        assertThat(refused.request()).isEqualTo("commit nf_tables transaction");
    }

    @Test
    void another_generation_is_an_answer_only_where_one_was_named() {
        socket.script((request, kernel) -> kernel.ack(1, ERESTART).flush());
        assertThat(two().commitIf(new NfGeneration(7, 0, ""))).isFalse();
        socket.script((request, kernel) -> kernel.ack(5, ERESTART).flush());
        assertThat(catchThrowableOfType(NetlinkException.Rejected.class, () -> two().commit()))
                .isNotNull();
    }

    @Test
    void a_refusal_is_told_also_where_answers_were_dropped() {
        socket.script((request, kernel) ->
                kernel.fails(ScriptedSocket.ENOBUFS).ack(2, ENOENT).flush());
        NetlinkException.Rejected refused = catchThrowableOfType(NetlinkException.Rejected.class, () -> two().commit());
        assertThat(refused.request()).isEqualTo("add table inet t");
    }

    @Test
    void without_any_answer_nothing_is_known() {
        socket.script((request, kernel) -> kernel.fails(ScriptedSocket.ENOBUFS));
        NetlinkException.SocketFailed lost =
                catchThrowableOfType(NetlinkException.SocketFailed.class, () -> two().commit());
        assertThat(lost.errno()).isEqualTo(Errno.ENOBUFS);
        assertThat(catchThrowableOfType(NetlinkException.TimedOut.class, () -> two().commit())
                        .wasSent())
                .isTrue();
        socket.sendError = Errno.EMSGSIZE.value();
        assertThat(catchThrowableOfType(NetlinkException.SocketFailed.class, () -> two().commit())
                        .errno())
                .isEqualTo(Errno.EMSGSIZE);
        conversation.close();
        assertThat(catchThrowableOfType(NetlinkException.Closed.class, () -> two().commit()))
                .isNotNull();
    }

    @Test
    void what_does_not_fit_its_attribute_is_refused_before_and_leaves_nothing_behind() {
        NfTransaction transaction = two();
        OtherExpression large = new OtherExpression("x", ByteString.of(new byte[65_530]));
        assertThatIllegalArgumentException().isThrownBy(() -> transaction.add(NfRule.of(T, "c", List.of(large))));
        assertThat(transaction.size()).isEqualTo(2);
    }

    /** Message by message, in whatever order: the kernel numbers anonymous sets in that of their coming. */
    @Test
    void the_typical_table_is_the_messages_of_nft() throws IOException, DecodeException {
        List<byte[]> sent = new ArrayList<>();
        Conversation listening = new Conversation(new Listening(socket, sent), socket.ticker());
        NfContents contents = TypicalTable.contents();
        List<NfSet> inOrder = contents.sets().stream()
                .sorted(Comparator.comparing(NfSet::isAnonymous))
                .toList();
        NfTransaction transaction = new NfTransaction(listening, TIMEOUT);
        transaction.add(new NfContents(contents.table(), contents.chains(), inOrder, contents.rules()));
        int last = 1 + transaction.size();
        socket.script((request, kernel) -> kernel.ack(last, 0).flush());
        transaction.commit();

        assertThat(comparable(sent)).containsExactlyInAnyOrderElementsOf(comparable(recorded()));
    }

    private static List<String> comparable(List<byte[]> messages) {
        return messages.stream()
                .map(message -> message[4] + " " + message[5] + " " + withoutNotes(message))
                .toList();
    }

    /** Without what nft notes beside sets for itself. */
    private static String withoutNotes(byte[] message) {
        boolean set = message[4] == Nft.NFT_MSG_NEWSET;
        return NftMessages.comparable(message, true).stream()
                .filter(attribute -> !set || !attribute.startsWith("13:"))
                .collect(Collectors.joining(", "));
    }

    private static List<byte[]> recorded() throws IOException {
        try (InputStream in = NfTransactionTest.class.getResourceAsStream("/nftables/typical-batch.txt")) {
            assertThat(in).isNotNull();
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(HexFormat.of()::parseHex)
                    .toList();
        }
    }

    /** Keeps what is sent. */
    private record Listening(ScriptedSocket inner, List<byte[]> sent) implements NetlinkSocket {
        @Override
        public void send(ByteBuf messages) throws ErrnoException {
            try {
                MessageReader reader = new MessageReader(messages);
                while (reader.next()) {
                    sent.add(reader.toBytes());
                }
            } catch (DecodeException e) {
                throw new AssertionError(e);
            }
            inner.send(messages);
        }

        @Override
        public boolean receive(ByteBuf into, Duration timeout) throws ErrnoException {
            return inner.receive(into, timeout);
        }

        @Override
        public void join(int group) {}

        @Override
        public int receiveBuffer(int bytes) {
            return bytes;
        }

        @Override
        public int portId() {
            return inner.portId();
        }

        @Override
        public long namespaceCookie() {
            return inner.namespaceCookie();
        }

        @Override
        public void close() {
            inner.close();
        }
    }
}
