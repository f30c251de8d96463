package dev.multipath.testkit.netns;

import static org.assertj.core.api.Assertions.assertThat;

import dev.multipath.testkit.netns.TrafficReport.Outage;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class TrafficReportTest {
    private static final Duration WINDOW = Duration.ofMillis(30);

    /** One datagram every 10 ms: . answered, x lost, ! no route, ? undecided. */
    private static TrafficReport report(String fates) {
        TrafficLog log = new TrafficLog();
        for (int i = 0; i < fates.length(); i++) {
            int number = log.sent(i * 10_000_000L);
            switch (fates.charAt(i)) {
                case '.' -> log.answered(number, i * 10_000_000L + 100_000);
                case 'x' -> log.lost(number);
                case '!' -> log.noRoute(number);
                default -> assertThat(fates.charAt(i)).isEqualTo('?');
            }
        }
        return log.report();
    }

    @Test
    void countsWhatBecameOfEach() {
        TrafficReport report = report("..x.!!x.??");
        assertThat(report.sent()).isEqualTo(8);
        assertThat(report.answered()).isEqualTo(4);
        assertThat(report.lost()).isEqualTo(2);
        assertThat(report.noRoute()).isEqualTo(2);
        assertThat(report.failures())
                .containsExactly(
                        Duration.ofMillis(20), Duration.ofMillis(40), Duration.ofMillis(50), Duration.ofMillis(60));
    }

    @Test
    void anOutageIsMeasuredFromTheFirstToTheLastFailure() {
        assertThat(report("..x.!x...").outages(WINDOW))
                .containsExactly(new Outage(Duration.ofMillis(20), Duration.ofMillis(30), 3));
    }

    @Test
    void failuresFurtherApartThanTheWindowAreTwoOutages() {
        assertThat(report("x..x....xx").outages(WINDOW))
                .containsExactly(
                        new Outage(Duration.ZERO, Duration.ofMillis(30), 2),
                        new Outage(Duration.ofMillis(80), Duration.ofMillis(10), 2));
        assertThat(report("x..x....xx").longestOutage(WINDOW)).isEqualTo(Duration.ofMillis(30));
    }

    @Test
    void aSingleFailureIsAnOutageOfNothingAndNoFailureIsNone() {
        assertThat(report("..x..").outages()).containsExactly(new Outage(Duration.ofMillis(20), Duration.ZERO, 1));
        assertThat(report(".....").outages()).isEmpty();
        assertThat(report("").longestOutage()).isEqualTo(Duration.ZERO);
    }

    @Test
    void aPartOfTheTimeIsAReportOfItsOwn() {
        TrafficReport part = report("xx..x.x!").between(Duration.ofMillis(10), Duration.ofMillis(60));
        assertThat(part.sent()).isEqualTo(5);
        assertThat(part.lost()).isEqualTo(2);
        assertThat(part.noRoute()).isZero();
        assertThat(report("x")
                        .between(Duration.ofSeconds(2), Duration.ofSeconds(1))
                        .sent())
                .isZero();
    }

    @Test
    void printsOneLine() {
        assertThat(report("..xxx.!.")).hasToString("8 sent, 3 lost, 1 without a route, longest outage 40 ms");
    }
}
