package dev.multipath.netlink.coverage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.multipath.netlink.codec.Fra;
import dev.multipath.netlink.codec.Ifla;
import dev.multipath.netlink.codec.Rta;
import dev.multipath.netlink.coverage.SpecAttributes.Attribute;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The specification files are read as they are meant. */
final class SpecAttributesTest {
    @Test
    void numbers_count_from_one_or_where_the_file_says() {
        SpecAttributes routes = SpecAttributes.of("rt-route");
        assertThat(routes.sets()).containsExactly("route-attrs", "metrics");
        assertThat(routes.set("route-attrs"))
                .hasSize(31)
                .contains(new Attribute("dst", Rta.RTA_DST), new Attribute("flowlabel", Rta.RTA_FLOWLABEL));
        assertThat(routes.set("metrics").get(0)).isEqualTo(new Attribute("unspec", 0));
        assertThat(SpecAttributes.of("rt-rule").set("fib-rule-attrs"))
                .contains(new Attribute("dscp-mask", Fra.FRA_DSCP_MASK));
        assertThat(SpecAttributes.of("rt-link").set("link-attrs"))
                .contains(new Attribute("linkinfo", Ifla.IFLA_LINKINFO));
    }

    @Test
    void padding_is_what_the_file_calls_so() {
        SpecAttributes rules = SpecAttributes.of("rt-rule");
        assertThat(rules.set("fib-rule-attrs"))
                .filteredOn(attribute -> !rules.carrying("fib-rule-attrs").contains(attribute))
                .extracting(Attribute::name)
                .containsExactly("unused2", "unused3", "unused4", "unused5", "pad");
        assertThat(SpecAttributes.of("rt-link").carrying("vf-stats-attrs")).contains(new Attribute("rx-packets", 0));
    }

    @ParameterizedTest
    @CsvSource({"rt-route, 49", "rt-rule, 30", "rt-addr, 11", "rt-neigh, 46", "rt-link, 402"})
    void no_attribute_is_overlooked_and_no_number_has_two_names(String file, int count) {
        SpecAttributes spec = SpecAttributes.of(file);
        int found = 0;
        for (String set : spec.sets()) {
            List<Attribute> attributes = spec.set(set);
            found += attributes.size();
            assertThat(attributes).extracting(Attribute::number).as(set).doesNotHaveDuplicates();
        }
        assertThat(found).isEqualTo(count);
        assertThatIllegalStateException().isThrownBy(() -> spec.set("none"));
    }
}
