package dev.multipath.netlink.model.nftables;

import java.util.Optional;

/**
 * What becomes of a packet: {@code NFTA_VERDICT_CODE}.
 *
 * @param code signed: 0 and above are netfilter's, below are nf_tables' own
 * @param chain where {@code jump} and {@code goto} lead
 * @see <a href="https://man7.org/linux/man-pages/man8/nft.8.html">nft(8), Verdict statements</a>
 */
public record NfVerdict(int code, Optional<String> chain) implements NfData {
    /** The packet is dropped. */
    public static final NfVerdict DROP = new NfVerdict(0, Optional.empty());
    /** The packet goes on, behind this chain's hook. */
    public static final NfVerdict ACCEPT = new NfVerdict(1, Optional.empty());
    /** On with the next rule. */
    public static final NfVerdict CONTINUE = new NfVerdict(-1, Optional.empty());
    /** Back to where the jump came from; the policy, in a base chain. */
    public static final NfVerdict RETURN = new NfVerdict(-5, Optional.empty());

    private static final int BREAK = -2;
    private static final int JUMP = -3;
    private static final int GOTO = -4;

    /** Into that chain, and back at its end. */
    public static NfVerdict jump(String chain) {
        return new NfVerdict(JUMP, Optional.of(chain));
    }

    /** Into that chain, never to return. */
    public static NfVerdict goTo(String chain) {
        return new NfVerdict(GOTO, Optional.of(chain));
    }

    /** As {@code nft} writes it: {@code "goto uplink_1"}. */
    @Override
    public String toString() {
        String word = switch (code) {
            case 0 -> "drop";
            case 1 -> "accept";
            case 3 -> "queue";
            case -1 -> "continue";
            case BREAK -> "break";
            case JUMP -> "jump";
            case GOTO -> "goto";
            case -5 -> "return";
            default -> "verdict " + code;
        };
        return chain.map(name -> word + " " + name).orElse(word);
    }
}
