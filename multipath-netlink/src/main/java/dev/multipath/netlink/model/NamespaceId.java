package dev.multipath.netlink.model;

import java.util.OptionalInt;

/**
 * The number by which one network namespace knows another: {@code ip netns list-id}.
 *
 * @param id 0 and above; in an answer −1 for a namespace without a number here
 * @param current {@code NETNSA_CURRENT_NSID}: where the numbers of another namespace were asked for, what the same
 *     namespace is here
 * @param unknown attributes not typed here, kept
 * @see <a href="https://man7.org/linux/man-pages/man8/ip-netns.8.html">ip-netns(8)</a>, linux/net_namespace.h
 */
public record NamespaceId(int id, OptionalInt current, UnknownAttributes unknown) implements KernelObject {
    /** As {@code ip netns list-id} prints it. */
    @Override
    public String toString() {
        StringBuilder out = new StringBuilder("nsid ").append(id);
        current.ifPresent(here -> out.append(" current-nsid ").append(here));
        return out.toString();
    }
}
