package dev.multipath.agent.shell;

import dev.multipath.agent.core.FlowWork.TableSeen;
import dev.multipath.agent.flows.FlowRules;
import dev.multipath.agent.flows.FlowTable;
import dev.multipath.netlink.NfReading;
import dev.multipath.netlink.NfTables;
import dev.multipath.netlink.NfTransaction;
import dev.multipath.netlink.model.nftables.NfContents;
import dev.multipath.netlink.model.nftables.NfFamily;
import dev.multipath.netlink.model.nftables.NfTable;
import dev.multipath.netlink.model.nftables.NfTableKey;
import dev.multipath.netlink.model.nftables.NfUserData;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Keeps one nf_tables table as it is wished for. A table is the agent's by its comment; one of the same name without it is
 * a stranger's and never touched. While no transaction of anybody's came in between, a look is one small question.
 */
final class TableKeeper {
    /** How often others may change their tables while ours is put in place. */
    private static final int ATTEMPTS = 5;

    private final NfTables tables;
    private String owner = "";
    private Optional<FlowTable> wish = Optional.empty();
    private @Nullable TableSeen settled;
    private long generation;
    private long repairs;

    TableKeeper(NfTables tables) {
        this.tables = tables;
    }

    TableSeen keep(String byOwner, Optional<FlowTable> wished) {
        boolean same = settled != null && wish.equals(wished) && owner.equals(byOwner);
        if (same && settled != null && tables.generation().id() == generation) {
            return settled;
        }
        boolean stood = same && settled != null && settled.present();
        owner = byOwner;
        wish = wished;
        settled = null;
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            Optional<TableSeen> seen = attempt(stood);
            if (seen.isPresent()) {
                settled = seen.get();
                return settled;
            }
        }
        return new TableSeen(false, Optional.of("nf_tables changes all the time"), repairs);
    }

    /** Empty if others changed something meanwhile. */
    private Optional<TableSeen> attempt(boolean stood) {
        List<NfTable> others = new ArrayList<>();
        for (NfTable table : tables.list()) {
            boolean wanted = wish.map(each -> key(each).equals(table.key())).orElse(false);
            if (isOwn(table) && !wanted) {
                others.add(table);
            }
        }
        NfTableKey key = wish.map(TableKeeper::key).orElse(new NfTableKey(NfFamily.INET, "multipath"));
        NfReading reading = tables.read(key);
        generation = reading.generation().id();
        Optional<NfContents> wanted = wish.map(FlowRules::of);
        if (wanted.isPresent() && reading.contents().isPresent() && !isOwn(reading.contents().get().table())) {
            return Optional.of(trouble("table " + key + " is somebody else's: its comment is not \"" + owner
                    + "\"; the agent leaves it alone, and pins no connection until it is gone or renamed"));
        }
        if (stands(wanted, reading) && others.isEmpty()) {
            return Optional.of(new TableSeen(wanted.isPresent(), Optional.empty(), repairs));
        }
        NfTransaction transaction = tables.transaction();
        others.forEach(table -> transaction.delete(table.key()));
        wanted.ifPresent(transaction::replace);
        if (!transaction.commitIf(reading.generation())) {
            return Optional.empty();
        }
        repairs += stood ? 1 : 0;
        NfReading after = tables.read(key);
        generation = after.generation().id();
        return Optional.of(
                stands(wanted, after)
                        ? new TableSeen(wanted.isPresent(), Optional.empty(), repairs)
                        : trouble("the kernel shows table " + key + " otherwise than it was written;"
                                + " tables have comments from Linux 5.10 on"));
    }

    private TableSeen trouble(String text) {
        return new TableSeen(false, Optional.of(text), repairs);
    }

    private static boolean stands(Optional<NfContents> wanted, NfReading reading) {
        return wanted.isEmpty()
                || reading.contents()
                        .map(contents -> contents.sameContent(wanted.get()))
                        .orElse(false);
    }

    private boolean isOwn(NfTable table) {
        return table.key().family().equals(NfFamily.INET)
                && NfUserData.comment(table.userData()).equals(Optional.of(owner));
    }

    private static NfTableKey key(FlowTable table) {
        return new NfTableKey(NfFamily.INET, table.name());
    }
}
