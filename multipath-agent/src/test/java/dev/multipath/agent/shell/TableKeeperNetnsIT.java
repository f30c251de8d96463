package dev.multipath.agent.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.multipath.agent.config.FlowsSection;
import dev.multipath.agent.core.FlowWork.TableSeen;
import dev.multipath.agent.flows.FlowTable;
import dev.multipath.agent.flows.FlowTable.Outlet;
import dev.multipath.netlink.NetlinkException;
import dev.multipath.netlink.NfNetlink;
import dev.multipath.netlink.transport.Errno;
import dev.multipath.testkit.netns.Namespace;
import dev.multipath.testkit.netns.NetnsTest;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A table that is held where the kernel knows that, and stands all the same where it does not. */
@NetnsTest
final class TableKeeperNetnsIT {
    private static final String OWNER = "multipath-agent, protocol 77";
    private static final Optional<FlowTable> TABLE = Optional.of(new FlowTable(
            "multipath",
            OWNER,
            FlowsSection.DEFAULT_MASK,
            true,
            List.of(new Outlet("eth0", 0x100_0000, true, 0), new Outlet("ppp0", 0x200_0000, false, 0)),
            false,
            List.of(),
            List.of()));
    private static final TableSeen STANDS = new TableSeen(true, Optional.empty(), 0);

    private final Namespace namespace = Namespace.create("gateway");

    @AfterEach
    void close() {
        namespace.close();
    }

    private String table() {
        return namespace.run("nft", "list", "table", "inet", "multipath");
    }

    /** What Linux before 5.12 says to flags it does not know, and what it says since. */
    static Stream<Errno> refusals() {
        return Stream.of(Errno.EINVAL, Errno.EOPNOTSUPP);
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void a_kernel_that_knows_no_owners_gets_the_table_without_one(Errno refusal) {
        OlderKernel kernel = new OlderKernel(refusal);
        try (NfNetlink netfilter = NfNetlink.open(namespace.netNs(), kernel)) {
            TableKeeper keeper = TableKeeper.holding(netfilter.tables());

            assertThat(keeper.keep(OWNER, TABLE)).isEqualTo(STANDS);
            assertThat(keeper.isHeld()).isFalse();
            String written = table();
            assertThat(written).contains("chain lead-2").doesNotContain("flags owner", "flags persist");
            long generation = netfilter.tables().generation().id();
            assertThat(keeper.keep(OWNER, TABLE)).isEqualTo(STANDS);
            assertThat(netfilter.tables().generation().id())
                    .as("nothing is written again")
                    .isEqualTo(generation);
            namespace.nft("flush ruleset\n");
            assertThat(keeper.keep(OWNER, TABLE)).isEqualTo(new TableSeen(true, Optional.empty(), 1));
            assertThat(table()).isEqualTo(written);
            assertThat(kernel.refused()).as("and not tried again").isEqualTo(1);
        }
    }

    @Test
    void another_refusal_is_one() {
        OlderKernel kernel = new OlderKernel(Errno.EBUSY);
        try (NfNetlink netfilter = NfNetlink.open(namespace.netNs(), kernel)) {
            TableKeeper keeper = TableKeeper.holding(netfilter.tables());

            NetlinkException.Rejected refused =
                    catchThrowableOfType(NetlinkException.Rejected.class, () -> keeper.keep(OWNER, TABLE));
            assertThat(refused.errno()).isEqualTo(Errno.EBUSY);
            assertThat(namespace.run("nft", "list", "ruleset")).isEmpty();
            assertThat(kernel.refused()).isEqualTo(1);
        }
    }

    @Test
    void who_only_looks_sees_no_difference_between_a_table_that_is_held_and_one_that_is_not() {
        try (NfNetlink holding = NfNetlink.open(namespace.netNs());
                NfNetlink looking = NfNetlink.open(namespace.netNs())) {
            TableKeeper holder = TableKeeper.holding(holding.tables());
            assertThat(holder.isHeld()).isFalse();
            assertThat(holder.keep(OWNER, TABLE)).isEqualTo(STANDS);
            assertThat(holder.isHeld()).isEqualTo(table().contains("flags owner"));
            assertThat(new TableKeeper(looking.tables()).change(OWNER, TABLE).isEmpty())
                    .isTrue();
        }
    }
}
