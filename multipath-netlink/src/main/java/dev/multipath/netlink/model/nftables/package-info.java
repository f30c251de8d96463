/**
 * nf_tables as values: tables, chains, sets and maps, rules and the expressions they are made of, under the names of
 * {@code nft(8)} and libnftnl.
 *
 * <p>Begin with {@link dev.multipath.netlink.model.nftables.NfContents}, a table with all that is in it, and
 * {@link dev.multipath.netlink.model.nftables.NfRuleBuilder}, which writes rules as {@code nft} does.
 *
 * <p><strong>Equality.</strong> What is written and read back is equal but for what the kernel adds: handles, counters,
 * the time elements have left, the owner's port. {@code sameContent} compares without these. Where the kernel has two
 * spellings of one thing the records have one: a register of 4 bytes that is the first quarter of one of 16 has the
 * latter's number, the end of a range that is its beginning is left out, what is always implied by other fields is no
 * field; the elements of a set are sorted.
 *
 * <p>Pure: imports {@code java.*} and the other values of the model only.
 *
 * @see <a href="https://man7.org/linux/man-pages/man8/nft.8.html">nft(8)</a>, linux/netfilter/nf_tables.h
 */
@NullMarked
package dev.multipath.netlink.model.nftables;

import org.jspecify.annotations.NullMarked;
