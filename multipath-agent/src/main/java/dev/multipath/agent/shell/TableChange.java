package dev.multipath.agent.shell;

import dev.multipath.netlink.NfTables;
import dev.multipath.netlink.NfTransaction;
import dev.multipath.netlink.model.nftables.NfContents;
import dev.multipath.netlink.model.nftables.NfGeneration;
import dev.multipath.netlink.model.nftables.NfTableKey;
import java.util.List;
import java.util.Optional;

/**
 * What has to be done to the agent's nf_tables tables, all at once.
 *
 * @param seen the generation in which that was so
 * @param deleted tables of the agent's that are not wished for
 * @param replaced the one that is, where it does not stand as wished
 * @param conflict a stranger's table that stands in its place; then nothing is done to it
 */
record TableChange(
        NfGeneration seen, List<NfTableKey> deleted, Optional<NfContents> replaced, Optional<String> conflict) {

    TableChange {
        deleted = List.copyOf(deleted);
    }

    boolean isEmpty() {
        return deleted.isEmpty() && replaced.isEmpty();
    }

    /** Makes the change; false if others changed any table since it was looked at. */
    boolean commit(NfTables tables) {
        NfTransaction transaction = tables.transaction();
        deleted.forEach(transaction::delete);
        replaced.ifPresent(transaction::replace);
        return transaction.commitIf(seen);
    }

    /** As a file for {@code nft -f}. */
    String text() {
        StringBuilder out = new StringBuilder();
        for (NfTableKey key : deleted) {
            out.append("delete table ").append(key).append('\n');
        }
        replaced.ifPresent(contents -> {
            NfTableKey key = contents.table().key();
            out.append("add table ").append(key).append('\n');
            out.append("delete table ").append(key).append('\n');
            out.append(contents).append('\n');
        });
        return out.toString().stripTrailing();
    }
}
