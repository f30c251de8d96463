package dev.multipath.agent.scenario;

import dev.multipath.agent.plan.Numbering;
import dev.multipath.netlink.RouteFilter;
import dev.multipath.netlink.RtNetlink;
import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.netlink.model.Route;
import java.util.List;

/** Something that is done to a gateway or its agent, in a simulation or in earnest. */
public sealed interface Act {
    Numbering NUMBERING = new Numbering(7700);

    record Break(Uplink uplink, Trouble trouble) implements Act {}

    /** All troubles of an uplink are over. */
    record Mend(Uplink uplink) implements Act {}

    /** A target answers nobody any more. */
    record TargetDies(String target) implements Act {}

    record TargetLives(String target) implements Act {}

    /** The router of hinet's line gets another address, and the default route in main, where it is learnt, follows. */
    record GatewayMoves(String address) implements Act {}

    /** A point-to-point line has another address from now on; its device stays. */
    record AddressChanges(Uplink uplink) implements Act {}

    /** Another program deletes every route and rule of the agent's. */
    record OwnDeleted() implements Act {}

    /** The agent gets SIGKILL. */
    record Kill() implements Act {}

    /**
     * The agent's stand-bys over an uplink are there again, and nothing else: what a SIGKILL leaves that comes after the
     * weighted default was replaced and before what is no longer wanted was deleted.
     */
    record StandByLeft(Uplink uplink) implements Act {
        /** Puts them there. */
        public void put(RtNetlink netlink) {
            int slot = List.of(Uplink.values()).indexOf(uplink);
            for (AddressFamily family : uplink.families()) {
                long first = family.equals(AddressFamily.INET) ? 0 : Numbering.IPV6_METRIC;
                netlink.routes().list(RouteFilter.of(family).table(NUMBERING.uplinkTable(slot))).stream()
                        .filter(Route::isDefault)
                        .map(own ->
                                own.table(NUMBERING.balanceTable()).priority(first + Numbering.STANDBY_METRIC + slot))
                        .forEach(netlink.routes()::addIfAbsent);
            }
        }
    }

    /** It is started again. */
    record Restart() implements Act {}

    /** Another configuration and SIGHUP. */
    record Reload(String configuration) implements Act {}

    /** An operator's word. */
    record Enable(Uplink uplink, boolean enabled) implements Act {}

    /** Steady traffic begins: {@value #PACKETS} packets a second out and in again, divided by weight. */
    record TrafficBegins() implements Act {
        public static final int PACKETS = 300;
    }
}
