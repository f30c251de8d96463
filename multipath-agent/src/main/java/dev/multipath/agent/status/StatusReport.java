package dev.multipath.agent.status;

import io.avaje.jsonb.Json;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What {@code status --json} prints. Field names are a contract: adding is fine, renaming or dropping is not. What is not
 * known is null.
 *
 * @param since when the agent started
 * @param routes ordered ones, by section
 * @param policies by section
 * @param ddns how it stands with {@code [ddns]}, where that is configured
 * @param dyndns likewise with {@code [dyndns]}
 * @param remarks why those carry that do, where that is out of the ordinary
 * @param conflicts what cannot be as configured
 * @param failures what the kernel said against the last plan
 * @param notices of mail and hooks; null where nobody is to be told anything
 * @param flows how it stands with running connections; null before the first look
 */
@Json
public record StatusReport(
        String version,
        Instant since,
        List<Uplink> uplinks,
        List<Ordered> routes,
        List<Ordered> policies,
        @Json.Property("default") Defaults defaults,
        Optional<Publishing> ddns,
        Optional<Publishing> dyndns,
        List<String> remarks,
        List<String> conflicts,
        List<String> failures,
        Optional<Notices> notices,
        Optional<Flows> flows) {

    public StatusReport {
        uplinks = List.copyOf(uplinks);
        routes = List.copyOf(routes);
        policies = List.copyOf(policies);
        remarks = List.copyOf(remarks);
        conflicts = List.copyOf(conflicts);
        failures = List.copyOf(failures);
    }

    /**
     * Running connections.
     *
     * @param pinned whether they keep their uplink
     * @param why it is so
     * @param balance connection, packet
     * @param markMask the bits of marks that are the agent's
     * @param marks what connections over each uplink bear, by its name; empty unless marks lead packets
     * @param table the nf_tables table that there is to be; null for none
     * @param tablePresent whether it stands as it should
     * @param tableRepairs how often it had to be put back
     * @param trouble why it does not stand
     * @param moved how many were moved since the start
     * @param lastMove that moved any, or failed
     */
    @Json
    public record Flows(
            boolean pinned,
            String why,
            String balance,
            String markMask,
            Map<String, String> marks,
            Optional<String> table,
            boolean tablePresent,
            long tableRepairs,
            Optional<String> trouble,
            long moved,
            Optional<Move> lastMove) {
        public Flows {
            marks = Collections.unmodifiableMap(new LinkedHashMap<>(marks));
        }
    }

    /**
     * Connections that had to leave an uplink.
     *
     * @param family inet, inet6
     * @param why they had to
     * @param entries forgotten by conntrack
     * @param sockets of this machine that were ended
     */
    @Json
    public record Move(String uplink, String family, String why, int entries, int sockets, Optional<String> failure) {}

    /**
     * How telling goes.
     *
     * @param mailsWaiting to be delivered
     * @param mailFailure why the last attempt failed, if it did
     * @param hookFailures of each hook whose last run went wrong, how
     */
    @Json
    public record Notices(int mailsWaiting, Optional<String> mailFailure, List<String> hookFailures) {
        public Notices {
            hookFailures = List.copyOf(hookFailures);
        }
    }

    /**
     * The default routes that new connections are sent by, in the words of {@code ip route}: one, unless the kernel holds
     * several of the best metric.
     */
    @Json
    public record Defaults(List<String> ipv4, List<String> ipv6) {
        public Defaults {
            ipv4 = List.copyOf(ipv4);
            ipv6 = List.copyOf(ipv6);
        }
    }

    /**
     * A {@code [[route]]} or {@code [[policy]]}.
     *
     * @param via uplinks in the order of the file
     * @param mode prefer, balance
     * @param otherwise balance, main, unreachable
     * @param ipv4 null where it is about no IPv4
     * @param ipv6 likewise
     */
    @Json
    public record Ordered(
            String name,
            List<String> via,
            String mode,
            String otherwise,
            Optional<Direction> ipv4,
            Optional<Direction> ipv6) {
        public Ordered {
            via = List.copyOf(via);
        }
    }

    /**
     * Where one family of it goes.
     *
     * @param count destinations of a route; pairs of source and destination, each with a rule of its own, of a policy
     * @param installed how many of them the kernel sends somewhere
     * @param uplinks in use
     * @param otherwise whether none lives, so that {@code otherwise} is in force
     */
    @Json
    public record Direction(int count, int installed, List<String> uplinks, boolean otherwise) {
        public Direction {
            uplinks = List.copyOf(uplinks);
        }
    }

    /**
     * One uplink; state, reason, loss and round trip are those of its leading family.
     *
     * @param state up, suspect, down, proving, degraded, unknown, disabled, absent
     * @param since of the state; unknown of a disabled one
     * @param gateway an address, or {@code none} where none is needed
     * @param weight as of now: less than the configured one while an adaptive one is congested
     * @param adaptive whether it is
     * @param standsBy whether its tier stands by while a lower one carries
     * @param inUse whether it carries balanced traffic of any family
     * @param share of that traffic, 0 to 1
     * @param loss 0 to 1, of the best target over the last rounds
     * @param rttMs round trip to the nearest target, milliseconds
     * @param targets of both families
     */
    @Json
    public record Uplink(
            String name,
            @Json.Property("interface") String interfaceName,
            String state,
            Optional<Instant> since,
            String reason,
            Optional<String> gateway,
            Optional<String> gateway6,
            List<String> addresses,
            int weight,
            boolean adaptive,
            int tier,
            boolean standsBy,
            boolean inUse,
            double share,
            OptionalDouble loss,
            OptionalDouble rttMs,
            List<Target> targets,
            Families families) {
        public Uplink {
            addresses = List.copyOf(addresses);
            targets = List.copyOf(targets);
        }
    }

    /** Both families of an uplink; null for one that the configuration keeps off. */
    @Json
    public record Families(Optional<Family> ipv4, Optional<Family> ipv6) {}

    /**
     * One family of an uplink.
     *
     * @param gatewaySource configured, peer, kernel route, DHCP lease with its client, remembered
     * @param targets its own; without any it follows the other family
     * @param history what led to its state, and what may come
     */
    @Json
    public record Family(
            String state,
            Optional<Instant> since,
            String reason,
            Optional<String> gateway,
            Optional<String> gatewaySource,
            List<String> addresses,
            boolean inUse,
            double share,
            OptionalDouble loss,
            OptionalDouble rttMs,
            List<Target> targets,
            History history) {
        public Family {
            addresses = List.copyOf(addresses);
            targets = List.copyOf(targets);
        }
    }

    /**
     * What led to a family's state, and what may come.
     *
     * @param streak rounds answered in a row; below zero, rounds lost in a row
     * @param lastDown when it last went down, if it has
     * @param lastDownReason why
     * @param flaps how often it went from up to down within the flap window
     * @param holdUpMs how long it has to prove itself before it is used again, as things stand
     * @param mayReturn when it can be up at the earliest, if all goes well from now on; unknown while it is up, or while
     *     a fact stands against it
     * @param transitions how often each row of the transition table was taken
     */
    @Json
    public record History(
            int streak,
            Optional<Instant> lastDown,
            Optional<String> lastDownReason,
            int flaps,
            long holdUpMs,
            Optional<Instant> mayReturn,
            Map<String, Integer> transitions) {
        public History {
            transitions = Collections.unmodifiableMap(new LinkedHashMap<>(transitions));
        }
    }

    /**
     * Addresses that are published somewhere.
     *
     * @param name the record, or the provider's host
     * @param wanted addresses
     * @param published addresses; unknown before the first answer
     * @param lastResult what came of the last attempt
     * @param lastOk whether what was wanted stood then
     * @param eventId of the event the last attempt followed from
     * @param next when the next attempt is due; unknown while there is nothing to do, or after giving up
     * @param updates how many changed something
     * @param failures how many attempts failed
     * @param remarks why something live is not wanted, and the like
     */
    @Json
    public record Publishing(
            String name,
            List<String> wanted,
            Optional<List<String>> published,
            Optional<String> lastResult,
            Optional<Boolean> lastOk,
            Optional<Instant> lastTime,
            Optional<Long> eventId,
            Optional<Instant> next,
            long updates,
            long failures,
            List<String> remarks) {
        public Publishing {
            wanted = List.copyOf(wanted);
            published = published.map(List::copyOf);
            remarks = List.copyOf(remarks);
        }
    }

    /**
     * One probed address.
     *
     * @param ok whether the last probe was answered
     * @param rttMs smoothed round trip, milliseconds
     * @param lost of the last rounds
     * @param rounds how many those are, at most 120
     */
    @Json
    public record Target(String address, boolean ok, OptionalDouble rttMs, int lost, int rounds) {}
}
