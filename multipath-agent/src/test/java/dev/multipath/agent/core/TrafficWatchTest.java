package dev.multipath.agent.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.multipath.agent.uplink.PassiveEvidence;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Devices looked at every 100 ms that receive and send 500 packets a second. */
final class TrafficWatchTest {
    private static final long LOOK = 100_000_000L;

    private TrafficWatch watch = TrafficWatch.NONE;
    private long now = 10 * LOOK;
    private long packets;

    /** A look at devices written NAME or NAME:INDEX, all with the same counters. */
    private void look(long received, String... devices) {
        List<Event.DeviceLook> looks = new ArrayList<>();
        for (String device : devices) {
            String[] word = device.split(":", 2);
            int index = word.length > 1 ? Integer.parseInt(word[1]) : word[0].hashCode();
            looks.add(new Event.DeviceLook(word[0], index, true, true, received, packets));
        }
        now += LOOK;
        watch = watch.seen(looks, now);
    }

    @BeforeEach
    void traffic() {
        for (int look = 0; look < 20; look++) {
            packets += 50;
            look(packets, "eth0", "eth1");
        }
        assertThat(watch.deservesCloseLooks()).isTrue();
        assertThat(watch.suspicious()).isFalse();
    }

    private void silence(String... devices) {
        long received = packets;
        packets += 50;
        look(received, devices);
    }

    @Test
    void one_that_falls_silent_is_suspicious_in_whatever_order_they_are_looked_at() {
        silence("eth1", "eth0");
        assertThat(watch.suspicious()).isTrue();
        assertThat(watch.evidence("eth0").isSuspicious()).isTrue();
        assertThat(watch.evidence("eth1").isSuspicious()).isTrue();
        silence("eth0", "eth1");
        assertThat(watch.suspicious()).as("is told once").isFalse();
    }

    @Test
    void another_device_of_that_name_starts_anew() {
        silence("eth0", "eth1:4711");
        assertThat(watch.evidence("eth0").isSuspicious()).isTrue();
        assertThat(watch.evidence("eth1").isSuspicious()).isFalse();
        assertThat(watch.evidence("eth1").rate()).isZero();
    }

    @Test
    void what_is_not_looked_at_any_more_is_forgotten() {
        silence("eth1");
        assertThat(watch.evidence("eth0")).isEqualTo(PassiveEvidence.NONE);
        assertThat(watch.evidence("eth1").isSuspicious()).isTrue();
    }

    @Test
    void what_is_dead_indeed_has_no_traffic_to_judge() {
        watch = watch.confirmed("eth0");
        assertThat(watch.evidence("eth0").rate()).isZero();
        assertThat(watch.deservesCloseLooks()).as("because of the other one").isTrue();
        watch = watch.confirmed("eth1");
        assertThat(watch.deservesCloseLooks()).isFalse();
        assertThat(watch.confirmed("eth2")).isEqualTo(watch);
    }
}
