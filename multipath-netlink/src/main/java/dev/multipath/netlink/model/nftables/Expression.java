package dev.multipath.netlink.model.nftables;

/**
 * One step of a rule: {@code NFTA_EXPR_*}. Each record is a form of one of the kernel's expressions, under the name it has
 * in libnftnl; what has no record is an {@link OtherExpression}.
 *
 * <p>The text of each is that of {@code nft --debug=netlink}.
 *
 * @see <a href="https://git.netfilter.org/libnftnl/tree/src/expr">libnftnl, expr</a>, linux/netfilter/nf_tables.h
 */
public sealed interface Expression
        permits Bitwise,
                BitwiseShift,
                Byteorder,
                Cmp,
                Counter,
                CtLoad,
                CtSet,
                ExthdrLoad,
                ExthdrWrite,
                Fib,
                Immediate,
                Jhash,
                Limit,
                Log,
                Lookup,
                Masquerade,
                MetaLoad,
                MetaSet,
                Nat,
                Notrack,
                Numgen,
                OtherExpression,
                PayloadLoad,
                PayloadWrite,
                Range,
                Redirect,
                Reject,
                Rt,
                Socket,
                Symhash {
    /** {@code NFTA_EXPR_NAME}: which of the kernel's expressions it is. */
    String name();
}
