package dev.multipath.netlink.golden;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** What nft sent and the kernel answered: read, printed as nft prints, and encoded again with the same attributes. */
final class NftFixturesTest {
    @TestFactory
    Stream<DynamicTest> each_is_read_printed_and_encoded_again() {
        return Fixture.all("nftables").stream()
                .map(fixture -> DynamicTest.dynamicTest(fixture.about() + ": " + fixture.reading(), () -> {
                    Object object = NftMessages.decode(fixture.message());
                    assertThat(object).hasToString(fixture.reading());

                    boolean request = fixture.isRequest();
                    byte[] again = NftMessages.encode(object, fixture.message(), request);
                    assertThat(NftMessages.comparable(again, request))
                            .isEqualTo(NftMessages.comparable(fixture.message(), request));
                    assertThat(NftMessages.decode(again)).isEqualTo(object);
                }));
    }
}
