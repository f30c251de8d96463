package dev.multipath.agent.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.multipath.netlink.model.IpAddress;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class DnsSectionsTest {
    private static final String DDNS = """
        [ddns]
        server = "ns1.example.net"
        zone = "example.net"
        record = "www.example.net"
        """;
    private static final String DYNDNS = """
        [dyndns]
        url = "https://update.example.net/?myip={addresses}"
        """;

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        server = "10.0.0.256"             | server "10.0.0.256" is neither a name nor an address; expected one such as "ns1.example.net"
        server = "127.0.0.1"              | server "127.0.0.1" is a loopback address; expected a server upstream
        server = 53                       | server is the number 53; expected a string, as in server = "ns1.example.net"
        port = 0                          | port 0 is out of range; expected a whole number from 1 to 65535
        zone = "a..b"                     | zone "a..b" is no domain name; expected one, as in zone = "example.net"
        record = "www.example.org"        | record "www.example.org" is not in zone "example.net"; expected the zone's name or one below it
        record = "badexample.net"         | record "badexample.net" is not in zone "example.net"; expected the zone's name or one below it
        ttl = "500ms"                     | ttl "500ms" is too short; expected at least "1s"
        ttl = "1s500ms"                   | ttl "1s500ms" is no number of whole seconds; expected one
        ttl = 60                          | ttl 60 has no unit; expected a duration such as "250ms", "1s" or "5m"
        key-file = "ddns.key"             | key-file "ddns.key" is no absolute path of a file; expected one such as "/etc/multipath/ddns.key"
        when-none = "kept"                | unknown when-none "kept"; expected "keep" or "remove"
        public-address = "htpt"           | unknown public-address "htpt"; did you mean "http"?
        public-address = "http"           | [ddns] has no http-url, which public-address = "http" needs; expected one such as http-url = "http://ip.example.net/"
        allow-private = "no"              | allow-private is the string "no"; expected true or false
        http-url = "ftp://a.example/"     | http-url "ftp://a.example/" is no URL of the web; expected one such as "http://ip.example.net/"
        http-url = "http://me@a.example/" | http-url "http://me@a.example/" has a user, which is not sent; expected a URL such as "http://ip.example.net/"
        http-url = "http://127.0.0.1/"    | http-url "http://127.0.0.1/" leads to a loopback address; expected a host upstream
        http-client = "both"              | unknown http-client "both"; expected "auto", "client" or "proxy"
        """)
    void a_wrong_value_of_ddns_is_named_with_what_was_expected(String assignment, String message) {
        String key = assignment.substring(0, assignment.indexOf(' '));
        String others = DDNS.replaceAll("(?m)^" + key + " = .*\n", "");
        assertThat(Parsed.errors(Parsed.UPLINK + others + assignment + "\n"))
                .hasSize(1)
                .allSatisfy(line -> assertThat(line).endsWith(": " + message));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        url = "https://a.example/"            | url has no place for the addresses; expected {addresses}, {ipv4} or {ipv6} in its path or query
        url = "https://a.example/?ip={adres}" | url has no place for the addresses; expected {addresses}, {ipv4} or {ipv6} in its path or query
        url = "https://a.example/{ipv4}{x}"   | url has braces around something else; expected {addresses}, {ipv4} or {ipv6} in its path or query
        url = "gopher://a.example/{ipv4}"     | url "gopher://a.example/{ipv4}" is no URL of the web; expected one such as "https://update.example.net/nic/update?hostname=www&myip={addresses}"
        user = "me"                           | user has no use without password-file; expected both or neither
        user = "a:b"                          | user "a:b" cannot be sent; expected a name without ":"
        password-file = "/etc/secret"         | password-file has no use without user; expected both or neither
        """)
    void a_wrong_value_of_dyndns_is_named_with_what_was_expected(String assignment, String message) {
        String key = assignment.substring(0, assignment.indexOf(' '));
        String others = DYNDNS.replaceAll("(?m)^" + key + " = .*\n", "");
        assertThat(Parsed.errors(Parsed.UPLINK + others + assignment + "\n"))
                .anySatisfy(line -> assertThat(line).endsWith(": " + message));
    }

    @Test
    void what_is_missing_is_said() {
        assertThat(Parsed.errors(Parsed.UPLINK + "[ddns]\nserver = \"192.0.2.53\"\n"))
                .containsExactly(
                        "a.toml:3:1: [ddns] has no zone; expected one such as zone = \"example.net\"",
                        "a.toml:3:1: [ddns] has no record; expected one such as record = \"www.example.net\"");
    }

    @Test
    void an_uplink_says_where_its_own_address_comes_from() {
        DnsSettings dns = Parsed.config("""
            [[uplink]]
            name = "seed"
            interface = "eth1"
            [uplink.ddns]
            public-address = "http"
            [[uplink]]
            interface = "eth0"
            """ + DDNS + "http-url = \"https://ip.example.net:8443/me?x=1\"\n")
                .dns();

        assertThat(dns.overrides()).isEqualTo(Map.of("seed", PublicAddress.HTTP));
        PublishSettings publish = dns.ddns().orElseThrow().publish();
        assertThat(dns.of("seed", publish)).isEqualTo(PublicAddress.HTTP);
        assertThat(dns.of("eth0", publish)).isEqualTo(PublicAddress.INTERFACE);
        assertThat(publish.httpUrl()).contains(new WebUrl(true, "ip.example.net", Optional.empty(), 8443, "/me?x=1"));
        assertThat(publish.httpUrl().orElseThrow()).hasToString("https://ip.example.net:8443/me?x=1");
    }

    @Test
    void an_override_of_nothing_is_warned_of() {
        assertThat(Parsed.warnings("[probe]\ntargets = [\"192.0.2.53\"]\n" + Parsed.UPLINK
                        + "[uplink.ddns]\npublic-address = \"none\"\n"))
                .containsExactly(
                        "a.toml:5:1: warning: [uplink.ddns] has no use without [ddns] or [dyndns]; better one of"
                                + " them too");
    }

    @Test
    void an_override_needs_the_page_too() {
        assertThat(Parsed.errors(Parsed.UPLINK + "ddns.public-address = \"http\"\n" + DDNS))
                .containsExactly(
                        "a.toml:4:1: [ddns] has no http-url, which public-address = \"http\" needs; expected one"
                                + " such as http-url = \"http://ip.example.net/\"");
    }

    @Test
    void names_are_compared_without_case_and_dots_at_the_end() {
        DdnsSection ddns = Parsed.config(Parsed.UPLINK
                        + "[ddns]\nserver = \"2001:DB8::53\"\nzone = \"Example.NET.\"\nrecord = \"example.net\"\n")
                .dns()
                .ddns()
                .orElseThrow();

        assertThat(ddns.record()).isEqualTo(ddns.zone()).isEqualTo("example.net");
        assertThat(ddns.literal()).contains(IpAddress.parse("2001:db8::53"));
        assertThat(ddns.ttl()).isEqualTo(Duration.ofSeconds(60));
    }

    @Test
    void dyndns_publishes_what_ddns_does_unless_it_says_otherwise() {
        DnsSettings dns = Parsed.config(Parsed.UPLINK + DDNS + "allow-private = true\npublish = \"ipv4\"\n" + DYNDNS
                        + "publish = \"ipv6\"\n")
                .dns();

        PublishSettings publish = dns.dyndns().orElseThrow().publish();
        assertThat(publish.allowPrivate()).isTrue();
        assertThat(publish.families()).isEqualTo(NameFamily.IPV6);
        assertThat(dns.dyndns().orElseThrow().url().path()).isEqualTo("/?myip=" + DyndnsSection.ADDRESSES);
    }

    @Test
    void updates_without_a_key_and_passwords_in_the_clear_are_warned_of() {
        assertThat(Parsed.warnings("[probe]\ntargets = [\"192.0.2.53\"]\n" + Parsed.UPLINK + DDNS))
                .containsExactly(
                        "a.toml:5:1: warning: [ddns] has no key-file: updates are not signed; better a key that"
                                + " only they use");
        assertThat(Parsed.warnings("[probe]\ntargets = [\"192.0.2.53\"]\n" + Parsed.UPLINK
                        + DYNDNS.replace("https", "http") + "user = \"me\"\npassword-file = \"/etc/secret\"\n"))
                .containsExactly("a.toml:6:7: warning: the url is not https: the password can be read on the way");
    }
}
