package dev.multipath.netlink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.multipath.netlink.model.nftables.NfContents;
import dev.multipath.netlink.model.nftables.NfSet;
import dev.multipath.netlink.model.nftables.NfUserData;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** nf_tables on the running kernel: ours read by nft, nft's read by us. */
final class NfTablesNetnsIT {
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
}
