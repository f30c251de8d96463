package dev.multipath.agent.ddns.update;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a key file says: a {@code key} statement as {@code tsig-keygen} writes it, or half of a {@code K*} pair. Pure. */
final class KeyText {
    /** As {@code dnssec-keygen} numbers them. */
    private static final Map<Integer, String> NUMBERS = Map.of(
            157, "hmac-md5",
            161, "hmac-sha1",
            162, "hmac-sha224",
            163, "hmac-sha256",
            164, "hmac-sha384",
            165, "hmac-sha512");

    private static final Pattern FILE_NAME = Pattern.compile("K(.+)\\.\\+(\\d{3})\\+(\\d{5})\\.(private|key)");
    /** A comment, something in quotes, punctuation, a word. */
    private static final Pattern TOKEN =
            Pattern.compile("/\\*.*?\\*/|(?://|#)[^\n]*|\"([^\"]*)\"|[{};]|([^\\s\"{};]+)", Pattern.DOTALL);

    private KeyText() {}

    /**
     * Reads it.
     *
     * @param fileName without directories: that of a {@code K*} pair tells name and algorithm
     * @throws IllegalArgumentException with what is wrong; what was expected
     */
    static TsigKey parse(String fileName, String text) {
        Matcher pair = FILE_NAME.matcher(fileName);
        if (pair.matches()) {
            String algorithm = NUMBERS.get(Integer.parseInt(pair.group(2)));
            if (algorithm == null) {
                throw new IllegalArgumentException("its name tells algorithm " + pair.group(2)
                        + ", which signs no updates; expected one from 157 (hmac-md5) to 165 (hmac-sha512)");
            }
            boolean secretHalf = pair.group(4).equals("private");
            return key(pair.group(1), algorithm, secretHalf ? privateHalf(text) : publicHalf(text));
        }
        return statement(text);
    }

    private static TsigKey statement(String text) {
        List<String> tokens = new ArrayList<>();
        Matcher token = TOKEN.matcher(text);
        while (token.find()) {
            boolean comment = token.group().startsWith("/*")
                    || token.group().startsWith("//")
                    || token.group().startsWith("#");
            if (!comment) {
                tokens.add(token.group(1) != null ? token.group(1) : token.group());
            }
        }
        int at = tokens.indexOf("key");
        if (at < 0 || tokens.size() < at + 3 || !tokens.get(at + 2).equals("{")) {
            throw new IllegalArgumentException(
                    "it holds no key; expected a key statement, as 'tsig-keygen' writes it, or a file K*.private");
        }
        int end = tokens.subList(at, tokens.size()).indexOf("}") + at;
        Optional<String> algorithm = Optional.empty();
        Optional<String> secret = Optional.empty();
        for (int i = at + 3; i + 1 < Math.max(end, at); i++) {
            if (tokens.get(i).toLowerCase(Locale.ROOT).equals("algorithm")) {
                algorithm = Optional.of(tokens.get(i + 1));
            } else if (tokens.get(i).toLowerCase(Locale.ROOT).equals("secret")) {
                secret = Optional.of(tokens.get(i + 1));
            }
        }
        if (algorithm.isEmpty() || secret.isEmpty()) {
            throw new IllegalArgumentException("its key has no " + (algorithm.isEmpty() ? "algorithm" : "secret")
                    + "; expected algorithm and secret, as 'tsig-keygen' writes them");
        }
        String word = algorithm.get();
        String known = TsigKey.algorithm(word)
                .orElseThrow(() -> new IllegalArgumentException("algorithm " + word + " is not known; expected one of "
                        + String.join(", ", TsigKey.ALGORITHMS)));
        return key(tokens.get(at + 1), known, secret.get());
    }

    /** {@code Key: BASE64}, among other lines. */
    private static String privateHalf(String text) {
        for (String line : text.split("\n", -1)) {
            if (line.startsWith("Key:")) {
                return line.substring(4).strip();
            }
        }
        throw new IllegalArgumentException("it has no line \"Key:\"; expected a file that 'dnssec-keygen' wrote");
    }

    /** {@code NAME IN KEY 512 3 157 BASE64}: of a key that both sides know, the public half tells it all. */
    private static String publicHalf(String text) {
        String[] words = text.strip().split("\\s+", -1);
        for (int i = 0; i + 4 < words.length; i++) {
            if (words[i].equals("KEY")) {
                return String.join("", List.of(words).subList(i + 4, words.length));
            }
        }
        throw new IllegalArgumentException("it has no KEY record; expected a file that 'dnssec-keygen' wrote");
    }

    private static TsigKey key(String name, String algorithm, String secret) {
        try {
            if (Base64.getDecoder().decode(secret).length == 0) {
                throw new IllegalArgumentException("empty");
            }
        } catch (IllegalArgumentException broken) {
            // Never with the text: it is nearly the secret.
            throw new IllegalArgumentException("its secret is not base 64; expected what 'tsig-keygen' writes");
        }
        String plain = name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
        if (!plain.matches("[!-~]{1,253}")) {
            throw new IllegalArgumentException("its key has no usable name; expected a domain name");
        }
        return new TsigKey(plain, algorithm, secret);
    }
}
