package dev.multipath.netlink.model.nftables;

/** What a register can be given: bytes, or a verdict. */
public sealed interface NfData permits NfValue, NfVerdict {}
