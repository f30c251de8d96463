package dev.multipath.agent.ddns.decision;

import dev.multipath.netlink.model.IpAddress;
import java.util.Optional;

/**
 * What came of a {@link Question}.
 *
 * @param address the last one learnt
 * @param failure why the last attempt brought none; empty if it brought one
 * @param never whether the page cannot be asked over this family at all
 */
public record Seen(Optional<IpAddress> address, String failure, boolean never) {}
