package dev.multipath.agent.ddns;

import dev.multipath.agent.config.DdnsSection;
import dev.multipath.agent.config.SecretFile;
import dev.multipath.agent.ddns.decision.Addresses;
import dev.multipath.agent.ddns.decision.Way;
import dev.multipath.agent.ddns.link.DnsExchange;
import dev.multipath.agent.ddns.link.Names;
import dev.multipath.agent.ddns.update.Found;
import dev.multipath.agent.ddns.update.RefusedException;
import dev.multipath.agent.ddns.update.SecretFiles;
import dev.multipath.agent.ddns.update.TsigKey;
import dev.multipath.agent.ddns.update.Zone;
import dev.multipath.netlink.model.IpAddress;
import java.io.IOException;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * One attempt to have a record as it is wanted: asks the server, over one uplink after the other until it answers,
 * changes what is otherwise, and asks again where somebody else was faster.
 */
final class DdnsUpdate {
    /** For each datagram, which is sent up to three times. */
    private static final Duration PATIENCE = Duration.ofSeconds(1);
    /** Somebody else may be faster so often. */
    private static final int ROUNDS = 4;

    /**
     * What came of it.
     *
     * @param published what stands there now, if that is known
     * @param changes of the records, in the words of nsupdate
     */
    record Outcome(boolean ok, boolean changed, Addresses published, String text, List<String> changes) {
        private static Outcome failed(String why) {
            return new Outcome(false, false, Addresses.NONE, why, List.of());
        }
    }

    private final DdnsSection section;
    private final Names names;
    private final Clock clock;

    DdnsUpdate(DdnsSection section, Names names, Clock clock) {
        this.section = section;
        this.names = names;
        this.clock = clock;
    }

    /**
     * Does it.
     *
     * @param ways in the order to be tried, at least one
     * @param target what is wanted in the place of what stands there
     */
    Outcome run(List<Way> ways, UnaryOperator<Addresses> target) {
        Optional<TsigKey> key = Optional.empty();
        try {
            if (section.keyFile().isPresent()) {
                SecretFile file = section.keyFile().get();
                key = Optional.of(SecretFiles.key(file.path()));
            }
        } catch (SecretFiles.UnusableException unusable) {
            return Outcome.failed(String.valueOf(unusable.getMessage()));
        }
        Zone zone = new Zone(section, key, clock);
        List<String> failures = new ArrayList<>();
        for (Way way : ways) {
            try {
                for (IpAddress server : servers(way)) {
                    Optional<Outcome> outcome = over(way, server, zone, target, failures);
                    if (outcome.isPresent()) {
                        return outcome.get();
                    }
                }
            } catch (UnknownHostException unknown) {
                failures.add("over " + way.uplink() + ": " + unknown.getMessage());
            }
        }
        return Outcome.failed(
                failures.isEmpty()
                        ? section.server() + " is of another family than every live uplink"
                        : String.join("; ", failures));
    }

    private List<IpAddress> servers(Way way) throws UnknownHostException {
        if (section.literal().isEmpty()) {
            return names.find(way, section.server());
        }
        IpAddress server = section.literal().get();
        return server.family().equals(way.family()) ? List.of(server) : List.of();
    }

    /** Empty, and noted, if the server cannot be reached this way. */
    private Optional<Outcome> over(
            Way way, IpAddress server, Zone zone, UnaryOperator<Addresses> target, List<String> failures) {
        DnsExchange exchange = new DnsExchange(way, server, section.port(), PATIENCE);
        String via = " (" + server + " over " + way.uplink() + ")";
        try {
            for (int round = 0; round < ROUNDS; round++) {
                Found found = zone.read(exchange);
                Addresses wanted = target.apply(found.addresses());
                if (zone.holds(found, wanted)) {
                    return Optional.of(new Outcome(true, false, wanted, "is " + wanted + via, List.of()));
                }
                if (zone.replace(exchange, found, wanted)) {
                    String text = "was " + found.addresses() + ", now " + wanted + via;
                    return Optional.of(new Outcome(true, true, wanted, text, changes(found.addresses(), wanted)));
                }
            }
            return Optional.of(Outcome.failed("somebody else keeps changing it" + via));
        } catch (RefusedException refused) {
            return Optional.of(Outcome.failed(refused.getMessage() + via));
        } catch (IOException failed) {
            failures.add("over " + way.uplink() + ": " + failed.getMessage());
            return Optional.empty();
        }
    }

    private List<String> changes(Addresses before, Addresses after) {
        List<String> changes = new ArrayList<>();
        for (IpAddress address : before.all()) {
            if (!after.all().contains(address)) {
                changes.add("update delete " + section.record() + ' ' + type(address) + ' ' + address);
            }
        }
        for (IpAddress address : after.all()) {
            if (!before.all().contains(address)) {
                changes.add("update add " + section.record() + ' '
                        + section.ttl().toSeconds() + ' ' + type(address) + ' ' + address);
            }
        }
        return changes;
    }

    private static String type(IpAddress address) {
        return address.isIpv4() ? "A" : "AAAA";
    }
}
