package dev.multipath.netlink;

import static dev.multipath.netlink.codec.nftables.Nft.*;

import dev.multipath.netlink.codec.nftables.ChainCodec;
import dev.multipath.netlink.codec.nftables.ElementCodec;
import dev.multipath.netlink.codec.nftables.GenerationCodec;
import dev.multipath.netlink.codec.nftables.Nft;
import dev.multipath.netlink.codec.nftables.RuleCodec;
import dev.multipath.netlink.codec.nftables.SetCodec;
import dev.multipath.netlink.codec.nftables.TableCodec;
import dev.multipath.netlink.model.nftables.NfChain;
import dev.multipath.netlink.model.nftables.NfContents;
import dev.multipath.netlink.model.nftables.NfElement;
import dev.multipath.netlink.model.nftables.NfFamily;
import dev.multipath.netlink.model.nftables.NfGeneration;
import dev.multipath.netlink.model.nftables.NfRule;
import dev.multipath.netlink.model.nftables.NfSet;
import dev.multipath.netlink.model.nftables.NfTable;
import dev.multipath.netlink.model.nftables.NfTableKey;
import dev.multipath.netlink.transport.Errno;
import dev.multipath.netlink.wire.MessageWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Tables of nf_tables with all that is in them: {@code nft}.
 *
 * <p>Every method throws a {@link NetlinkException} when the kernel refuses or cannot be asked; {@code EPERM} without
 * CAP_NET_ADMIN, also for reading. Changes are made by a {@link NfTransaction}, all or none.
 *
 * @see <a href="https://man7.org/linux/man-pages/man8/nft.8.html">nft(8)</a>
 */
public final class NfTables {
    /** How often a table that changes while it is read is read. */
    static final int ATTEMPTS = Conversation.DUMP_ATTEMPTS;

    private final Conversation conversation;
    private final Duration timeout;

    NfTables(Conversation conversation, Duration timeout) {
        this.conversation = conversation;
        this.timeout = timeout;
    }

    /** Which state all tables of the namespace are in: another number after each transaction, whoever it is of. */
    public NfGeneration generation() {
        List<NfGeneration> answer = new ArrayList<>(1);
        Request request = question(NFT_MSG_GETGEN, message -> Nft.header(message, NfFamily.UNSPEC), "get generation");
        conversation.get(request, timeout, new Gathering<>(answer, GenerationCodec::decode), 0);
        return answer.get(0);
    }

    /** The tables of all families, without what is in them. */
    public List<NfTable> list() {
        List<NfTable> tables = new ArrayList<>();
        Request request = question(NFT_MSG_GETTABLE, message -> Nft.header(message, NfFamily.UNSPEC), "list tables");
        conversation.dump(request, timeout, new Gathering<>(tables, TableCodec::decode), 0);
        return tables;
    }

    /** The table itself; empty where there is none. */
    public Optional<NfTable> get(NfTableKey key) {
        List<NfTable> answer = new ArrayList<>(1);
        Gathering<NfTable> sink = new Gathering<>(answer, TableCodec::decode);
        Request request =
                question(NFT_MSG_GETTABLE, message -> TableCodec.encodeKey(key, message), "list table " + key);
        conversation.get(request, timeout, sink, Errno.ENOENT.value());
        return sink.first();
    }

    /**
     * A table with all that is in it; empty where there is none.
     *
     * @throws NetlinkException.DumpInterrupted when it changed each time it was read
     */
    public Optional<NfContents> contents(NfTableKey key) {
        return read(key).contents();
    }

    /**
     * A table with all that is in it, and in which generation that was so.
     *
     * @throws NetlinkException.DumpInterrupted when it changed each time it was read
     */
    public NfReading read(NfTableKey key) {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            NfGeneration before = generation();
            Optional<NfContents> contents = get(key).map(this::contents);
            if (generation().id() == before.id()) {
                return new NfReading(before, contents);
            }
        }
        throw new NetlinkException.DumpInterrupted("list table " + key, ATTEMPTS);
    }

    /** Begins changes, without any yet. */
    public NfTransaction transaction() {
        return new NfTransaction(conversation, timeout);
    }

    /** May be of several generations; parts that vanished meanwhile are left out. */
    private NfContents contents(NfTable table) {
        NfTableKey key = table.key();
        List<NfChain> chains = dump(
                NFT_MSG_GETCHAIN,
                message -> Nft.header(message, key.family()),
                "list chains of table " + key,
                ChainCodec::decode,
                chain -> chain.table().equals(key));
        List<NfSet> sets = dump(
                NFT_MSG_GETSET,
                message -> SetCodec.encodeKey(key, message),
                "list sets of table " + key,
                SetCodec::decode,
                set -> set.table().equals(key));
        List<NfRule> rules = dump(
                NFT_MSG_GETRULE,
                message -> RuleCodec.encodeKey(key, message),
                "list rules of table " + key,
                RuleCodec::decode,
                rule -> rule.table().equals(key));
        return new NfContents(table, chains, sets.stream().map(this::filled).toList(), rules);
    }

    private NfSet filled(NfSet set) {
        List<List<NfElement>> parts = dump(
                NFT_MSG_GETSETELEM,
                message -> ElementCodec.encodeKey(set.table(), set.name(), message),
                "list " + set,
                ElementCodec::decode,
                part -> true);
        return set.elements(parts.stream().flatMap(List::stream).toList());
    }

    private <T> List<T> dump(
            int message, Consumer<MessageWriter> body, String words, Decoder<T> decoder, Predicate<T> wanted) {
        List<T> objects = new ArrayList<>();
        Request request = question(message, body, words);
        conversation.dump(request, timeout, new Gathering<>(objects, decoder, wanted), Errno.ENOENT.value());
        return objects;
    }

    private static Request question(int message, Consumer<MessageWriter> body, String words) {
        return new NftRequest(message, 0, body, () -> words);
    }
}
