package dev.multipath.agent.ddns.update;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class KeyTextTest {
    private static final String SECRET = "aGVsbG8vL3dvcmxkKys=";

    @Test
    void what_tsig_keygen_writes_is_read() {
        String text = "key \"www.example.net\" {\n\talgorithm hmac-sha256;\n\tsecret \"" + SECRET + "\";\n};\n";
        assertThat(KeyText.parse("ddns.key", text)).isEqualTo(new TsigKey("www.example.net", "hmac-sha256", SECRET));
    }

    @Test
    void comments_blanks_and_names_without_quotes_make_no_difference() {
        String text = "# made by hand\n/* key \"old\" {};\n */ key  ddns. { // ours\n secret \"" + SECRET
                + "\" ; algorithm HMAC-MD5.SIG-ALG.REG.INT ; } ;";
        assertThat(KeyText.parse("ddns.key", text)).isEqualTo(new TsigKey("ddns", "hmac-md5", SECRET));
    }

    @Test
    void both_halves_of_a_pair_of_files_are_read() {
        String secretHalf =
                "Private-key-format: v1.3\nAlgorithm: 157 (HMAC_MD5)\nKey: " + SECRET + "\nBits: AAA=\nCreated: 2004\n";
        TsigKey key = new TsigKey("testddns", "hmac-md5", SECRET);
        assertThat(KeyText.parse("Ktestddns.+157+14615.private", secretHalf)).isEqualTo(key);
        assertThat(KeyText.parse("Ktestddns.+157+14615.key", "testddns. IN KEY 512 3 157 aGVsbG8v L3dvcmxkKys=\n"))
                .isEqualTo(key);
        assertThat(KeyText.parse("Ka.b.example.+165+00001.private", secretHalf))
                .isEqualTo(new TsigKey("a.b.example", "hmac-sha512", SECRET));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        ddns.key               | nonsense                                            | it holds no key; expected a key statement
        ddns.key               | key ddns { secret "aGVsbG8="; };                    | its key has no algorithm
        ddns.key               | key ddns { algorithm hmac-sha256; };                | its key has no secret
        ddns.key               | key ddns { algorithm hmac-sha3; secret "aGVsbG8="; }; | algorithm hmac-sha3 is not known; expected one of hmac-md5, hmac-sha1
        ddns.key               | key ddns { algorithm hmac-md5; secret "!!"; };      | its secret is not base 64
        ddns.key               | key ddns { algorithm hmac-md5; secret ""; };        | its secret is not base 64
        Kddns.+008+12345.private | Key: aGVsbG8=                                     | its name tells algorithm 008, which signs no updates
        Kddns.+157+12345.private | Modulus: abc                                      | it has no line "Key:"
        Kddns.+157+12345.key   | ddns. IN DNSKEY                                     | it has no KEY record
        """)
    void anything_else_is_refused_with_what_was_expected(String name, String text, String message) {
        assertThatThrownBy(() -> KeyText.parse(name, text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(message);
    }

    @Test
    void a_key_never_shows_its_secret() {
        assertThat(new TsigKey("ddns", "hmac-md5", SECRET)).hasToString("key ddns (hmac-md5)");
    }
}
