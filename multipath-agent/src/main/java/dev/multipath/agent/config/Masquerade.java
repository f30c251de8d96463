package dev.multipath.agent.config;

import java.util.List;

/**
 * By which interfaces packets leave with the address of that interface: {@code masquerade}.
 *
 * @param uplinks by every uplink's
 * @param interfaces by these, if not by all
 */
public record Masquerade(boolean uplinks, List<String> interfaces) {
    public static final Masquerade OFF = new Masquerade(false, List.of());
    public static final Masquerade UPLINKS = new Masquerade(true, List.of());

    public Masquerade {
        interfaces = List.copyOf(interfaces);
    }

    public boolean isOff() {
        return !uplinks && interfaces.isEmpty();
    }

    /** Whether packets that leave by this uplink's interface are meant. */
    public boolean concerns(String uplinkInterface) {
        return uplinks || interfaces.contains(uplinkInterface);
    }
}
