package dev.multipath.netlink.golden;

import static org.assertj.core.api.Assertions.assertThat;

import dev.multipath.netlink.model.KernelObject;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The selection of recorded messages that every clone has: read, printed as iproute2 prints, and encoded again. */
final class FixturesTest {
    @TestFactory
    Stream<DynamicTest> each_is_read_printed_and_encoded_again() {
        return Stream.of("routes", "rules", "addresses", "links", "nexthops", "neighbours")
                .flatMap(file -> Fixture.all(file).stream())
                .map(fixture -> DynamicTest.dynamicTest(fixture.about(), () -> {
                    KernelObject object = Messages.decode(fixture.message());
                    assertThat(object).hasToString(fixture.reading());

                    byte[] again = Messages.encode(object, fixture.message()[4], fixture.isRequest());
                    assertThat(Messages.attributes(again)).isEqualTo(Messages.attributes(fixture.message()));
                    assertThat(Messages.header(again)).isEqualTo(Messages.header(fixture.message()));
                }));
    }
}
