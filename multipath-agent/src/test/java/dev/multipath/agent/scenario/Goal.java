package dev.multipath.agent.scenario;

import dev.multipath.netlink.model.AddressFamily;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * A state of the agent's routes and rules, and when it has to be reached.
 *
 * @param atLeast not before
 * @param atMost not after
 */
record Goal(String what, Predicate<Picture> reached, Duration atLeast, Duration atMost) {

    static Goal of(String what, Predicate<Picture> reached) {
        return new Goal(what, reached, Duration.ZERO, Duration.ZERO);
    }

    Goal within(long millis) {
        return new Goal(what, reached, atLeast, Duration.ofMillis(millis));
    }

    Goal notBefore(long millis) {
        return new Goal(what, reached, Duration.ofMillis(millis), atMost);
    }

    /** Everything but these is used, in both families, and nothing else. */
    static Goal allBut(Uplink... left) {
        Set<Uplink> without = EnumSet.noneOf(Uplink.class);
        without.addAll(Set.of(left));
        return of(
                "all but " + without,
                picture -> Uplink.BOTH.stream()
                        .allMatch(family -> picture.legs(family).equals(devices(family, without))));
    }

    static Goal all() {
        return of("all", allBut().reached());
    }

    /** Likewise, where one family alone has lost it. */
    static Goal allButForIpv6(Uplink left) {
        return of(
                "all but " + left + " for IPv6",
                picture -> picture.legs(AddressFamily.INET).equals(devices(AddressFamily.INET, Set.of()))
                        && picture.legs(AddressFamily.INET6).equals(devices(AddressFamily.INET6, Set.of(left))));
    }

    private static Set<String> devices(AddressFamily family, Set<Uplink> without) {
        Set<String> devices = new TreeSet<>();
        for (Uplink uplink : Uplink.values()) {
            if (uplink.families().contains(family) && !without.contains(uplink)) {
                devices.add(uplink.device());
            }
        }
        return devices;
    }
}
