package dev.multipath.netlink;

import static dev.multipath.netlink.codec.nftables.Nft.*;
import static dev.multipath.netlink.wire.NetlinkHeader.NLM_F_APPEND;
import static dev.multipath.netlink.wire.NetlinkHeader.NLM_F_CREATE;
import static dev.multipath.netlink.wire.NetlinkHeader.NLM_F_EXCL;
import static dev.multipath.netlink.wire.NetlinkHeader.NLM_F_REPLACE;

import dev.multipath.netlink.codec.nftables.ChainCodec;
import dev.multipath.netlink.codec.nftables.ElementCodec;
import dev.multipath.netlink.codec.nftables.NftaRule;
import dev.multipath.netlink.codec.nftables.RuleCodec;
import dev.multipath.netlink.codec.nftables.SetCodec;
import dev.multipath.netlink.codec.nftables.SetReference;
import dev.multipath.netlink.codec.nftables.TableCodec;
import dev.multipath.netlink.model.nftables.NfChain;
import dev.multipath.netlink.model.nftables.NfContents;
import dev.multipath.netlink.model.nftables.NfElement;
import dev.multipath.netlink.model.nftables.NfGeneration;
import dev.multipath.netlink.model.nftables.NfRule;
import dev.multipath.netlink.model.nftables.NfSet;
import dev.multipath.netlink.model.nftables.NfTable;
import dev.multipath.netlink.model.nftables.NfTableKey;
import dev.multipath.netlink.wire.MessageWriter;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Changes of nf_tables that the kernel makes all at once or not at all: {@code nft -f}.
 *
 * <pre>{@code
 * netfilter.tables().transaction()
 *     .replace(contents)
 *     .commit();
 * }</pre>
 *
 * <p>They are carried out in order: chains before the sets and rules that lead into them, sets before the rules that look
 * into them. No packet sees a state between. The whole goes out by one system call, however large it is; a table of 40
 * uplinks takes 26 KB.
 *
 * <p>An anonymous set ({@link NfSet#anonymous()}) is added before the rule that names it, by the name it has there; the
 * kernel gives it a number of its own, and refuses it where no rule follows.
 *
 * <p>Not to be shared between threads; the handle it came from may be.
 *
 * @see <a href="https://man7.org/linux/man-pages/man8/nft.8.html">nft(8)</a>
 */
public final class NfTransaction {
    /** Elements of a set that go into one message: one takes at most some 250 bytes, a list 64 KiB. */
    private static final int ELEMENTS_TOGETHER = 200;

    private final Conversation conversation;
    private final Duration timeout;
    private Changes changes = new Changes();
    private final Map<NfTableKey, Map<String, SetReference>> sets = new HashMap<>();
    private long lastSet;

    NfTransaction(Conversation conversation, Duration timeout) {
        this.conversation = conversation;
        this.timeout = timeout;
    }

    /** {@code add table}: where there is one it only gets these flags. */
    public NfTransaction add(NfTable table) {
        return plus(NFT_MSG_NEWTABLE, NLM_F_CREATE, out -> TableCodec.encodeRequest(table, out), () -> "add " + table);
    }

    /** {@code create table}: refused with EEXIST where there is one. */
    public NfTransaction create(NfTable table) {
        int flags = NLM_F_CREATE | NLM_F_EXCL;
        return plus(NFT_MSG_NEWTABLE, flags, out -> TableCodec.encodeRequest(table, out), () -> "create " + table);
    }

    /** {@code delete table}, with all that is in it; ENOENT where there is none. */
    public NfTransaction delete(NfTableKey table) {
        return plus(NFT_MSG_DELTABLE, 0, out -> TableCodec.encodeKey(table, out), () -> "delete table " + table);
    }

    /** Deletes a table, with all that is in it, where there is one. */
    public NfTransaction deleteIfPresent(NfTableKey table) {
        // Makes it first: NFT_MSG_DESTROYTABLE is there from Linux 6.3 on only.
        plus(NFT_MSG_NEWTABLE, NLM_F_CREATE, out -> TableCodec.encodeKey(table, out), () -> "add table " + table);
        return delete(table);
    }

    /** {@code add chain}: where there is one of the same kind it only gets this policy. */
    public NfTransaction add(NfChain chain) {
        return plus(NFT_MSG_NEWCHAIN, NLM_F_CREATE, out -> ChainCodec.encodeRequest(chain, out), () -> "add " + chain);
    }

    /** {@code create chain}: refused with EEXIST where there is one. */
    public NfTransaction create(NfChain chain) {
        int flags = NLM_F_CREATE | NLM_F_EXCL;
        return plus(NFT_MSG_NEWCHAIN, flags, out -> ChainCodec.encodeRequest(chain, out), () -> "create " + chain);
    }

    /** {@code delete chain}: EBUSY where it has rules, or others lead into it. */
    public NfTransaction delete(NfChain chain) {
        return plus(
                NFT_MSG_DELCHAIN,
                0,
                out -> ChainCodec.encodeKey(chain.table(), chain.name(), out),
                () -> "delete " + chain);
    }

    /** {@code flush chain}: deletes its rules. */
    public NfTransaction flush(NfChain chain) {
        return plus(
                NFT_MSG_DELRULE,
                0,
                out -> RuleCodec.encodeKey(chain.table(), chain.name(), out),
                () -> "flush " + chain);
    }

    /** {@code add set} or {@code add map}, with its elements. */
    public NfTransaction add(NfSet set) {
        SetReference reference = new SetReference(wireName(set), ++lastSet);
        sets.computeIfAbsent(set.table(), table -> new HashMap<>()).put(set.name(), reference);
        plus(NFT_MSG_NEWSET, NLM_F_CREATE, out -> SetCodec.encodeRequest(set, reference, out), () -> "add " + set);
        return addElements(set, set.elements());
    }

    /** {@code delete set} or {@code delete map}: EBUSY where a rule uses it. */
    public NfTransaction delete(NfSet set) {
        return plus(NFT_MSG_DELSET, 0, out -> SetCodec.encodeKey(set.table(), set.name(), out), () -> "delete " + set);
    }

    /** {@code add element}: refused with EEXIST where a map has another value for the key. */
    public NfTransaction addElements(NfSet set, List<NfElement> elements) {
        return elements(NFT_MSG_NEWSETELEM, NLM_F_CREATE, "add", set, elements);
    }

    /** {@code delete element}: ENOENT where one is not there. */
    public NfTransaction deleteElements(NfSet set, List<NfElement> elements) {
        return elements(NFT_MSG_DELSETELEM, 0, "delete", set, elements);
    }

    /** {@code flush set} or {@code flush map}: deletes its elements. */
    public NfTransaction flush(NfSet set) {
        return plus(
                NFT_MSG_DELSETELEM,
                0,
                out -> ElementCodec.encodeKey(set.table(), set.name(), out),
                () -> "flush " + set);
    }

    /** {@code add rule}: behind all of its chain. */
    public NfTransaction add(NfRule rule) {
        return rule(NLM_F_CREATE | NLM_F_APPEND, rule, "add ", out -> {});
    }

    /** {@code insert rule}: before all of its chain. */
    public NfTransaction insert(NfRule rule) {
        return rule(NLM_F_CREATE, rule, "insert ", out -> {});
    }

    /**
     * {@code add rule … position}: behind another of its chain.
     *
     * @throws IllegalArgumentException where the other has no handle
     */
    public NfTransaction addAfter(NfRule other, NfRule rule) {
        long handle = handle(other);
        return rule(
                NLM_F_CREATE | NLM_F_APPEND,
                rule,
                "add ",
                out -> out.attributes().be64(NftaRule.NFTA_RULE_POSITION, handle));
    }

    /**
     * {@code insert rule … position}: before another of its chain.
     *
     * @throws IllegalArgumentException where the other has no handle
     */
    public NfTransaction insertBefore(NfRule other, NfRule rule) {
        long handle = handle(other);
        return rule(NLM_F_CREATE, rule, "insert ", out -> out.attributes().be64(NftaRule.NFTA_RULE_POSITION, handle));
    }

    /**
     * {@code replace rule}: in the place of another.
     *
     * @throws IllegalArgumentException where the other has no handle
     */
    public NfTransaction replace(NfRule other, NfRule rule) {
        long handle = handle(other);
        return rule(NLM_F_REPLACE, rule, "replace ", out -> out.attributes().be64(NftaRule.NFTA_RULE_HANDLE, handle));
    }

    /**
     * {@code delete rule}: ENOENT where there is none of this handle.
     *
     * @throws IllegalArgumentException where the rule has no handle
     */
    public NfTransaction delete(NfRule rule) {
        long handle = handle(rule);
        Consumer<MessageWriter> body = out -> {
            RuleCodec.encodeKey(rule.table(), rule.chain(), out);
            out.attributes().be64(NftaRule.NFTA_RULE_HANDLE, handle);
        };
        return plus(NFT_MSG_DELRULE, 0, body, () -> "delete " + rule);
    }

    /** Adds a table with all that is in it. */
    public NfTransaction add(NfContents contents) {
        add(contents.table());
        contents.chains().forEach(this::add);
        contents.sets().forEach(this::add);
        contents.rules().forEach(this::add);
        return this;
    }

    /** Puts a table with all that is in it in the place of that of the same name, where there is one. */
    public NfTransaction replace(NfContents contents) {
        return deleteIfPresent(contents.table().key()).add(contents);
    }

    /** How many messages there are. */
    public int size() {
        return changes.list.size();
    }

    /**
     * Makes the changes, all or none, and empties the transaction, which can then be filled again.
     *
     * @throws NetlinkException.Rejected names the first message at fault; nothing was changed
     */
    public void commit() {
        run(TransactionRun.ANY_GENERATION);
    }

    /**
     * Makes the changes, all or none, if nobody changed any table since; empties the transaction.
     *
     * @param generation of {@link NfReading#generation} or {@link NfTables#generation}
     * @return false where another generation is in force; nothing was changed
     * @throws NetlinkException.Rejected names the first message at fault; nothing was changed
     */
    public boolean commitIf(NfGeneration generation) {
        return run(generation.id());
    }

    private boolean run(long generation) {
        Changes made = changes;
        changes = new Changes();
        sets.clear();
        return made.list.isEmpty() || conversation.run(new TransactionRun(made, generation), timeout);
    }

    private NfTransaction plus(int message, int flags, Consumer<MessageWriter> body, Supplier<String> words) {
        changes.plus(new NftRequest(message, flags, body, words));
        return this;
    }

    private NfTransaction rule(int flags, NfRule rule, String verb, Consumer<MessageWriter> place) {
        SetReference.Book book = name -> reference(rule.table(), name);
        Consumer<MessageWriter> body = out -> {
            RuleCodec.encodeRequest(rule, book, out);
            place.accept(out);
        };
        return plus(NFT_MSG_NEWRULE, flags, body, () -> verb + rule);
    }

    private NfTransaction elements(int message, int flags, String verb, NfSet set, List<NfElement> elements) {
        SetReference reference = reference(set.table(), set.name()).orElse(SetReference.named(set.name()));
        for (int from = 0; from < elements.size(); from += ELEMENTS_TOGETHER) {
            List<NfElement> some = elements.subList(from, Math.min(elements.size(), from + ELEMENTS_TOGETHER));
            plus(
                    message,
                    flags,
                    out -> ElementCodec.encode(set.table(), reference, some, out),
                    () -> verb + " elements of " + set + " from " + some.get(0));
        }
        return this;
    }

    private Optional<SetReference> reference(NfTableKey table, String name) {
        return Optional.ofNullable(sets.getOrDefault(table, Map.of()).get(name));
    }

    private static String wireName(NfSet set) {
        return set.isAnonymous() ? set.name().replaceFirst("\\d*$", "%d") : set.name();
    }

    private static long handle(NfRule rule) {
        return rule.handle().orElseThrow(() -> new IllegalArgumentException("no handle, read it first: " + rule));
    }
}
