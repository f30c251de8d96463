package dev.multipath.agent.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TargetReaderTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        tcp  | 192.0.2.53             | has no port; expected one, such as "192.0.2.53:443"
        tcp  | 2001:db8::53           | has no port; expected one, such as "[2001:db8::53]:443"
        tcp  | 192.0.2.53:            | has no port from 1 to 65535; expected an address and a port, such as "192.0.2.53:443" or "[2001:db8::53]:443"
        tcp  | 192.0.2.53:0           | has no port from 1 to 65535; expected an address and a port, such as "192.0.2.53:443" or "[2001:db8::53]:443"
        tcp  | 192.0.2.53:65536       | has no port from 1 to 65535; expected an address and a port, such as "192.0.2.53:443" or "[2001:db8::53]:443"
        tcp  | 192.0.2.53:http        | has no port from 1 to 65535; expected an address and a port, such as "192.0.2.53:443" or "[2001:db8::53]:443"
        tcp  | localhost:80           | is no address with a port; expected an address and a port, such as "192.0.2.53:443" or "[2001:db8::53]:443", as names are not looked up
        tcp  | localhost              | is no address with a port; expected an address and a port, such as "192.0.2.53:443" or "[2001:db8::53]:443", as names are not looked up
        tcp  | [192.0.2.53]:80        | is no address with a port; expected an address and a port, such as "192.0.2.53:443" or "[2001:db8::53]:443", as names are not looked up
        tcp  | 127.0.0.1:80           | has a loopback address; expected the address of a host upstream
        tcp  | http://192.0.2.53/     | is a URL; expected an address and a port, or type = "http"
        dns  | 192.0.2.53:53          | has a port; expected an address, or type = "tcp"
        dns  | resolver.example.net   | is no address; expected an IPv4 or IPv6 address, as names are not looked up
        http | 192.0.2.53             | is no URL; expected one such as "http://192.0.2.53/generate_204"
        http | www.example.net/       | is no URL; expected one such as "http://192.0.2.53/generate_204"
        http | httpss://192.0.2.53/   | is no URL of the web; did you mean "https"?
        http | htttp://192.0.2.53/    | is no URL of the web; did you mean "http"?
        http | gopher://192.0.2.53/   | is no URL of the web; expected one such as "http://192.0.2.53/generate_204"
        http | http:///generate_204   | has no host that can be asked; expected a URL such as "http://192.0.2.53/generate_204"
        http | http://-x-.example..net/ | has no host that can be asked; expected a URL such as "http://192.0.2.53/generate_204"
        http | http://192.0.2.53:0/   | has no host that can be asked; expected a URL such as "http://192.0.2.53/generate_204"
        http | http://192.0.2.53:70000/ | has no host that can be asked; expected a URL such as "http://192.0.2.53/generate_204"
        http | http://300.0.0.1/      | has no host that can be asked; expected a URL such as "http://192.0.2.53/generate_204"
        http | http://me@192.0.2.53/  | has a user, which is not sent; expected a URL such as "http://192.0.2.53/generate_204"
        http | http://192.0.2.53/#top | has a fragment, which is not sent; expected a URL such as "http://192.0.2.53/generate_204"
        http | http://127.0.0.1/      | leads to a loopback address; expected a host upstream
        http | http://[fe80::1%25eth0]/ | names an interface; expected a URL such as "http://192.0.2.53/generate_204"
        """)
    void a_target_of_the_wrong_form_is_named_with_what_was_expected(String type, String target, String complaint) {
        assertThat(Parsed.errors(file(type, target)))
                .containsExactly("a.toml:3:12: target \"" + target + "\" " + complaint);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        tcp  | 192.0.2.53:80                | 192.0.2.53:80
        tcp  | [2001:DB8:0::53]:65535       | [2001:db8::53]:65535
        dns  | 2001:db8::53                 | 2001:db8::53
        http | http://192.0.2.53            | http://192.0.2.53/
        http | HTTP://Www.Example.NET:80/a?b=c | http://www.example.net/a?b=c
        http | http://www.example.net:8080/generate_204 | http://www.example.net:8080/generate_204
        http | http://[2001:DB8::53]:81/    | http://[2001:db8::53]:81/
        http | https://www.example.net:443/ | https://www.example.net/
        http | https://192.0.2.53:80/      | https://192.0.2.53:80/
        http | http://192.0.2.53/ä          | http://192.0.2.53/%C3%A4
        """)
    void status_shows_a_target_in_one_form(String type, String target, String shown) {
        ProbeConfig probe = Parsed.config(file(type, target)).probe();

        assertThat(probe.type().toml()).isEqualTo(type);
        assertThat(probe.targets()).extracting(Object::toString).containsExactly(shown);
    }

    @Test
    void a_port_is_another_target_than_its_neighbour_and_one_spelling_the_same_as_another() {
        assertThat(Parsed.errors("[probe]\ntype = \"tcp\"\ntargets = [\"[2001:db8::1]:80\", \"[2001:db8::1]:81\","
                        + " \"[2001:db8:0::1]:80\"]\n" + Parsed.UPLINK))
                .containsExactly("a.toml:3:52: target \"[2001:db8:0::1]:80\" is given a second time; expected once (it"
                        + " is already at line 3, column 12)");
    }

    @Test
    void a_family_is_judged_by_addresses_of_its_own_and_by_names_as_told() {
        String targets = "[probe]\ntype = \"http\"\ntargets = [\"http://192.0.2.1/\", \"http://[2001:db8::1]/\","
                + " \"http://www.example.net/\"]\n";

        assertThat(judges(targets)).containsExactly(2, 1);
        assertThat(judges(targets + "resolve = \"ipv6\"\n")).containsExactly(1, 2);
        assertThat(judges(targets + "resolve = \"both\"\n")).containsExactly(2, 2);
    }

    @Test
    void an_uplink_of_another_type_needs_targets_of_its_own_unless_both_are_addresses() {
        String shared = "[probe]\ntype = \"icmp\"\ntargets = [\"192.0.2.53\"]\n" + Parsed.UPLINK + "[uplink.probe]\n";

        assertThat(Parsed.errors(shared + "type = \"tcp\"\n"))
                .containsExactly("a.toml:7:8: type \"tcp\" cannot use the targets of [probe], which are for \"icmp\";"
                        + " expected targets beside it");
        assertThat(Parsed.errors(shared + "type = \"tcp\"\ntargets = [\"192.0.2.53:80\"]\n"))
                .isEmpty();
        assertThat(Parsed.errors(shared + "type = \"dns\"\n")).isEmpty();
    }

    @Test
    void there_are_no_more_targets_than_can_be_asked() {
        StringBuilder targets = new StringBuilder();
        for (int i = 1; i <= TargetReader.MOST; i++) {
            targets.append("\"192.0.2.").append(i).append("\", ");
        }

        assertThat(Parsed.errors("[probe]\ntargets = [" + targets + "]\n" + Parsed.UPLINK))
                .isEmpty();
        assertThat(Parsed.errors("[probe]\ntargets = [" + targets + "\"192.0.2.99\"]\n" + Parsed.UPLINK))
                .containsExactly("a.toml:2:11: 33 targets are too many; expected at most 32");
    }

    @Test
    void resolvers_are_of_each_family_that_is_asked_for() {
        String probe =
                "[probe]\ntype = \"http\"\ntargets = [\"http://www.example.net/204\"]\nresolvers = [\"192.0.2.53\"]\n";

        assertThat(Parsed.errors(probe + Parsed.UPLINK)).isEmpty();
        assertThat(Parsed.errors(probe + "resolve = \"both\"\n" + Parsed.UPLINK))
                .containsExactly("a.toml:4:13: resolvers has no IPv6 address, but resolve is \"both\"; expected one of"
                        + " each family, or none at all");
    }

    @Test
    void targets_beside_a_type_nobody_knows_are_not_judged() {
        assertThat(Parsed.errors("[probe]\ntype = \"tpc\"\ntargets = [\"192.0.2.53\"]\n" + Parsed.UPLINK))
                .containsExactly("a.toml:2:8: unknown type \"tpc\"; did you mean \"tcp\"?");
    }

    private static int[] judges(String probe) {
        ProbeConfig config = Parsed.config(probe + Parsed.UPLINK).probe();
        return new int[] {config.targets4().size(), config.targets6().size()};
    }

    private static String file(String type, String target) {
        return "[probe]\ntype = \"" + type + "\"\ntargets = [\"" + target + "\"]\n" + Parsed.UPLINK;
    }
}
