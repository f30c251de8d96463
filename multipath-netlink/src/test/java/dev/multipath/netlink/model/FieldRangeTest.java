package dev.multipath.netlink.model;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A number its field does not hold is refused when a record is made, not cut off when it is written. */
final class FieldRangeTest {
    private static final long WIDE = 1L << 32;
    private static final RouteOptions NONE = RouteOptions.NONE;
    private static final NextHop HOP = NextHop.dev(3);
    private static final Rule RULE = Rule.lookup(AddressFamily.INET, RouteTable.MAIN);
    private static final Address ADDRESS = Address.of(3, IpAddress.parse("192.0.2.2"), 24);

    static Stream<Arguments> tooMuch() {
        return Stream.of(
                Arguments.of("realms", (ThrowingCallable) () -> NONE.realms(WIDE)),
                Arguments.of("preference", (ThrowingCallable) () -> NONE.preference(256)),
                Arguments.of("expiry", (ThrowingCallable) () -> NONE.expires(-1)),
                Arguments.of("mark", (ThrowingCallable) () -> seen(OptionalLong.of(WIDE), OptionalLong.empty())),
                Arguments.of("uid", (ThrowingCallable) () -> seen(OptionalLong.empty(), OptionalLong.of(WIDE))),
                Arguments.of("realms", (ThrowingCallable) () -> HOP.realms(-1)),
                Arguments.of("realms", (ThrowingCallable) () -> RULE.realms(WIDE)),
                Arguments.of("interface group", (ThrowingCallable) () -> RULE.suppressInterfaceGroup(-1)),
                Arguments.of("metric", (ThrowingCallable) () -> ADDRESS.routePriority(WIDE)),
                Arguments.of("MTU", (ThrowingCallable) () -> LinkChange.setMtu(WIDE)),
                Arguments.of(
                        "MTU", (ThrowingCallable) () -> NewLink.of("x", "dummy").mtu(-1)),
                Arguments.of("MTU", (ThrowingCallable) () -> link(1, WIDE, 6)),
                Arguments.of("link type", (ThrowingCallable) () -> link(0x10000, 1500, 6)),
                Arguments.of("operational state", (ThrowingCallable) () -> link(1, 1500, 256)));
    }

    @ParameterizedTest
    @MethodSource("tooMuch")
    void a_number_too_wide_is_refused(String what, ThrowingCallable making) {
        assertThatIllegalArgumentException().isThrownBy(making).withMessageStartingWith(what + " ");
    }

    private static RouteOptions seen(OptionalLong mark, OptionalLong uid) {
        return new RouteOptions(
                NONE.prefSrc(),
                NONE.metrics(),
                NONE.realms(),
                NONE.preference(),
                NONE.expires(),
                mark,
                uid,
                OptionalInt.empty(),
                OptionalInt.empty(),
                NONE.multicastStats(),
                NONE.cacheInfo(),
                NONE.retired());
    }

    private static Link link(int type, long mtu, int operState) {
        return new Link(
                3,
                "eth0",
                type,
                Link.UP,
                mtu,
                true,
                operState,
                Optional.empty(),
                OptionalInt.empty(),
                OptionalInt.empty(),
                LinkInfo.NONE,
                Attributes.NONE);
    }
}
