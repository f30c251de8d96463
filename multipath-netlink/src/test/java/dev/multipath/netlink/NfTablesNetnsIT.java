package dev.multipath.netlink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.multipath.netlink.model.FwMark;
import dev.multipath.netlink.model.nftables.Expression;
import dev.multipath.netlink.model.nftables.NfChain;
import dev.multipath.netlink.model.nftables.NfContents;
import dev.multipath.netlink.model.nftables.NfFamily;
import dev.multipath.netlink.model.nftables.NfGeneration;
import dev.multipath.netlink.model.nftables.NfRegister;
import dev.multipath.netlink.model.nftables.NfRule;
import dev.multipath.netlink.model.nftables.NfSet;
import dev.multipath.netlink.model.nftables.NfTable;
import dev.multipath.netlink.model.nftables.NfTableKey;
import dev.multipath.netlink.model.nftables.NfUserData;
import dev.multipath.netlink.model.nftables.NfValue;
import dev.multipath.netlink.model.nftables.Socket;
import dev.multipath.netlink.model.nftables.SocketKey;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** nf_tables on the running kernel: ours read by nft, nft's read by us. */
@Timeout(120)
final class NfTablesNetnsIT {
    private static final NfTableKey T = new NfTableKey(NfFamily.INET, "t");

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

    @Test
    void the_typical_table_is_the_same_whether_nft_writes_it_or_we_do() {
        live.nft(TypicalTable.SCRIPT);
        NfContents theirs = tables.contents(TypicalTable.KEY).orElseThrow();
        String theirText = live.nft("list ruleset");
        live.nft("flush ruleset");
        tables.transaction().add(TypicalTable.contents()).commit();
        NfContents ours = tables.contents(TypicalTable.KEY).orElseThrow();

        assertThat(ours.canonical()).isEqualTo(TypicalTable.contents().canonical());
        assertThat(ours.sameContent(TypicalTable.contents())).isTrue();
        assertThat(withoutNotes(ours)).isEqualTo(withoutNotes(theirs));
        // nft cannot say what a number of numgen is unless a set's user data have the expression.
        assertThat(live.nft("list ruleset"))
                .isEqualTo(theirText.replace("typeof numgen inc mod 3 : meta mark", "type 0 : mark"));
    }

    /** Without what nft notes for itself beside each set. */
    private static NfContents withoutNotes(NfContents contents) {
        List<NfSet> sets = contents.sets().stream()
                .map(set -> set.userData(NfUserData.NONE))
                .toList();
        return new NfContents(contents.table(), contents.chains(), sets, contents.rules()).canonical();
    }

    @Test
    void a_table_of_nft_with_every_expression_is_read_and_written_again_without_loss() {
        live.nft(resource("/nftables/every-expression.nft"));
        NfContents read = tables.contents(T).orElseThrow();
        String text = withoutTime(live.nft("list ruleset"));

        tables.transaction().replace(read).commit();

        assertThat(withoutTime(live.nft("list ruleset"))).isEqualTo(text);
        NfContents again = tables.contents(T).orElseThrow();
        assertThat(again.canonical()).isEqualTo(read.canonical());
        assertThat(again.table().handle()).isNotEqualTo(read.table().handle());
        assertThat(kinds(read))
                .containsAll(Arrays.stream(Expression.class.getPermittedSubclasses())
                        .map(Class::getSimpleName)
                        .toList());
    }

    private static Set<String> kinds(NfContents contents) {
        return contents.rules().stream()
                .flatMap(rule -> rule.expressions().stream())
                .map(expression -> expression.getClass().getSimpleName())
                .collect(Collectors.toSet());
    }

    /** The time that is left of an element runs on. */
    private static String withoutTime(String text) {
        return text.replaceAll("expires [0-9a-z]+", "expires soon");
    }

    @Test
    void the_cgroup_of_a_socket_is_looked_up_at_a_level() {
        NfChain chain = NfChain.of(T, "c");
        NfRule rule = NfRule.in(chain)
                .plus(new Socket(SocketKey.CGROUPV2, OptionalLong.of(1), NfRegister.R1))
                .is(NfValue.host64(4711))
                .setMark(new FwMark(1, 1))
                .build();
        tables.transaction()
                .add(NfTable.of(NfFamily.INET, "t"))
                .add(chain)
                .add(rule)
                .commit();
        assertThat(tables.contents(T).orElseThrow().rules("c"))
                .singleElement()
                .satisfies(read -> assertThat(read.sameContent(rule)).isTrue());
    }

    @Test
    void a_fixed_size_of_segments_is_written_as_nft_does() {
        live.nft("table inet t {\nchain c {\ntcp flags syn tcp option maxseg size set 1360\n}\n}\n");
        NfRule rule = NfRule.in(NfChain.of(T, "c")).tcpSyn().clampMss(1360).build();

        assertThat(tables.contents(T).orElseThrow().rules("c"))
                .singleElement()
                .satisfies(read -> assertThat(read.sameContent(rule)).isTrue());
        assertThat(rule).asString().endsWith("tcp option maxseg size set 1360");
    }

    @Test
    void a_table_that_is_not_there_is_empty() {
        assertThat(tables.list()).isEmpty();
        assertThat(tables.get(T)).isEmpty();
        assertThat(tables.contents(T)).isEmpty();
        live.nft("add table inet t");
        assertThat(tables.list()).singleElement().hasToString("table inet t");
        assertThat(tables.contents(T).orElseThrow().chains()).isEmpty();
    }

    @Test
    void every_transaction_makes_another_generation() {
        NfGeneration first = tables.generation();
        live.nft("add table inet t");
        NfGeneration second = tables.generation();
        assertThat(second.id()).isNotEqualTo(first.id());
        live.nft("flush ruleset");
        assertThat(tables.generation().id()).isNotEqualTo(second.id());
    }

    @Test
    void a_table_of_forty_uplinks_fits_one_transaction() {
        NfContents large = TypicalTable.contents(40);
        tables.transaction().replace(large).commit();
        assertThat(tables.contents(TypicalTable.KEY).orElseThrow().sameContent(large))
                .isTrue();
        assertThat(live.nft("list chain inet multipath uplink_40"))
                .contains("meta mark set meta mark & 0xe8ffffff | 0x28000000");
    }

    /** Beyond the buffers of socket and conversation: 212,992 and 131,072 bytes. */
    @Test
    void a_transaction_of_half_a_megabyte_is_one_transaction() {
        NfChain chain = NfChain.of(T, "c");
        NfTransaction transaction =
                tables.transaction().add(NfTable.of(NfFamily.INET, "t")).add(chain);
        for (int i = 0; i < 1500; i++) {
            transaction.add(NfRule.in(chain)
                    .mark()
                    .is(NfValue.host32(i))
                    .inputName("eth0")
                    .counter()
                    .accept()
                    .build());
        }
        transaction.commit();
        assertThat(tables.contents(T).orElseThrow().rules()).hasSize(1500);
    }

    private static String resource(String name) {
        try (InputStream in = NfTablesNetnsIT.class.getResourceAsStream(name)) {
            assertThat(in).as(name).isNotNull();
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
