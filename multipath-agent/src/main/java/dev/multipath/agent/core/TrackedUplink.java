package dev.multipath.agent.core;

import dev.multipath.agent.config.ProbeConfig;
import dev.multipath.agent.config.ProbeTarget;
import dev.multipath.agent.config.ProbeType;
import dev.multipath.agent.config.UplinkConfig;
import dev.multipath.agent.uplink.AdaptiveWeight;
import dev.multipath.agent.uplink.Gateway;
import dev.multipath.agent.uplink.Health;
import dev.multipath.agent.uplink.HealthPolicy;
import dev.multipath.agent.uplink.UplinkFacts;
import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.netlink.model.IpAddress;
import java.util.List;
import java.util.Optional;

/**
 * An uplink as the core tracks it.
 *
 * @param discovered nobody listed it
 * @param refused4 the kernel's words when it refused this uplink's IPv4 route, until its facts change
 * @param refused6 likewise for IPv6
 * @param echoed4 whether the IPv4 gateway ever answered an echo; then echoes alone judge it
 * @param echoed6 likewise for IPv6
 * @param watch what is kept of it besides
 */
record TrackedUplink(
        UplinkConfig config,
        boolean discovered,
        UplinkFacts facts,
        Health ipv4,
        Health ipv6,
        Optional<String> refused4,
        Optional<String> refused6,
        boolean echoed4,
        boolean echoed6,
        UplinkWatch watch) {

    /** Whether routing sees no difference to that earlier self. */
    // What did not change is the same object; comparing whole values at every turn would cost more than it saves.
    @SuppressWarnings("ReferenceEquality")
    boolean countsLike(TrackedUplink earlier) {
        return this == earlier
                || (config == earlier.config
                        && facts == earlier.facts
                        && refused4.equals(earlier.refused4)
                        && refused6.equals(earlier.refused6)
                        && watch.share().halvings() == earlier.watch.share().halvings()
                        && ipv4.standsLike(earlier.ipv4)
                        && ipv6.standsLike(earlier.ipv6));
    }

    Health health(AddressFamily family) {
        return family.equals(AddressFamily.INET) ? ipv4 : ipv6;
    }

    boolean echoed(AddressFamily family) {
        return family.equals(AddressFamily.INET) ? echoed4 : echoed6;
    }

    TrackedUplink health(AddressFamily family, Health health) {
        boolean four = family.equals(AddressFamily.INET);
        return new TrackedUplink(
                config,
                discovered,
                facts,
                four ? health : ipv4,
                four ? ipv6 : health,
                refused4,
                refused6,
                echoed4,
                echoed6,
                watch);
    }

    TrackedUplink facts(UplinkFacts newFacts) {
        return new TrackedUplink(config, discovered, newFacts, ipv4, ipv6, refused4, refused6, echoed4, echoed6, watch);
    }

    TrackedUplink config(UplinkConfig newConfig, boolean nobodyListedIt) {
        return new TrackedUplink(
                newConfig, nobodyListedIt, facts, ipv4, ipv6, refused4, refused6, echoed4, echoed6, watch);
    }

    TrackedUplink refused(AddressFamily family, Optional<String> why) {
        boolean four = family.equals(AddressFamily.INET);
        if (why.equals(four ? refused4 : refused6)) {
            return this;
        }
        return new TrackedUplink(
                config,
                discovered,
                facts,
                ipv4,
                ipv6,
                four ? why : refused4,
                four ? refused6 : why,
                echoed4,
                echoed6,
                watch);
    }

    TrackedUplink echoed(AddressFamily family, boolean echoed) {
        boolean four = family.equals(AddressFamily.INET);
        return new TrackedUplink(
                config,
                discovered,
                facts,
                ipv4,
                ipv6,
                refused4,
                refused6,
                four ? echoed : echoed4,
                four ? echoed6 : echoed,
                watch);
    }

    TrackedUplink watch(UplinkWatch next) {
        return new TrackedUplink(config, discovered, facts, ipv4, ipv6, refused4, refused6, echoed4, echoed6, next);
    }

    /** How a family is probed as things stand. */
    ProbeConfig probe(AddressFamily family) {
        return watch.standsBy(family) ? config.probe().standingBy() : config.probe();
    }

    /** Its weight as of now. */
    int weight() {
        return config.adaptive() ? watch.share().of(config.weight()) : config.weight();
    }

    /** With the weight that a running agent gives it; 0 for one that did not say. */
    TrackedUplink told(int weight, long now) {
        AdaptiveWeight share = AdaptiveWeight.starting(now).lowered(config.weight(), weight);
        return config.adaptive() && weight > 0 ? watch(watch.share(share)) : this;
    }

    /** Why no packet can leave this way now. */
    Optional<String> missing(AddressFamily family) {
        Optional<String> missing = facts.missing(family);
        return missing.isPresent() ? missing : family.equals(AddressFamily.INET) ? refused4 : refused6;
    }

    /** What is probed in this family: the configured targets, or the gateway. */
    List<ProbeTarget> targets(AddressFamily family) {
        ProbeConfig probe = config.probe();
        if (probe.type() == ProbeType.GATEWAY) {
            Optional<IpAddress> gateway = facts.family(family).gateway().flatMap(Gateway::address);
            return gateway.isPresent() ? List.of(new ProbeTarget.Host(gateway.get())) : List.of();
        }
        return family.equals(AddressFamily.INET) ? probe.targets4() : probe.targets6();
    }

    /** The health that counts for a family: its own, or under the other family's verdict where it has no targets. */
    Health effective(AddressFamily family) {
        return follows(family) ? HealthPolicy.following(health(family), health(other(family))) : health(family);
    }

    /** The health with which a family goes on that is probed by itself from now on. */
    Health inherited(AddressFamily family) {
        return follows(family) ? HealthPolicy.inheriting(health(family), health(other(family))) : health(family);
    }

    /** The family that follows the verdict on this one. */
    Optional<AddressFamily> follower(AddressFamily family) {
        AddressFamily other = other(family);
        return follows(other) ? Optional.of(other) : Optional.empty();
    }

    private boolean follows(AddressFamily family) {
        ProbeConfig probe = config.probe();
        return probe.type() != ProbeType.GATEWAY && !probe.judges(family) && probe.judges(other(family));
    }

    private static AddressFamily other(AddressFamily family) {
        return family.equals(AddressFamily.INET) ? AddressFamily.INET6 : AddressFamily.INET;
    }

    /** The address to probe from. */
    Optional<IpAddress> source(AddressFamily family) {
        return facts.family(family).source();
    }
}
