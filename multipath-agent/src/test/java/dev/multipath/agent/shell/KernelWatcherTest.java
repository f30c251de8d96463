package dev.multipath.agent.shell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.multipath.agent.plan.Numbering;
import dev.multipath.netlink.RtEvent;
import dev.multipath.netlink.codec.Rtm;
import dev.multipath.netlink.model.Address;
import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.netlink.model.IpAddress;
import dev.multipath.netlink.model.IpPrefix;
import dev.multipath.netlink.model.RawMessage;
import dev.multipath.netlink.model.Route;
import dev.multipath.netlink.model.RouteTable;
import dev.multipath.netlink.model.Rule;
import org.junit.jupiter.api.Test;

/** Which notifications make the agent look. */
final class KernelWatcherTest {
    private static final int OWN = 4711;
    private static final int OTHER = 815;
    private static final Numbering NUMBERING = new Numbering(7700);

    private static boolean isNews(RtEvent event) {
        return KernelWatcher.isNews(event, OWN, NUMBERING);
    }

    private static RtEvent added(long table, int sender) {
        return new RtEvent.RouteChanged(
                Route.defaultRoute(AddressFamily.INET).dev(3).table(RouteTable.of(table)), 0, sender);
    }

    private static RtEvent removed(long table) {
        return new RtEvent.RouteRemoved(
                Route.defaultRoute(AddressFamily.INET6).dev(3).table(RouteTable.of(table)), OTHER);
    }

    private static RtEvent feed(long table) {
        Route route = Route.to(IpPrefix.parse("198.51.100.0/24")).dev(3).table(RouteTable.of(table));
        return new RtEvent.RouteChanged(route, 0, OTHER);
    }

    @Test
    void default_routes_are_whatever_their_table() {
        for (long table : new long[] {254, 100, 7710, 7749, 7900, 7999}) {
            assertThat(isNews(added(table, OTHER))).as("table %d", table).isTrue();
            assertThat(isNews(removed(table))).as("table %d", table).isTrue();
        }
    }

    @Test
    void other_routes_are_in_its_own_tables_only() {
        for (long table : new long[] {7710, 7749, 7900, 7999}) {
            assertThat(isNews(feed(table))).as("table %d", table).isTrue();
        }
        for (long table : new long[] {100, 254, 255, 7699, 8000}) {
            assertThat(isNews(feed(table))).as("table %d", table).isFalse();
        }
    }

    @Test
    void its_own_changes_are_not() {
        assertThat(isNews(added(7710, OWN))).isFalse();
        assertThat(isNews(added(7710, 0))).isTrue();
    }

    @Test
    void addresses_rules_settings_and_what_was_lost_are() {
        Address address = Address.of(3, IpAddress.parse("192.0.2.2"), 24);
        assertThat(isNews(new RtEvent.AddressRemoved(address, 0))).isTrue();
        assertThat(isNews(new RtEvent.RuleRemoved(Rule.lookup(AddressFamily.INET, RouteTable.of(5)), OTHER)))
                .isTrue();
        assertThat(isNews(new RtEvent.Other(new RawMessage(Rtm.RTM_NEWNETCONF, new byte[16]), 0)))
                .isTrue();
        assertThat(isNews(new RtEvent.EventsLost())).isTrue();
    }
}
