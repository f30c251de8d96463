/**
 * nf_tables: tables, chains, sets, rules and expressions as records to bytes and back, one file per object and one per
 * expression.
 *
 * <p>For those with a socket, or a recording, of their own; others need none of this. Numbers in nf_tables messages are in
 * network order, but for those inside registers.
 *
 * <p>Pure. May import {@code codec}, {@code wire}, {@code model}, {@code java.*} and netty's {@code ByteBuf} only: no
 * socket, clock, thread or logger.
 *
 * <p>As elsewhere {@code encode} writes what a kernel reports and {@code encodeRequest} what a program sends, without
 * handles. An expression in a form that has no record, and one with an attribute not known here, is kept as a whole.
 * Nothing is kept of what only counts uses of an object ({@code NFTA_TABLE_USE}, {@code NFTA_CHAIN_USE}), of the place of
 * a rule, which its order says ({@code NFTA_RULE_POSITION}), and of how the kernel keeps a set.
 *
 * <p>The numbers are those of linux/netfilter/nf_tables.h. The specification {@code nftables.yaml} of Linux 6.18 leaves out
 * padding and the kernel's order in places and so has other numbers for some; what {@code nft} sends agrees with the
 * header.
 */
@NullMarked
package dev.multipath.netlink.codec.nftables;

import org.jspecify.annotations.NullMarked;
