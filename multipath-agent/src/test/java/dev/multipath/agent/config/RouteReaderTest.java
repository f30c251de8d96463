package dev.multipath.agent.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.netlink.model.IpPrefix;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class RouteReaderTest {
    private static final String UPLINKS = """
        [[uplink]]
        name = "a"
        interface = "eth0"
        [[uplink]]
        name = "b"
        interface = "eth1"
        """;

    private static ConfigResult parse(String text, Map<String, String> files) {
        return ConfigFile.parse(
                "a.toml",
                UPLINKS + text,
                path -> files.containsKey(path)
                        ? PrefixFiles.Content.of(files.get(path))
                        : PrefixFiles.Content.unreadable("no such file"));
    }

    private static List<String> errors(String text, Map<String, String> files) {
        return parse(text, files) instanceof ConfigResult.Invalid invalid
                ? invalid.errors().stream().map(ConfigError::toString).toList()
                : List.of();
    }

    private static ConfigResult.Valid valid(String text, Map<String, String> files) {
        assertThat(errors(text, files)).isEmpty();
        return (ConfigResult.Valid) parse(text, files);
    }

    private static List<String> warnings(String text, Map<String, String> files) {
        return valid(text, files).warnings().stream()
                .map(ConfigWarning::toString)
                .filter(line -> !line.contains("no targets"))
                .toList();
    }

    private static List<String> table(Routing routing) {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < routing.prefixes().size(); i++) {
            int entry = routing.prefixes().entry(i);
            lines.add(routing.prefixes().prefix(i) + " "
                    + routing.routes().get(entry).name());
        }
        return lines;
    }

    @Test
    void destinations_stand_inline_and_in_a_file_of_lines_with_comments() {
        String file = "# ours\n198.51.100.0/24\r\n\n  203.0.113.7 # one\n2001:db8::/32";
        Routing routing = valid(
                        "[[route]]\nname = \"x\"\nto = [\"10.0.0.0/8\"]\nto-file = \"/l\"\nvia = [\"b\", \"a\"]\n",
                        Map.of("/l", file))
                .config()
                .routing();

        assertThat(routing.routes()).containsExactly(new RouteConfig("x", List.of("b", "a"), Otherwise.BALANCE));
        assertThat(table(routing))
                .containsExactly("10.0.0.0/8 x", "198.51.100.0/24 x", "203.0.113.7/32 x", "2001:db8::/32 x");
        PrefixTable prefixes = routing.prefixes();
        for (int i = 0; i < prefixes.size(); i++) {
            IpPrefix prefix = prefixes.prefix(i);
            assertThat(prefixes.indexOf(
                            prefix.address().isIpv4(),
                            prefix.address().high(),
                            prefix.address().low(),
                            prefix.length()))
                    .isEqualTo(i);
        }
        assertThat(prefixes.indexOf(true, 0, 0x0a000000L, 9)).isNegative();
        assertThat(prefixes.firstFrom(true, 0, 0x0a000000L, 9)).isEqualTo(1);
        assertThat(prefixes.firstFrom(true, 0, 0xcb007107L, 32)).isEqualTo(2);
        assertThat(prefixes.firstFrom(true, 0, 0xcb007108L, 0)).isNegative();
        assertThat(prefixes.firstFrom(false, 0, 0, 0)).isEqualTo(3);
        assertThat(prefixes.count(0, AddressFamily.INET)).isEqualTo(3);
    }

    @Test
    void every_mistake_of_the_section_and_of_its_file_is_reported_at_once() {
        String text = """
            [[route]]
            name = "x"
            to = ["10.0.0.1/8", "0.0.0.0/0", "ten"]
            to-file = "/l"
            via = ["c", "a", "a"]
            otherwise = "main"
            [[route]]
            name = "x"
            [[route]]
            to-file = "l"
            via = []
            """;
        assertThat(errors(text, Map.of("/l", "10.0.0.0/8\n  300.0.0.0/8\n10.0.0.0/33\n")))
                .containsExactly(
                        "a.toml:9:7: to \"10.0.0.1/8\" has bits set behind its length 8; expected \"10.0.0.0/8\", or"
                                + " \"10.0.0.1\"",
                        "a.toml:9:21: to \"0.0.0.0/0\" is every destination; expected parts of it, or a [[policy]] with"
                                + " it in to",
                        "a.toml:9:34: to \"ten\" is no address; expected a prefix such as \"198.51.100.0/24\" or an"
                                + " address",
                        "a.toml:11:8: unknown uplink \"c\"; expected \"a\" or \"b\"",
                        "a.toml:11:18: via holds \"a\" twice; expected each uplink once",
                        "a.toml:12:13: unknown otherwise \"main\"; expected \"balance\" or \"unreachable\"",
                        "a.toml:13:1: [[route]] has neither to nor to-file; expected one such as to ="
                                + " [\"198.51.100.0/24\"]",
                        "a.toml:13:1: [[route]] has no via; expected one such as via = [\"a\"]",
                        "a.toml:14:8: name \"x\" is taken, at line 8, column 8; expected a name of its own for each route",
                        "a.toml:16:11: to-file \"l\" is no absolute path; expected one that begins with \"/\"",
                        "a.toml:17:7: via is empty; expected at least one uplink, such as via = [\"a\"]",
                        "/l:2:3: \"300.0.0.0/8\" is no address; expected a prefix such as \"198.51.100.0/24\" or an"
                                + " address",
                        "/l:3:1: \"10.0.0.0/33\" has no length from 0 to 32 behind the slash; expected a prefix such as"
                                + " \"198.51.100.0/24\" or an address");
    }

    @Test
    void a_file_that_is_something_else_is_a_few_errors_not_thousands() {
        String text = "[[route]]\nto-file = \"/l\"\nvia = [\"a\"]\n";

        assertThat(errors(text, Map.of("/l", "<p>\n".repeat(5000))))
                .hasSize(21)
                .last()
                .asString()
                .startsWith("/l:21:1:");
        assertThat(errors(text, Map.of()))
                .containsExactly(
                        "a.toml:8:11: to-file \"/l\" cannot be read: no such file; expected a file with one prefix"
                                + " a line");
    }

    @Test
    void of_equal_destinations_the_first_counts_and_both_places_are_named() {
        String text = """
            [[route]]
            name = "x"
            to = ["10.1.0.0/16", "10.1.0.0/16"]
            via = ["a"]
            [[route]]
            name = "y"
            to-file = "/l"
            via = ["b"]
            """;
        Map<String, String> files = Map.of("/l", "10.1.0.0/16\n10.1.2.0/24\n10.1.3.0/24\n10.0.0.0/8\n");

        assertThat(warnings(text, files))
                .containsExactly(
                        "a.toml:9:7: warning: 10.1.0.0/16 of route \"x\" lies within 10.0.0.0/8 of route \"y\", at /l:4:1:"
                                + " the longer prefix wins",
                        "a.toml:9:22: warning: 10.1.0.0/16 stands there already, at a.toml:9:7",
                        "/l:1:1: warning: 10.1.0.0/16 belongs to route \"x\" already, at a.toml:9:7, which counts",
                        "/l:2:1: warning: 10.1.2.0/24 of route \"y\" lies within 10.1.0.0/16 of route \"x\", at a.toml:9:7:"
                                + " the longer prefix wins; 1 more are like this");
        assertThat(table(valid(text, files).config().routing()))
                .containsExactly("10.0.0.0/8 y", "10.1.0.0/16 x", "10.1.2.0/24 y", "10.1.3.0/24 y");
    }

    @Test
    void an_interface_that_is_discovered_is_an_uplink_too() {
        String text = "[discover]\ninterfaces = [\"ppp*\"]\n[[route]]\nto = [\"10.0.0.0/8\"]\nvia = [\"ppp3\"]\n";

        assertThat(Parsed.errors(text)).isEmpty();
        assertThat(Parsed.errors(text.replace("ppp3", "eth7"))).hasSize(1);
    }
}
