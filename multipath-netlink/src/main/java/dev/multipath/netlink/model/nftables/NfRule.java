package dev.multipath.netlink.model.nftables;

import dev.multipath.netlink.model.ByteString;
import dev.multipath.netlink.model.UnknownAttributes;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A rule: {@code NFTA_RULE_*}, expressions that are carried out one behind the other until one does not match or a
 * verdict falls.
 *
 * @param table which it is in
 * @param chain which chain of it
 * @param expressions what it does
 * @param userData {@code NFTA_RULE_USERDATA}; see {@link NfUserData}
 * @param handle {@code NFTA_RULE_HANDLE}, what a rule is replaced and deleted by; absent before the kernel gave it one
 * @param unknown attributes not typed here ({@code NFTA_RULE_COMPAT} of iptables-nft among them), kept and written back
 * @see <a href="https://man7.org/linux/man-pages/man8/nft.8.html">nft(8), Rules</a>
 */
public record NfRule(
        NfTableKey table,
        String chain,
        List<Expression> expressions,
        ByteString userData,
        OptionalLong handle,
        UnknownAttributes unknown) {

    /** Keeps a copy of the list. */
    public NfRule {
        expressions = List.copyOf(expressions);
    }

    /** A rule of these expressions. */
    public static NfRule of(NfTableKey table, String chain, List<Expression> expressions) {
        return new NfRule(table, chain, expressions, NfUserData.NONE, OptionalLong.empty(), UnknownAttributes.NONE);
    }

    /** Begins a rule in the words of {@code nft}. */
    public static NfRuleBuilder in(NfTableKey table, String chain) {
        return new NfRuleBuilder(table, chain);
    }

    /** Begins a rule in the words of {@code nft}. */
    public static NfRuleBuilder in(NfChain chain) {
        return new NfRuleBuilder(chain.table(), chain.name());
    }

    /** The same with other expressions. */
    public NfRule expressions(List<Expression> newExpressions) {
        return new NfRule(table, chain, newExpressions, userData, handle, unknown);
    }

    /** The same with this user data. */
    public NfRule userData(ByteString data) {
        return new NfRule(table, chain, expressions, data, handle, unknown);
    }

    /** The same with this comment. */
    public NfRule comment(String text) {
        return userData(NfUserData.comment(text));
    }

    /** Its comment. */
    public Optional<String> comment() {
        return NfUserData.comment(userData);
    }

    /** The same without a handle. */
    public NfRule withoutHandle() {
        return new NfRule(table, chain, expressions, userData, OptionalLong.empty(), unknown);
    }

    /** Without what the kernel adds: the handle, and what counters have counted. */
    public NfRule withoutState() {
        List<Expression> fresh = expressions.stream()
                .map(expression -> expression instanceof Counter ? Counter.ZERO : expression)
                .toList();
        return new NfRule(table, chain, fresh, userData, OptionalLong.empty(), unknown);
    }

    /** Whether the two are equal but for what the kernel adds. */
    public boolean sameContent(NfRule other) {
        return withoutState().equals(other.withoutState());
    }

    /**
     * In the words of {@code nft}, as far as they are known here; expressions whose words are not, in those of
     * {@code nft --debug=netlink}.
     */
    @Override
    public String toString() {
        return "rule " + table + " " + chain + " " + RuleText.of(this);
    }
}
