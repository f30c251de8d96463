package dev.multipath.agent.shell;

import dev.multipath.agent.core.FlowWork.TableSeen;
import dev.multipath.agent.flows.FlowRules;
import dev.multipath.agent.flows.FlowTable;
import dev.multipath.netlink.NetlinkException;
import dev.multipath.netlink.NfReading;
import dev.multipath.netlink.NfTables;
import dev.multipath.netlink.model.nftables.NfContents;
import dev.multipath.netlink.model.nftables.NfFamily;
import dev.multipath.netlink.model.nftables.NfTable;
import dev.multipath.netlink.model.nftables.NfTableKey;
import dev.multipath.netlink.model.nftables.NfUserData;
import dev.multipath.netlink.transport.Errno;
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

    /** Read where no table is wished for: a generation goes with it. */
    private static final NfTableKey ANY = new NfTableKey(NfFamily.INET, "multipath");

    /** Linux 6.9: nobody else may change the table or flush it, and it stays when this process ends, however. */
    private static final long HELD = NfTable.OWNER | NfTable.PERSIST;

    private final NfTables tables;
    private boolean holds;
    private String owner = "";
    private Optional<FlowTable> wish = Optional.empty();
    private @Nullable TableSeen settled;
    private long generation;
    private long repairs;

    /** Looks, and changes: whose the table is does not matter to it. */
    TableKeeper(NfTables tables) {
        this.tables = tables;
    }

    /**
     * Holds the table for as long as its socket is open, where the kernel knows that: without its rules, packets of
     * connections that were pinned elsewhere than the balance would lead them now take another way, and NAT ends them.
     */
    static TableKeeper holding(NfTables tables) {
        TableKeeper keeper = new TableKeeper(tables);
        keeper.holds = true;
        return keeper;
    }

    TableSeen keep(String byOwner, Optional<FlowTable> wished) {
        TableSeen last = wish.equals(wished) && owner.equals(byOwner) ? settled : null;
        if (last != null && tables.generation().id() == generation) {
            return last;
        }
        owner = byOwner;
        wish = wished;
        settled = null;
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            TableChange change = change(byOwner, wished);
            generation = change.seen().id();
            if (change.conflict().isPresent() || change.isEmpty()) {
                return settle(change.conflict());
            }
            if (isCommitted(change)) {
                repairs += last != null && last.present() ? 1 : 0;
                return settle(verified(byOwner, wished));
            }
        }
        return new TableSeen(false, Optional.of("nf_tables changes all the time"), repairs);
    }

    /** Whether the table stands and the kernel keeps others from changing it. */
    boolean isHeld() {
        return holds && settled != null && settled.present();
    }

    private boolean isCommitted(TableChange change) {
        try {
            return change.commit(tables);
        } catch (NetlinkException.Rejected refused) {
            if (!holds || !isOfOlderKernel(refused)) {
                throw refused;
            }
            holds = false;
            return false;
        }
    }

    /** It does not know the flags. Whatever else is refused so is refused again without them. */
    private static boolean isOfOlderKernel(NetlinkException.Rejected refused) {
        return refused.errno().equals(Errno.EOPNOTSUPP) || refused.errno().equals(Errno.EINVAL);
    }

    private TableSeen settle(Optional<String> trouble) {
        settled = new TableSeen(wish.isPresent() && trouble.isEmpty(), trouble, repairs);
        return settled;
    }

    private Optional<String> verified(String byOwner, Optional<FlowTable> wished) {
        TableChange left = change(byOwner, wished);
        generation = left.seen().id();
        return left.isEmpty()
                ? left.conflict()
                : Optional.of("the kernel shows the agent's nf_tables table otherwise than it was written;"
                        + " expected Linux 5.10 or later");
    }

    /** What would have to be done. */
    TableChange change(String byOwner, Optional<FlowTable> wished) {
        Optional<NfContents> contents = wished.map(FlowRules::of).map(each -> flags(each, holds ? HELD : 0));
        Optional<NfTableKey> key = contents.map(each -> each.table().key());
        NfReading reading = tables.read(key.orElse(ANY));
        List<NfTableKey> others = new ArrayList<>();
        for (NfTable table : tables.list()) {
            if (isOf(byOwner, table) && !key.equals(Optional.of(table.key()))) {
                others.add(table.key());
            }
        }
        Optional<NfContents> present = reading.contents();
        if (contents.isPresent()
                && present.isPresent()
                && !isOf(byOwner, present.get().table())) {
            String conflict = "table " + key.get() + " of nf_tables is somebody else's: its comment is not \"" + byOwner
                    + "\"; no connection is pinned or masqueraded until it is deleted or renamed";
            return new TableChange(reading.generation(), others, Optional.empty(), Optional.of(conflict));
        }
        boolean stands = present.isPresent()
                && contents.isPresent()
                && (holds ? present.get() : flags(present.get(), 0)).sameContent(contents.get());
        return new TableChange(reading.generation(), others, stands ? Optional.empty() : contents, Optional.empty());
    }

    private static NfContents flags(NfContents contents, long flags) {
        return new NfContents(contents.table().flags(flags), contents.chains(), contents.sets(), contents.rules());
    }

    private static boolean isOf(String owner, NfTable table) {
        return table.key().family().equals(NfFamily.INET)
                && NfUserData.comment(table.userData()).equals(Optional.of(owner));
    }
}
