package dev.multipath.netlink.transport.jnr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Method;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class NativeTest {

    @Test
    void refusesPlatformsWhoseStructuresItDoesNotKnow() {
        Native.checkPlatform("Linux", "aarch64");
        assertThatThrownBy(() -> Native.checkPlatform("Linux", "i386"))
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessageContaining("64-bit Linux")
                .hasMessageContaining("i386");
        assertThatThrownBy(() -> Native.checkPlatform("Mac OS X", "aarch64"))
                .isInstanceOf(UnsupportedOperationException.class);
    }

    /** jnr-ffi passes a wrong sixth argument on x86-64, and anything but a primitive costs a copy. */
    @Test
    void everyFunctionHasAtMostFivePrimitiveParameters() {
        for (Method function : LibC.class.getMethods()) {
            assertThat(function.getParameterCount()).as(function.getName()).isLessThanOrEqualTo(5);
            assertThat(function.getParameterTypes())
                    .as(function.getName())
                    .allMatch(type -> type == int.class || type == long.class);
        }
    }

    @Test
    void aDeadlineIsRoundedUpAndDoesNotOverflow() {
        assertThat(Deadline.in(Duration.ofNanos(-1)).milliseconds()).isEqualTo(-1);
        assertThat(Deadline.in(Duration.ofSeconds(Long.MAX_VALUE)).milliseconds())
                .isEqualTo(-1);
        assertThat(Deadline.in(Duration.ZERO).milliseconds()).isZero();
        assertThat(Deadline.in(Duration.ZERO).isOver()).isTrue();
        assertThat(Deadline.in(Duration.ofDays(100)).milliseconds()).isEqualTo(Integer.MAX_VALUE);
        assertThat(Deadline.in(Duration.ofSeconds(5).plusNanos(1)).milliseconds())
                .isBetween(4000, 5001);
        assertThat(Deadline.NEVER.isOver()).isFalse();
    }
}
