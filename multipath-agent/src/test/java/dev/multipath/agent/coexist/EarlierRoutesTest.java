package dev.multipath.agent.coexist;

import static org.assertj.core.api.Assertions.assertThat;

import dev.multipath.agent.Configs;
import dev.multipath.netlink.model.IpPrefix;
import java.util.List;
import org.junit.jupiter.api.Test;

final class EarlierRoutesTest {
    private static final String FILE = """
        [[uplink]]
        interface = "a"

        [[route]]
        name = "wide"
        to = ["45.0.0.0/8", "2a0a::/16", "2a0b:1::7"]
        via = ["a"]

        [[route]]
        name = "narrow"
        to = ["46.1.2.0/24", "46.1.3.0/24"]
        via = ["a"]
        """;

    private static List<String> findings(String... routes) {
        EarlierRoutes earlier = new EarlierRoutes(Configs.of(FILE).routing());
        earlier.saw(IpPrefix.parse("45.0.0.0/8"));
        earlier.clear();
        for (String route : routes) {
            earlier.saw(IpPrefix.parse(route));
        }
        return earlier.findings().stream().map(Finding::text).toList();
    }

    @Test
    void the_same_destination_or_one_around_it_is_named_for_its_route() {
        assertThat(findings("45.0.0.0/8", "46.1.0.0/16", "2a0a::/16", "2a0b:1::/32"))
                .containsExactly(
                        "route wide: table main, which comes first, has routes of its own to 45.0.0.0/8, 2a0a::/16,"
                                + " 2a0b:1::/32; 'ip route del' them unless they are to stay where they lead",
                        "route narrow: table main, which comes first, has routes of its own to 46.1.0.0/16; 'ip route"
                                + " del' them unless they are to stay where they lead");
    }

    @Test
    void a_part_of_a_destination_a_default_and_what_lies_beside_is_the_operators_own_affair() {
        assertThat(findings(
                        "45.1.0.0/16", "0.0.0.0/0", "::/0", "44.0.0.0/8", "46.1.4.0/22", "2a0c::/16", "255.0.0.0/8"))
                .isEmpty();
    }

    @Test
    void of_many_the_first_three_are_named() {
        assertThat(findings("40.0.0.0/5", "44.0.0.0/6", "44.0.0.0/7", "45.0.0.0/8", "32.0.0.0/3")
                        .get(0))
                .contains(" to 40.0.0.0/5, 44.0.0.0/6, 44.0.0.0/7 and 2 more; ");
    }
}
