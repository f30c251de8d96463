package dev.multipath.netlink.codec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.multipath.netlink.model.Encapsulation;
import dev.multipath.netlink.model.FdbTarget;
import dev.multipath.netlink.model.KernelObject;
import dev.multipath.netlink.model.LinkKind;
import dev.multipath.netlink.model.LinkPort;
import dev.multipath.netlink.model.NextHopTarget;
import dev.multipath.netlink.model.RawMessage;
import dev.multipath.netlink.model.RouteTarget;
import dev.multipath.netlink.model.RuleAction;
import dev.multipath.netlink.model.TunnelOption;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The records that the round trips are tried with are of every sort: what is not made there is not tested there. A new
 * kind of link, encapsulation or target, and a new optional field, fails here until it is made.
 */
final class RecordVarietyTest {
    private static final int RECORDS = 3000;
    /** The same each run: what is tried here are the generators, not the codecs. */
    private static final long SEED = Long.getLong("multipath.seed", 1);

    private static final Set<Class<?>> SEEN = new HashSet<>();
    /** Whether an optional field was ever present (1), ever absent (2), or both (3). */
    private static final Map<String, Integer> OPTIONAL = new HashMap<>();

    @BeforeAll
    static void make() throws ReflectiveOperationException {
        // Seeds far apart: neighbouring ones make a Random begin alike.
        SplittableRandom seeds = new SplittableRandom(SEED);
        for (int round = 0; round < RECORDS; round++) {
            long seed = seeds.nextLong();
            Records records = new Records(seed);
            RouteRecords routes = new RouteRecords(records);
            NeighbourRecords neighbours = new NeighbourRecords(seed);
            NextHopRecords nexthops = new NextHopRecords(seed);
            LinkRecords links = new LinkRecords(new Random(seed));
            for (Object record : new Object[] {
                records.route(),
                records.configuredRoute(),
                routes.mplsRoute(),
                routes.lookup(),
                records.rule(),
                records.address(),
                new AddressRecords(seed).groupAddress(),
                records.link(),
                links.newLink(),
                links.change(),
                links.statistics(),
                links.protocolInfo(),
                links.namespaceId(),
                neighbours.neighbour(),
                neighbours.fdbEntry(),
                neighbours.table(),
                neighbours.change(),
                nexthops.object(),
                nexthops.bucket()
            }) {
                look(record);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            classes = {
                KernelObject.class,
                Encapsulation.class,
                TunnelOption.class,
                FdbTarget.class,
                LinkKind.class,
                LinkPort.class,
                NextHopTarget.class,
                RouteTarget.class,
                RuleAction.class
            })
    void every_sort_is_made(Class<?> sealed) {
        assertThat(records(sealed)
                        .filter(sort -> sort != RawMessage.class)
                        .filter(sort -> !SEEN.contains(sort))
                        .map(Class::getSimpleName))
                .as("seed %s", SEED)
                .isEmpty();
    }

    @Test
    void every_optional_field_is_made_with_and_without_a_value() {
        Set<String> always = new TreeSet<>();
        OPTIONAL.forEach((field, how) -> {
            if (how != 3) {
                always.add(field + (how == 1 ? " is never absent" : " is never present"));
            }
        });
        assertThat(OPTIONAL).hasSizeGreaterThan(80);
        assertThat(always).as("seed %s", SEED).isEmpty();
    }

    private static Stream<Class<?>> records(Class<?> type) {
        return type.isSealed()
                ? Arrays.stream(type.getPermittedSubclasses()).flatMap(RecordVarietyTest::records)
                : Stream.of(type);
    }

    private static void look(Object value) throws ReflectiveOperationException {
        if (value instanceof Optional<?> optional) {
            if (optional.isPresent()) {
                look(optional.get());
            }
        } else if (value instanceof Collection<?> many) {
            for (Object each : many) {
                look(each);
            }
        } else if (value.getClass().isRecord()) {
            SEEN.add(value.getClass());
            for (RecordComponent component : value.getClass().getRecordComponents()) {
                component.getAccessor().setAccessible(true);
                Object part = component.getAccessor().invoke(value);
                count(value.getClass().getSimpleName() + "." + component.getName(), part);
                look(part);
            }
        }
    }

    private static void count(String field, Object value) {
        if (value instanceof Optional<?> optional) {
            OPTIONAL.merge(field, optional.isPresent() ? 1 : 2, (a, b) -> a | b);
        } else if (value instanceof OptionalInt optional) {
            OPTIONAL.merge(field, optional.isPresent() ? 1 : 2, (a, b) -> a | b);
        } else if (value instanceof OptionalLong optional) {
            OPTIONAL.merge(field, optional.isPresent() ? 1 : 2, (a, b) -> a | b);
        }
    }
}
