package dev.multipath.agent.core;

import dev.multipath.agent.uplink.Carrying;
import dev.multipath.agent.uplink.Carrying.Ground;
import dev.multipath.netlink.model.AddressFamily;
import java.util.Optional;

/** Says why those carry that do, where that is out of the ordinary. */
public final class Grounds {
    private Grounds() {}

    /** In an operator's words; empty while healthy uplinks carry. */
    public static Optional<String> text(AddressFamily family, Carrying carrying) {
        String name = family.equals(AddressFamily.INET) ? "IPv4" : "IPv6";
        return switch (carrying.ground()) {
            case LIVE -> Optional.empty();
            case DEGRADED -> Optional.of(name + ": no healthy uplink is left; degraded ones carry");
            case PROVING ->
                Optional.of(name + ": no uplink is up; what answers again carries before its hold-up is over");
            case TARGETS ->
                Optional.of(name + ": every uplink seems dead at once, but their gateways live: the targets may be at"
                        + " fault; routes are left as they are");
            case KEPT -> Optional.of(name + ": all uplinks are dead to the probes; the last ones are kept");
            case NONE -> Optional.of(name + ": no uplink can be used");
        };
    }

    /** Says so when that has changed. */
    static void tell(Turn turn, AddressFamily family, Carrying before, Carrying after) {
        Ground ground = after.ground();
        if (ground == before.ground() || !plays(turn, family)) {
            return;
        }
        boolean bad = ground == Ground.TARGETS || ground == Ground.KEPT || ground == Ground.NONE;
        String name = family.equals(AddressFamily.INET) ? "IPv4" : "IPv6";
        String text = text(family, after).orElse(name + ": healthy uplinks carry");
        boolean news = ground != Ground.LIVE || before.ground() != Ground.NONE;
        if (news) {
            turn.effects.add(new Effect.Say(turn.event(), bad, text));
        }
    }

    /** A family that no uplink has says nothing. */
    private static boolean plays(Turn turn, AddressFamily family) {
        return turn.uplinks.stream()
                .anyMatch(uplink -> uplink.facts().family(family).present());
    }
}
