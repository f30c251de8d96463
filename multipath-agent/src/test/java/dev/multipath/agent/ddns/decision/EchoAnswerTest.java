package dev.multipath.agent.ddns.decision;

import static org.assertj.core.api.Assertions.assertThat;

import dev.multipath.agent.config.EchoBelief;
import dev.multipath.agent.config.WebUrl;
import dev.multipath.netlink.model.IpAddress;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class EchoAnswerTest {
    private static Seen read(EchoBelief belief, String source, String body) {
        WebUrl url = new WebUrl(false, "ip.example.net", Optional.empty(), 80, "/");
        Way way = new Way("a", "eth0", 7, IpAddress.parse(source), List.of());
        return EchoAnswer.read(200, body, new Question(way, Optional.empty(), url, belief));
    }

    private static Seen read(EchoBelief belief, String body) {
        return read(belief, "192.168.1.2", body);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        198.51.100.7
        198.51.100.7\\n
        Your address is 198.51.100.7.
        <html><title>IP</title><body>Current IP Address: 198.51.100.7</body></html>
        ip=198.51.100.7\\nh=198.51.100.7
        198.51.100.7\\n2001:db8::7
        """)
    void one_address_of_the_family_is_found_wherever_it_stands(String body) {
        assertThat(read(EchoBelief.AUTO, body.replace("\\n", "\n")).address())
                .contains(IpAddress.parse("198.51.100.7"));
    }

    @Test
    void of_ipv6_likewise() {
        assertThat(read(EchoBelief.AUTO, "fd00::2", "address: 2001:db8::7, 192.0.2.1\n")
                        .address())
                .contains(IpAddress.parse("2001:db8::7"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        ''                         | ip.example.net answers with no IPv4 address
        sign in at our portal      | ip.example.net answers with no IPv4 address
        198.51.100.256             | ip.example.net answers with no IPv4 address
        2001:db8::7                | ip.example.net answers with no IPv4 address
        198.51.100.7 198.51.100.8  | ip.example.net answers with more than one IPv4 address
        client IP: 198.51.100.7    | ip.example.net answers with no IPv4 address
        """)
    void anything_else_is_no_answer(String body, String why) {
        Seen seen = read(EchoBelief.AUTO, body);
        assertThat(seen.address()).isEmpty();
        assertThat(seen.failure()).isEqualTo(why);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        AUTO   | 203.0.113.9 | 198.51.100.7           | 198.51.100.7
        AUTO   | 203.0.113.9 | 192.168.1.2            | 203.0.113.9
        AUTO   | 203.0.113.9 | 198.51.100.7, 10.0.0.1 | 198.51.100.7
        AUTO   | 203.0.113.9 | unknown                | 203.0.113.9
        CLIENT | 203.0.113.9 | 198.51.100.7           | 198.51.100.7
        CLIENT | 203.0.113.9 | 192.168.1.2            | 192.168.1.2
        PROXY  | 203.0.113.9 | 198.51.100.7           | 203.0.113.9
        """)
    void behind_a_proxy_it_is_the_address_that_is_believed(
            EchoBelief belief, String connection, String claim, String expected) {
        IpAddress address = IpAddress.parse(expected);
        String ours = connection + "\nX-Forwarded-For: " + claim + "\n";
        assertThat(read(belief, ours).address()).contains(address);
        String of2004 = "proxy IP: " + connection + "<br>\nclient IP: " + claim + "<br>\n";
        assertThat(read(belief, of2004).address()).contains(address);
    }

    @Test
    void a_page_that_is_not_there_is_no_answer() {
        WebUrl url = new WebUrl(false, "ip.example.net", Optional.empty(), 80, "/");
        Way way = new Way("a", "eth0", 7, IpAddress.parse("192.0.2.2"), List.of());
        Question question = new Question(way, Optional.empty(), url, EchoBelief.AUTO);
        assertThat(EchoAnswer.read(302, "198.51.100.7", question).failure()).isEqualTo("ip.example.net answers 302");
    }
}
