package dev.multipath.netlink.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every component counts in an equals written by hand. */
final class EqualityTest {
    static Stream<Record> samples() {
        return Stream.of(
                AddressFamily.INET6,
                new RouteType(7),
                new Protocol(77),
                new Scope(200),
                new RouteMetric(2),
                new NextHopGroupType(1),
                new RouteTable(7900),
                new FwMark(16, 255),
                IpAddress.parse("2001:db8::1"),
                IpPrefix.parse("2001:db8::/32"));
    }

    @ParameterizedTest
    @MethodSource("samples")
    void a_copy_is_equal_and_any_other_component_is_not(Record sample) throws ReflectiveOperationException {
        RecordComponent[] components = sample.getClass().getRecordComponents();
        Class<?>[] types =
                Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        Constructor<?> constructor = sample.getClass().getDeclaredConstructor(types);
        Object[] values = new Object[components.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = components[i].getAccessor().invoke(sample);
        }
        Object copy = constructor.newInstance(values);
        assertThat(copy).isEqualTo(sample).hasSameHashCodeAs(sample).isNotEqualTo("something else");
        for (int i = 0; i < values.length; i++) {
            Object[] changed = values.clone();
            changed[i] = other(values[i]);
            if (changed[i] != null) {
                assertThat(constructor.newInstance(changed)).isNotEqualTo(sample);
            }
        }
        assertThat(IpAddress.parse("::192.0.2.1")).isNotEqualTo(IpAddress.parse("192.0.2.1"));
    }

    private static Object other(Object value) {
        if (value instanceof Integer number) {
            return number + 1;
        }
        if (value instanceof Long number) {
            return number + 1;
        }
        return value instanceof IpAddress ? IpAddress.parse("2001:db8::2") : null;
    }
}
