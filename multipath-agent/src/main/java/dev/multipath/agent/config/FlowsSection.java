package dev.multipath.agent.config;

import java.time.Duration;
import java.util.Optional;

/**
 * The {@code [flows]} section: what becomes of running connections.
 *
 * @param pin whether they keep their uplink for life
 * @param mask the only bits of marks ever touched
 * @param masquerade by which uplinks packets leave with the uplink's address
 * @param clampMss whether TCP segments are made to fit the path over an uplink
 * @param onDown what becomes of those of an uplink that died
 * @param drainBackup how long after a better tier came back those of a more expensive one are moved; empty for never
 * @param balance what is spread over the uplinks
 */
public record FlowsSection(
        Pin pin,
        MarkMask mask,
        Masquerade masquerade,
        boolean clampMss,
        OnDown onDown,
        Optional<Duration> drainBackup,
        FlowBalance balance) {

    /** Six bits, for 63 uplinks, where nothing widespread has its own. */
    public static final MarkMask DEFAULT_MASK = new MarkMask(0x3f00_0000L);

    private static final FlowsSection DEFAULTS = new FlowsSection(
            Pin.AUTO, DEFAULT_MASK, Masquerade.OFF, false, OnDown.MOVE, Optional.empty(), FlowBalance.CONNECTION);

    /** @throws IllegalArgumentException for packets spread over uplinks, or moved by buckets, that give them their addresses */
    public FlowsSection {
        boolean pinned = pin == Pin.ON || pin == Pin.RESILIENT;
        if (balance == FlowBalance.PACKET && (!masquerade.isOff() || pinned)) {
            throw new IllegalArgumentException("balance = \"packet\" with masquerade or pin");
        }
        if (pin == Pin.RESILIENT && !masquerade.isOff()) {
            throw new IllegalArgumentException("pin = \"resilient\" with masquerade");
        }
    }

    /** What holds where the file says nothing. */
    public static FlowsSection defaults() {
        return DEFAULTS;
    }

    /** What touches no connection. */
    public static FlowsSection none() {
        return new FlowsSection(
                Pin.OFF, DEFAULT_MASK, Masquerade.OFF, false, OnDown.KEEP, Optional.empty(), FlowBalance.CONNECTION);
    }

    public boolean perPacket() {
        return balance == FlowBalance.PACKET;
    }
}
