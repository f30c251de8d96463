package dev.multipath.netlink.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class ResultsTest {

    @Test
    void aRatioIsTakenWithinARoundAndThenTheMedianOverTheRounds() {
        Results results = new Results();
        add(results, 0, "- add 100", "warm add 110");
        add(results, 1, "- add 1000", "warm add 1200");
        add(results, 2, "- add 100", "warm add 130");

        assertThat(results.ratio("ours, warm", "floor", Task.ADD)).isEqualTo(1.2);
        assertThat(results.value("ours, warm", Task.ADD, 0)).isEqualTo(130);
        assertThat(results.programs(Task.ADD)).containsExactly("floor", "ours, warm");
    }

    @Test
    void severalFiguresOfARoundCountAsTheirMedian() {
        Results results = new Results();
        for (String line : List.of("- dump 30", "- dump 10", "- dump 20", "- dump 50")) {
            results.add(0, "floor", Figure.parse(line));
        }

        assertThat(results.value("floor", Task.DUMP, 0)).isEqualTo(25);
        assertThat(results.value("floor", Task.DUMP, 1)).isNaN();
    }

    @Test
    void eventsAreComparedByTheirMedianAndNotByTheirSum() {
        Results results = new Results();
        add(results, 0, "- event 9000 20 90 900", "warm event 1000 50 60 70");

        assertThat(results.ratio("ours, warm", "floor", Task.EVENT)).isEqualTo(2.5);
    }

    @Test
    void whatIsNoFigureIsRefused() {
        assertThatThrownBy(() -> Figure.parse("- add")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Figure.parse("- sing 1"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("sing");
    }

    private static void add(Results results, int round, String floor, String ours) {
        results.add(round, "floor", Figure.parse(floor));
        results.add(round, "ours", Figure.parse(ours));
    }
}
