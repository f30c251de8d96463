package dev.multipath.netlink.model.nftables;

/**
 * Which state the rules of a namespace are in: {@code NFTA_GEN_*}. Every transaction makes a new one, whoever it is of.
 *
 * @param id counts up, 0..2³²−1
 * @param processId in a notification, whose transaction made it; in an answer, who asked
 * @param processName what that process is called
 */
public record NfGeneration(long id, long processId, String processName) {
    /** @throws IllegalArgumentException for what is no 32-bit number */
    public NfGeneration {
        Bounds.u32(id, "generation");
        Bounds.u32(processId, "process");
    }
}
