package dev.multipath.netlink;

import dev.multipath.netlink.model.nftables.NfContents;
import dev.multipath.netlink.model.nftables.NfGeneration;
import java.util.Optional;

/**
 * A table as it was in one generation.
 *
 * @param generation which {@link NfTransaction#commitIf} takes
 * @param contents absent where there was no such table
 */
public record NfReading(NfGeneration generation, Optional<NfContents> contents) {}
