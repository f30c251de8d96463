package dev.multipath.netlink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.multipath.netlink.model.FwMark;
import dev.multipath.netlink.model.nftables.NfBaseChain;
import dev.multipath.netlink.model.nftables.NfChain;
import dev.multipath.netlink.model.nftables.NfContents;
import dev.multipath.netlink.model.nftables.NfElement;
import dev.multipath.netlink.model.nftables.NfFamily;
import dev.multipath.netlink.model.nftables.NfHook;
import dev.multipath.netlink.model.nftables.NfRule;
import dev.multipath.netlink.model.nftables.NfSet;
import dev.multipath.netlink.model.nftables.NfTable;
import dev.multipath.netlink.model.nftables.NfTableKey;
import dev.multipath.netlink.model.nftables.NfType;
import dev.multipath.netlink.model.nftables.NfValue;
import dev.multipath.netlink.model.nftables.NfVerdict;
import dev.multipath.netlink.transport.Errno;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Changes of nf_tables on the running kernel: all or none, and which one was at fault. */
@Timeout(120)
final class NfTransactionNetnsIT {
    private static final NfTableKey T = new NfTableKey(NfFamily.INET, "t");
    private static final NfTable TABLE = NfTable.of(NfFamily.INET, "t");
    private static final NfChain CHAIN = NfChain.of(T, "c");
    private static final NfSet MARKS = NfSet.map(T, "marks", NfType.MARK, NfType.MARK);

    private NftNamespace live;
    private NfTables tables;

    @BeforeEach
    void open() {
        live = new NftNamespace();
        tables = live.tables();
    }

    @AfterEach
    void close() {
        live.close();
    }

    private static NfRule rule(int mark) {
        return NfRule.in(CHAIN).markIs(FwMark.exactly(mark)).counter().build();
    }

    private List<String> rules() {
        return tables.contents(T).orElseThrow().rules("c").stream()
                .map(rule -> rule.withoutState().toString())
                .map(text -> text.replaceAll(".* 0x0*([0-9a-f]+) counter.*", "$1"))
                .toList();
    }

    @Test
    void a_message_that_is_refused_leaves_nothing_and_is_named() {
        live.nft("add table ip other; add chain ip other c");
        String before = live.nft("list ruleset");
        NetlinkException.Rejected refused = catchThrowableOfType(
                NetlinkException.Rejected.class,
                () -> tables.transaction()
                        .add(TABLE)
                        .add(CHAIN)
                        .add(rule(1))
                        .add(NfRule.in(CHAIN).jump("nowhere").build())
                        .add(rule(2))
                        .commit());
        assertThat(refused.errno()).isEqualTo(Errno.ENOENT);
        assertThat(refused.request()).isEqualTo("add rule inet t c jump nowhere");
        assertThat(refused).hasMessageStartingWith("add rule inet t c jump nowhere: ENOENT");
        assertThat(live.nft("list ruleset")).isEqualTo(before);

        tables.transaction().add(TABLE).add(CHAIN).add(rule(1)).commit();
        assertThat(rules()).containsExactly("1");
    }

    @Test
    void the_kernel_points_at_the_attribute() {
        NetlinkException.Rejected refused = catchThrowableOfType(
                NetlinkException.Rejected.class,
                () -> tables.transaction().add(TABLE).add(rule(1)).commit());
        assertThat(refused.errno()).isEqualTo(Errno.ENOENT);
        assertThat(refused.attribute()).contains("NFTA_RULE_CHAIN");

        refused = catchThrowableOfType(
                NetlinkException.Rejected.class,
                () -> tables.transaction().delete(T).commit());
        assertThat(refused.request()).isEqualTo("delete table inet t");
        assertThat(refused.attribute()).contains("NFTA_TABLE_NAME");
    }

    /** More refusals than the receive buffer holds; the first is what counts. */
    @Test
    void of_a_thousand_refusals_the_first_is_told() {
        NfTransaction transaction = tables.transaction().add(TABLE);
        for (int i = 0; i < 1000; i++) {
            transaction.add(rule(i));
        }
        NetlinkException.Rejected refused = catchThrowableOfType(NetlinkException.Rejected.class, transaction::commit);
        assertThat(refused.request()).contains("0x00000000");
        assertThat(tables.list()).isEmpty();
        tables.transaction().add(TABLE).commit();
        assertThat(tables.list()).hasSize(1);
    }

    @Test
    void an_anonymous_set_that_no_rule_uses_is_refused() {
        NfSet anonymous = NfSet.set(T, "__set0", NfType.MARK)
                .plus(NfElement.of(NfValue.host32(1)))
                .anonymous();
        NetlinkException.Rejected refused = catchThrowableOfType(
                NetlinkException.Rejected.class,
                () -> tables.transaction().add(TABLE).add(anonymous).commit());
        assertThat(refused.errno()).isEqualTo(Errno.EINVAL);
        assertThat(refused.request()).isEqualTo("commit nf_tables transaction");
        assertThat(tables.list()).isEmpty();
    }

    @Test
    void it_is_committed_only_in_the_generation_it_was_made_for() {
        NfReading read = tables.read(T);
        assertThat(tables.transaction().add(TABLE).commitIf(read.generation())).isTrue();
        assertThat(tables.transaction().add(CHAIN).commitIf(read.generation())).isFalse();
        assertThat(tables.contents(T).orElseThrow().chains()).isEmpty();

        NfReading current = tables.read(T);
        live.nft("add table ip other");
        assertThat(tables.transaction().add(CHAIN).commitIf(current.generation()))
                .isFalse();
        assertThat(tables.transaction().add(CHAIN).commitIf(tables.generation()))
                .isTrue();
    }

    @Test
    void tables_of_others_are_left_alone() {
        live.nft("table ip nat { chain c { type nat hook postrouting priority 100; oifname \"eth9\" masquerade; }; }");
        String theirs = live.nft("list table ip nat");
        tables.transaction().replace(TypicalTable.contents()).commit();
        tables.transaction().replace(TypicalTable.contents(3)).commit();
        tables.transaction().deleteIfPresent(TypicalTable.KEY).commit();
        tables.transaction().deleteIfPresent(TypicalTable.KEY).commit();
        assertThat(live.nft("list ruleset")).isEqualTo(theirs);
    }

    @Test
    void create_and_delete_insist() {
        tables.transaction().create(TABLE).create(CHAIN).commit();
        assertThat(errno(tables.transaction().create(TABLE))).isEqualTo(Errno.EEXIST);
        assertThat(errno(tables.transaction().create(CHAIN))).isEqualTo(Errno.EEXIST);
        tables.transaction().add(TABLE).add(CHAIN).commit();
        tables.transaction().delete(CHAIN).delete(T).commit();
        assertThat(errno(tables.transaction().delete(T))).isEqualTo(Errno.ENOENT);
    }

    private static Errno errno(NfTransaction transaction) {
        return catchThrowableOfType(NetlinkException.Rejected.class, transaction::commit)
                .errno();
    }

    @Test
    void rules_have_places() {
        tables.transaction()
                .add(TABLE)
                .add(CHAIN)
                .add(rule(1))
                .add(rule(3))
                .insert(rule(0))
                .commit();
        assertThat(rules()).containsExactly("0", "1", "3");
        List<NfRule> read = tables.contents(T).orElseThrow().rules();
        tables.transaction()
                .addAfter(read.get(1), rule(2))
                .insertBefore(read.get(0), rule(9))
                .replace(read.get(2), rule(4))
                .delete(read.get(0))
                .commit();
        assertThat(rules()).containsExactly("9", "1", "2", "4");
        tables.transaction().flush(CHAIN).commit();
        assertThat(rules()).isEmpty();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> tables.transaction().delete(rule(1)))
                .withMessageContaining("no handle");
    }

    @Test
    void elements_come_and_go() {
        List<NfElement> many = new ArrayList<>();
        for (int i = 0; i < 5000; i++) {
            many.add(NfElement.of(NfValue.host32(i), NfValue.host32(i + 1)));
        }
        tables.transaction().add(TABLE).add(MARKS.elements(many)).commit();
        NfSet read = tables.contents(T).orElseThrow().set("marks").orElseThrow();
        assertThat(read.sameContent(MARKS.elements(many))).isTrue();

        tables.transaction().deleteElements(MARKS, many.subList(1, 5000)).commit();
        assertThat(tables.contents(T).orElseThrow().sets().get(0).elements()).containsExactly(many.get(0));
        NfElement other = NfElement.of(NfValue.host32(0), NfValue.host32(7));
        NetlinkException.Rejected refused = catchThrowableOfType(
                NetlinkException.Rejected.class,
                () -> tables.transaction().addElements(MARKS, List.of(other)).commit());
        assertThat(refused.errno()).isEqualTo(Errno.EEXIST);
        assertThat(refused.request()).startsWith("add elements of map inet t marks from 0x");

        tables.transaction().flush(MARKS).addElements(MARKS, List.of(other)).commit();
        assertThat(tables.contents(T).orElseThrow().sets().get(0).elements()).containsExactly(other);
        tables.transaction().delete(MARKS).commit();
        assertThat(tables.contents(T).orElseThrow().sets()).isEmpty();
    }

    @Test
    void a_table_with_an_owner_goes_with_its_socket() {
        try (NfNetlink owner = NfNetlink.open(live.namespace())) {
            owner.tables().transaction().add(TABLE.flags(NfTable.OWNER)).commit();
            NfTable read = tables.get(T).orElseThrow();
            assertThat(read.owner()).hasValue(owner.portId() & 0xffff_ffffL);
            assertThat(read.sameContent(TABLE.flags(NfTable.OWNER))).isTrue();
            assertThat(errno(tables.transaction().add(CHAIN))).isEqualTo(Errno.EPERM);
            live.nft("flush ruleset");
            assertThat(tables.get(T)).isPresent();
        }
        assertThat(tables.get(T)).isEmpty();
    }

    @Test
    void a_table_that_persists_outlives_its_owner() {
        try (NfNetlink owner = NfNetlink.open(live.namespace())) {
            NfTable owned = TABLE.flags(NfTable.OWNER | NfTable.PERSIST);
            owner.tables().transaction().add(owned).add(CHAIN.comment("stays")).commit();
            assertThat(errno(tables.transaction().delete(T))).isEqualTo(Errno.EPERM);
        }
        NfContents read = tables.contents(T).orElseThrow();
        assertThat(read.table().owner()).isEmpty();
        assertThat(read.chains()).singleElement().matches(CHAIN.comment("stays")::sameContent);
    }

    @Test
    void a_table_with_a_mark_in_its_user_data_stays_and_is_known_again() {
        try (NfNetlink gone = NfNetlink.open(live.namespace())) {
            gone.tables().transaction().add(TABLE.comment("multipath-agent")).commit();
        }
        assertThat(tables.get(T).orElseThrow().sameContent(TABLE.comment("multipath-agent")))
                .isTrue();
        assertThat(live.nft("list ruleset")).contains("comment \"multipath-agent\"");
    }

    @Test
    void a_policy_is_changed_in_place() {
        NfChain input = NfChain.of(T, "input", NfBaseChain.filter(NfHook.INPUT, NfBaseChain.FILTER));
        tables.transaction().add(TABLE).add(input).commit();
        NfChain strict = NfChain.of(T, "input", input.base().orElseThrow().policy(NfVerdict.DROP));
        tables.transaction().add(strict).commit();
        assertThat(live.nft("list chain inet t input")).contains("policy drop");
        NfContents read = tables.contents(T).orElseThrow();
        assertThat(read.chain("input").orElseThrow().sameContent(strict)).isTrue();
    }
}
