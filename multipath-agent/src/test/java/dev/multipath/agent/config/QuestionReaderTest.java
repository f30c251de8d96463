package dev.multipath.agent.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.multipath.netlink.model.IpAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class QuestionReaderTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        query = "exa mple.net"     | 9  | query "exa mple.net" is no name; expected the name of a host, such as "www.example.net"
        query = ""                 | 9  | query "" is no name; expected the name of a host, such as "www.example.net"
        query = "192.0.2.1"        | 9  | query "192.0.2.1" is no name; expected the name of a host, such as "www.example.net"
        query = 5                  | 9  | query is the number 5; expected the name of a host, such as "www.example.net"
        expect-status = 199        | 17 | expect-status 199 is out of range; expected a whole number from 200 to 599
        expect-status = "204"      | 17 | expect-status is the string "204"; expected a whole number from 200 to 599
        expect-body = ""           | 15 | expect-body is no text of 1 to 1000 characters; expected one
        resolvers = ["dns.example"] | 14 | resolver "dns.example" is no address; expected an IPv4 or IPv6 address
        resolvers = ["127.0.0.53"] | 14 | resolver "127.0.0.53" is a loopback address; expected one that every uplink reaches
        resolve = "ipv5"           | 11 | unknown resolve "ipv5"; did you mean "ipv4"?
        ca-file = "ca.pem"         | 11 | ca-file "ca.pem" is not absolute; expected a path such as "/etc/multipath/ca.pem"
        expect_body = "a"          | 1  | unknown key "expect_body"; did you mean "expect-body"?
        """)
    void a_wrong_value_is_named_with_what_was_expected(String assignment, int column, String message) {
        assertThat(Parsed.errors("[probe]\n" + assignment + "\n" + Parsed.UPLINK))
                .containsExactly("a.toml:2:" + column + ": " + message);
    }

    @Test
    void an_uplink_inherits_each_key_by_itself() {
        Question question = Parsed.config("""
            [probe]
            type = "http"
            targets = ["http://www.example.net/"]
            expect-status = 200
            expect-body = "hello"
            resolvers = ["192.0.2.53", "192.0.2.53", "2001:db8::53"]
            query = "www.example.net"
            ca-file = "/etc/ssl/own.pem"
            [[uplink]]
            interface = "eth0"
            [uplink.probe]
            expect-body = "other"
            resolve = "both"
            """).uplinks().get(0).probe().question();

        assertThat(question.expectStatus()).hasValue(200);
        assertThat(question.expectBody()).contains("other");
        assertThat(question.resolvers())
                .containsExactly(IpAddress.parse("192.0.2.53"), IpAddress.parse("2001:db8::53"));
        assertThat(question.resolve()).isEqualTo(NameFamily.BOTH);
        assertThat(question.query()).contains("www.example.net");
        assertThat(question.caFile()).contains("/etc/ssl/own.pem");
    }

    @Test
    void a_key_that_an_uplinks_type_does_not_use_is_warned_of() {
        assertThat(Parsed.warnings("[probe]\ntargets = [\"192.0.2.53\"]\nexpect-status = 200\n" + Parsed.UPLINK
                        + "[uplink.probe]\nexpect-body = \"hello\"\nquery = \"example.net\"\n"))
                .containsExactly(
                        "a.toml:7:15: warning: expect-body has no use with type \"icmp\", only with \"http\"",
                        "a.toml:8:9: warning: query has no use with type \"icmp\", only with \"dns\"");
    }

    @Test
    void a_page_that_a_captive_portal_could_pass_for_is_warned_of() {
        String probe = "[probe]\ntype = \"http\"\ntargets = [\"http://www.example.net/\"]\n";

        assertThat(Parsed.warnings(probe + Parsed.UPLINK))
                .containsExactly("a.toml:3:11: warning: any page in the place of \"http://www.example.net/\" counts as"
                        + " the right one, a captive portal's too; better expect-body");
        assertThat(Parsed.warnings(probe + "expect-body = \"hello\"\n" + Parsed.UPLINK))
                .isEmpty();
        assertThat(Parsed.warnings(probe.replace("net/", "net/generate_204") + Parsed.UPLINK))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/generate_204", "/204", "/gen_204?a=b", "/status204"})
    void a_path_that_ends_in_204_wants_no_content(String path) {
        ProbeConfig probe = Parsed.config(
                        "[probe]\ntype = \"http\"\ntargets = [\"http://192.0.2.1" + path + "\"]\n" + Parsed.UPLINK)
                .probe();

        assertThat(probe.question()
                        .expectsNoContent((ProbeTarget.Url) probe.targets().get(0)))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/204/", "/a?204", "/2040"})
    void other_paths_do_not(String path) {
        ProbeConfig probe = Parsed.config(
                        "[probe]\ntype = \"http\"\ntargets = [\"http://192.0.2.1" + path + "\"]\n" + Parsed.UPLINK)
                .probe();

        assertThat(probe.question()
                        .expectsNoContent((ProbeTarget.Url) probe.targets().get(0)))
                .isFalse();
    }
}
