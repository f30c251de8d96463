package dev.multipath.agent.probe.dns;

import static org.assertj.core.api.Assertions.assertThat;

import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.netlink.model.IpAddress;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Messages are written as a resolver would send them, in hexadecimal. */
final class DnsReplyTest {
    private static final DnsQuery QUERY = new DnsQuery(0x1234, "www.example.net", DnsQuery.A);
    private static final String QUESTION = "03777777076578616d706c65036e657400" + "00010001";
    private static final String ANSWERED = "12348180" + "0001000100000000" + QUESTION;
    /** www.example.net. 60 IN A 192.0.2.7, by a pointer to the question's name. */
    private static final String ADDRESS = "c00c" + "0001" + "0001" + "0000003c" + "0004" + "c0000207";

    private static Optional<DnsReply> read(DnsQuery query, String hex) {
        byte[] message = HexFormat.of().parseHex(hex);
        return DnsReply.read(query, message, message.length);
    }

    @Test
    void a_question_is_written_as_rfc_1035_has_it() {
        assertThat(HexFormat.of().formatHex(QUERY.toBytes())).isEqualTo("12340100" + "0001000000000000" + QUESTION);
        assertThat(DnsQuery.of("Www.Example.NET.", AddressFamily.INET6).name()).isEqualTo("www.example.net");
        assertThat(DnsQuery.of("a", AddressFamily.INET6).type()).isEqualTo(DnsQuery.AAAA);
    }

    @Test
    void random_questions_ask_for_names_nobody_can_foresee() {
        DnsQuery one = DnsQuery.random();
        DnsQuery other = DnsQuery.random();

        assertThat(one.name()).matches("[0-9a-f]{16}\\.invalid").isNotEqualTo(other.name());
        assertThat(one.toBytes()).hasSize(DnsQuery.HEADER + 1 + 16 + 1 + 7 + 1 + 4);
    }

    @Test
    void an_answer_tells_addresses_and_how_long_they_live() {
        DnsReply reply = read(QUERY, ANSWERED + ADDRESS).orElseThrow();

        assertThat(reply.addresses()).containsExactly(IpAddress.parse("192.0.2.7"));
        assertThat(reply.ttl()).isEqualTo(60);
        assertThat(reply.resolves()).isTrue();
    }

    @Test
    void aliases_are_followed_in_whatever_order_they_come() {
        // web.example.net. 60 IN A 192.0.2.7, then www.example.net. 30 IN CNAME web.example.net.
        String web = "03776562" + "c010";
        String address = web + "0001" + "0001" + "0000003c" + "0004" + "c0000207";
        String alias = "c00c" + "0005" + "0001" + "0000001e" + "0006" + web;
        DnsReply reply = read(QUERY, ANSWERED.replace("0001000100", "0001000200") + address + alias)
                .orElseThrow();

        assertThat(reply.addresses()).containsExactly(IpAddress.parse("192.0.2.7"));
        assertThat(reply.ttl()).isEqualTo(30);
    }

    @Test
    void an_alias_of_itself_leads_nowhere() {
        String circle = "c00c" + "0005" + "0001" + "0000001e" + "0002" + "c00c";

        assertThat(read(QUERY, ANSWERED + circle).orElseThrow().addresses()).isEmpty();
    }

    @Test
    void a_name_that_points_at_itself_or_ahead_is_passed_over() {
        int end = ANSWERED.length() / 2;
        String self = String.format("c0%02x", end) + ADDRESS.substring(4);
        String ahead = "c0ff" + ADDRESS.substring(4);

        assertThat(read(QUERY, ANSWERED + self).orElseThrow().addresses()).isEmpty();
        assertThat(read(QUERY, ANSWERED + ahead).orElseThrow().addresses()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "8180, 0, NOERROR, true",
        "8183, 3, NXDOMAIN, true",
        "8182, 2, SERVFAIL, false",
        "8185, 5, REFUSED, false",
        "8181, 1, FORMERR, false",
        "818b, 11, response code 11, false"
    })
    void only_what_resolves_counts(String flags, int rcode, String said, boolean resolves) {
        DnsReply reply =
                read(QUERY, "1234" + flags + "0001000000000000" + QUESTION).orElseThrow();

        assertThat(reply.rcode()).isEqualTo(rcode);
        assertThat(reply.said()).isEqualTo(said);
        assertThat(reply.resolves()).isEqualTo(resolves);
    }

    @Test
    void a_refusal_without_the_question_is_one_but_a_success_without_it_is_not() {
        assertThat(read(QUERY, "123481810000000000000000").orElseThrow().said()).isEqualTo("FORMERR");
        assertThat(read(QUERY, "123481800000000000000000")).isEmpty();
        assertThat(read(QUERY, "123481830000000000000000")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        another id               | 1235 8180 0001000100000000 | 03777777076578616d706c65036e657400 00010001
        a question, no answer    | 1234 0100 0001000100000000 | 03777777076578616d706c65036e657400 00010001
        another operation        | 1234 a180 0001000100000000 | 03777777076578616d706c65036e657400 00010001
        another name             | 1234 8180 0001000100000000 | 03777776076578616d706c65036e657400 00010001
        another type             | 1234 8180 0001000100000000 | 03777777076578616d706c65036e657400 001c0001
        another class            | 1234 8180 0001000100000000 | 03777777076578616d706c65036e657400 00010003
        two questions            | 1234 8180 0002000100000000 | 03777777076578616d706c65036e657400 00010001
        no question              | 1234 8180 0000000100000000 | 03777777076578616d706c65036e657400 00010001
        """)
    void a_forged_answer_is_none(String what, String header, String question) {
        assertThat(read(QUERY, (header + question).replace(" ", "") + ADDRESS))
                .as(what)
                .isEmpty();
    }

    @Test
    void letters_may_come_back_in_another_case() {
        String upper = ANSWERED.replace("777777", "575757");

        assertThat(read(QUERY, upper + ADDRESS).orElseThrow().addresses()).hasSize(1);
    }

    @Test
    void a_message_cut_anywhere_says_no_more_than_it_has() {
        byte[] whole = HexFormat.of().parseHex(ANSWERED + ADDRESS);
        for (int length = 0; length < whole.length; length++) {
            assertThat(DnsReply.read(QUERY, whole, length)
                            .map(DnsReply::addresses)
                            .orElse(List.of()))
                    .isEmpty();
        }
    }

    @Test
    void no_bytes_make_it_stumble() {
        SplittableRandom random = new SplittableRandom(5);
        byte[] start = HexFormat.of().parseHex("12348180" + "0001004000000000" + QUESTION + "00");
        for (int i = 0; i < 200_000; i++) {
            byte[] message = new byte[random.nextInt(start.length, 300)];
            random.nextBytes(message);
            System.arraycopy(start, 0, message, 0, start.length - 1);
            for (int j = start.length; j < message.length; j += random.nextInt(1, 30)) {
                message[j] = (byte) (random.nextBoolean() ? 0xc0 : random.nextInt(4));
            }
            assertThat(DnsReply.read(QUERY, message, message.length)).isPresent();
        }
    }
}
