package dev.multipath.agent.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ProbeReaderTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        type = "imcp"                | 8  | unknown type "imcp"; did you mean "icmp"?
        type = "ping"                | 8  | unknown type "ping"; expected "icmp", "tcp", "dns", "http" or "gateway"
        type = "htpp"                | 8  | unknown type "htpp"; did you mean "http"?
        type = ["icmp"]              | 8  | type is a list; expected "icmp", "tcp", "dns", "http" or "gateway"
        targets = "192.0.2.53"       | 11 | targets is the string "192.0.2.53"; expected a list of strings, in [ ]
        targets = ["192.0.2.53", 5]  | 26 | targets holds the number 5; expected strings only
        targets = ["localhost"]      | 12 | target "localhost" is no address; expected an IPv4 or IPv6 address, as names are not looked up
        targets = [""]               | 12 | target "" is no address; expected an IPv4 or IPv6 address, as names are not looked up
        targets = ["192.0.2.53:80"]  | 12 | target "192.0.2.53:80" has a port; expected an address, or type = "tcp"
        targets = ["http://a/"]      | 12 | target "http://a/" is a URL; expected an address, or type = "http"
        targets = ["010.0.0.1"]      | 12 | target "010.0.0.1" is no address; expected an IPv4 or IPv6 address, as names are not looked up
        targets = ["192.0.2.0/24"]   | 12 | target "192.0.2.0/24" is a prefix; expected one address, such as "192.0.2.0"
        targets = ["127.0.0.1"]      | 12 | target "127.0.0.1" is a loopback address; expected the address of a host upstream
        targets = ["::1"]            | 12 | target "::1" is a loopback address; expected the address of a host upstream
        targets = ["0.0.0.0"]        | 12 | target "0.0.0.0" is the unspecified address; expected the address of a host upstream
        targets = ["::"]             | 12 | target "::" is the unspecified address; expected the address of a host upstream
        targets = ["239.1.1.1"]      | 12 | target "239.1.1.1" is a multicast address; expected the address of a host upstream
        targets = ["ff02::1"]        | 12 | target "ff02::1" is a multicast address; expected the address of a host upstream
        targets = ["255.255.255.255"] | 12 | target "255.255.255.255" is the broadcast address; expected the address of a host upstream
        targets = ["192.0.2.1", "192.0.2.1"] | 25 | target "192.0.2.1" is given a second time; expected once (it is already at line 2, column 12)
        targets = ["2001:db8::1", "2001:DB8:0::1"] | 27 | target "2001:DB8:0::1" is given a second time; expected once (it is already at line 2, column 12)
        quorum = 0                   | 10 | quorum 0 is out of range; expected a whole number from 1 to 1000
        quorum = 2                   | 10 | quorum 2 is more than can answer: without targets, only the gateway is probed; expected 1, or targets
        interval = 1                 | 12 | interval 1 has no unit; expected a duration such as "250ms", "1s" or "5m"
        interval = 0.5               | 12 | interval 0.5 has no unit; expected a duration such as "250ms", "1s" or "5m"
        interval = "1"               | 12 | interval "1" is no duration; expected a duration such as "250ms", "1s" or "5m"
        interval = "1 s"             | 12 | interval "1 s" is no duration; expected a duration such as "250ms", "1s" or "5m"
        interval = "5ms"             | 12 | interval "5ms" is too short; expected at least "10ms"
        interval = "169h"            | 12 | interval "169h" is too long; expected at most "168h"
        interval = true              | 12 | interval is true; expected a duration such as "250ms", "1s" or "5m"
        interval = 07:32:00          | 12 | interval is a date or time; expected a duration such as "250ms", "1s" or "5m"
        fast-interval = "0s"         | 17 | fast-interval "0s" is too short; expected at least "10ms"
        timeout = "0ms"              | 11 | timeout "0ms" is too short; expected at least "1ms"
        fall = 0                     | 8  | fall 0 is out of range; expected a whole number from 1 to 1000
        rise = -1                    | 8  | rise -1 is out of range; expected a whole number from 1 to 1000
        rise = 3.0                   | 8  | rise is the number 3.0; expected a whole number from 1 to 1000
        hold-up = "ten"              | 11 | hold-up "ten" is no duration; expected a duration such as "250ms", "1s" or "5m"
        flap-window = ""             | 15 | flap-window "" is no duration; expected a duration such as "250ms", "1s" or "5m"
        loss-degraded = 20           | 17 | loss-degraded is the number 20; expected a percentage such as "20%", or "off"
        loss-degraded = "20"         | 17 | loss-degraded "20" is no percentage; expected a percentage such as "20%", or "off"
        loss-degraded = "0%"         | 17 | loss-degraded "0%" is out of range; expected more than 0% and at most 100%, or "off"
        loss-degraded = "100.1%"     | 17 | loss-degraded "100.1%" is out of range; expected more than 0% and at most 100%, or "off"
        rtt-degraded = "slow"        | 16 | rtt-degraded "slow" is no duration; expected a duration such as "250ms", "1s" or "5m", or "off"
        rtt-degraded = "0s"          | 16 | rtt-degraded "0s" is too short; expected at least "1ms"
        standby-interval = "9ms"     | 20 | standby-interval "9ms" is too short; expected at least "10ms"
        intervall = "1s"             | 1  | unknown key "intervall"; did you mean "interval"?
        fast_interval = "1s"         | 1  | unknown key "fast_interval"; did you mean "fast-interval"?
        weight = 4                   | 1  | unknown key "weight" in [probe]; expected it in [[uplink]]
        """)
    void a_wrong_value_is_named_with_what_was_expected(String assignment, int column, String message) {
        assertThat(Parsed.errors("[probe]\n" + assignment + "\n" + Parsed.UPLINK))
                .containsExactly("a.toml:2:" + column + ": " + message);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "interval = \"10ms\"\nfast-interval = \"10ms\"",
                "interval = \"168h\"",
                "interval = \"1m30s\"",
                "timeout = \"1ms\"",
                "hold-up = \"0s\"",
                "hold-up = \"5m\"",
                "hold-up = \"0s\"\nhold-up-max = \"0s\"",
                "flap-window = \"0s\"",
                "loss-degraded = \"100%\"",
                "loss-degraded = \"0.5%\"",
                "loss-degraded = \"off\"",
                "rtt-degraded = \"off\"",
                "standby-interval = \"1s\"",
                "standby-interval = \"1m\"",
                "targets = []",
                "type = \"gateway\"\ntargets = []",
                "type = \"icmp\"",
                "targets = [\"192.0.2.1\", \"192.0.2.2\", \"2001:db8::1\", \"2001:db8::2\"]\nquorum = 2"
            })
    void what_is_supported_is_accepted(String assignments) {
        assertThat(Parsed.errors("[probe]\n" + assignments + "\n" + Parsed.UPLINK))
                .isEmpty();
    }

    @Test
    void every_target_is_checked_though_another_is_wrong() {
        assertThat(Parsed.errors("""
            [probe]
            targets = [
              "192.0.2.1",
              "example.net",
              "192.0.2.1",
              "224.0.0.1",
            ]
            """ + Parsed.UPLINK))
                .containsExactly(
                        "a.toml:4:3: target \"example.net\" is no address; expected an IPv4 or IPv6 address, as names"
                                + " are not looked up",
                        "a.toml:5:3: target \"192.0.2.1\" is given a second time; expected once (it is already at line"
                                + " 3, column 3)",
                        "a.toml:6:3: target \"224.0.0.1\" is a multicast address; expected the address of a host"
                                + " upstream");
    }

    @Test
    void a_share_of_loss_is_read_as_a_ratio() {
        assertThat(probe("loss-degraded = \"2.5%\"").lossDegraded()).isEqualTo(OptionalDouble.of(0.025));
        assertThat(probe("loss-degraded = \"off\"").lossDegraded()).isEmpty();
        assertThat(probe("rtt-degraded = \"300ms\"").rttDegraded()).contains(Duration.ofMillis(300));
    }

    @Test
    void an_uplink_that_stands_by_is_never_probed_faster_than_one_in_use() {
        assertThat(probe("interval = \"2s\"\nstandby-interval = \"1m\"")
                        .standingBy()
                        .interval())
                .isEqualTo(Duration.ofMinutes(1));
        assertThat(probe("interval = \"2s\"").standingBy().interval()).isEqualTo(Duration.ofSeconds(2));
    }

    private static ProbeConfig probe(String assignments) {
        return Parsed.config("[probe]\n" + assignments + "\n" + Parsed.UPLINK)
                .uplinks()
                .get(0)
                .probe();
    }
}
