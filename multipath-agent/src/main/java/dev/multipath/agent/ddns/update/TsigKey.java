package dev.multipath.agent.ddns.update;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A key that signs updates.
 *
 * @param name as the server knows it, without a dot at the end
 * @param algorithm one of {@link #ALGORITHMS}
 * @param secret in base 64
 */
public record TsigKey(String name, String algorithm, String secret) {
    static final List<String> ALGORITHMS =
            List.of("hmac-md5", "hmac-sha1", "hmac-sha224", "hmac-sha256", "hmac-sha384", "hmac-sha512");

    /** The algorithm in our spelling; empty for one there is not. */
    static Optional<String> algorithm(String word) {
        String lower = word.toLowerCase(Locale.ROOT);
        String plain = lower.endsWith(".") ? lower.substring(0, lower.length() - 1) : lower;
        String known = plain.equals("hmac-md5.sig-alg.reg.int") ? "hmac-md5" : plain;
        return ALGORITHMS.contains(known) ? Optional.of(known) : Optional.empty();
    }

    /** Never with the secret. */
    @Override
    public String toString() {
        return "key " + name + " (" + algorithm + ")";
    }
}
