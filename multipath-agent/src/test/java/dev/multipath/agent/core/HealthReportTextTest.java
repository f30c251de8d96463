package dev.multipath.agent.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.multipath.agent.core.HealthReport.Known;
import dev.multipath.agent.core.HealthReport.Uplink;
import dev.multipath.agent.uplink.Gateway;
import dev.multipath.agent.uplink.Verdict;
import dev.multipath.netlink.model.IpAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class HealthReportTextTest {
    private static final Known UP = new Known(Verdict.UP, false, false, false);
    private static final Known DOWN = new Known(Verdict.DOWN, false, true, false);
    private static final String TEXT = """
        uplink hinet eth0 listed
        health hinet inet UP degraded probed
        health hinet inet6 DOWN ok fact
        weight hinet 4
        uplink ppp1 ppp1 discovered
        health ppp1 inet UP ok probed
        health ppp1 inet6 DOWN ok probed excused
        weight ppp1 1
        carrying inet ppp1
        carrying inet6
        enabled hinet false
        gateway hinet inet 7 192.0.2.1
        gateway hinet inet6 7 fe80::1
        """;

    private static HealthReport sample() {
        Effect.LearntGateways learnt =
                new Effect.LearntGateways(7, Optional.of(remembered("192.0.2.1")), Optional.of(remembered("fe80::1")));
        return new HealthReport(
                List.of(
                        new Uplink("hinet", "eth0", false, 4, new Known(Verdict.UP, true, false, false), DOWN),
                        new Uplink("ppp1", "ppp1", true, 1, UP, new Known(Verdict.DOWN, false, false, true))),
                List.of("ppp1"),
                List.of(),
                new Effect.Memory(Map.of("hinet", false), Map.of("hinet", learnt)));
    }

    private static Gateway remembered(String address) {
        return Gateway.of(IpAddress.parse(address), Gateway.REMEMBERED);
    }

    @Test
    void it_is_one_fact_a_line() {
        assertThat(HealthReportText.encode(sample())).isEqualTo(TEXT);
    }

    @Test
    void it_is_read_back_as_it_was() {
        assertThat(HealthReportText.decode(TEXT)).isEqualTo(sample());
    }

    @Test
    void a_gateway_may_be_none() {
        HealthReport read = HealthReportText.decode("gateway ppp1 inet 9 none\n");
        assertThat(read.memory().gateways())
                .containsEntry(
                        "ppp1",
                        new Effect.LearntGateways(
                                9, Optional.of(Gateway.deviceOnly(Gateway.REMEMBERED)), Optional.empty()));
    }

    @Test
    void what_a_newer_agent_adds_is_skipped() {
        assertThat(HealthReportText.decode("weather hinet sunny\n\n" + TEXT)).isEqualTo(sample());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "uplink hinet",
                "health hinet inet",
                "health hinet inet SIDEWAYS ok probed",
                "health hinet ipx UP ok probed",
                "carrying",
                "gateway hinet inet seven 192.0.2.1",
                "gateway hinet inet 7 192.0.2"
            })
    void a_line_that_breaks_off_or_lies_is_refused(String line) {
        assertThatIllegalArgumentException().isThrownBy(() -> HealthReportText.decode(line));
    }

    static LongStream seeds() {
        return LongStream.range(0, 200);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void any_report_survives(long seed) {
        HealthReport report = random(new Random(seed));
        assertThat(HealthReportText.decode(HealthReportText.encode(report)))
                .as("seed %d", seed)
                .isEqualTo(report);
    }

    private static HealthReport random(Random random) {
        List<Uplink> uplinks = new ArrayList<>();
        List<String> names = new ArrayList<>();
        Map<String, Boolean> overrides = new HashMap<>();
        Map<String, Effect.LearntGateways> gateways = new HashMap<>();
        for (int i = random.nextInt(5); i > 0; i--) {
            String name = "線路-" + i + "." + random.nextInt(10);
            names.add(name);
            uplinks.add(new Uplink(
                    name, "eth" + i, random.nextBoolean(), random.nextInt(257), known(random), known(random)));
            if (random.nextBoolean()) {
                overrides.put(name, random.nextBoolean());
            }
            if (random.nextBoolean()) {
                Gateway four = random.nextBoolean()
                        ? Gateway.deviceOnly(Gateway.REMEMBERED)
                        : Gateway.of(IpAddress.ipv4(random.nextInt()), Gateway.REMEMBERED);
                Gateway six = Gateway.of(IpAddress.ipv6(random.nextLong(), random.nextLong()), Gateway.REMEMBERED);
                gateways.put(
                        name,
                        new Effect.LearntGateways(
                                random.nextInt(100),
                                Optional.of(four),
                                random.nextBoolean() ? Optional.of(six) : Optional.empty()));
            }
        }
        return new HealthReport(
                uplinks,
                names.subList(0, random.nextInt(names.size() + 1)),
                names.subList(0, random.nextInt(names.size() + 1)),
                new Effect.Memory(overrides, gateways));
    }

    private static Known known(Random random) {
        Verdict[] verdicts = Verdict.values();
        return new Known(
                verdicts[random.nextInt(verdicts.length)],
                random.nextBoolean(),
                random.nextBoolean(),
                random.nextBoolean());
    }
}
