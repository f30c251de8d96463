package dev.multipath.agent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.multipath.agent.status.ExitCode;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ExplainCommandTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String arguments) {
        AgentRun never = (config, reread) -> {
            throw new AssertionError("explain runs no agent");
        };
        return RootCommand.commandLine(never)
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(("explain " + arguments).split(" ", -1));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "www.example.net | \"www.example.net\" is not an IPv4 or IPv6 address; names are not looked up",
                "198.51.100.0/24 | \"198.51.100.0/24\" is not an IPv4 or IPv6 address",
                "198.51.100.7 --from lan | --from \"lan\" is not an IPv4 or IPv6 address",
                "198.51.100.7 --from 2001:db8::1 | 2001:db8::1 and 198.51.100.7 are of two families",
                "198.51.100.7 --incoming lan0 --outgoing eth0 | a packet that comes in is of no socket bound",
                "198.51.100.7 --destination-port 65536 | destination port 65536 is outside 0..65535",
                "198.51.100.7 --protocol tpc | --protocol \"tpc\" is not a number",
                "198.51.100.7 --mark 0x100000000 | --mark 0x100000000 is outside 0..4294967295"
            })
    void what_cannot_be_a_packet_is_a_usage_error(String arguments, String message) {
        assertThat(run(arguments)).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).startsWith("multipath-agent explain: ").contains(message);
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void a_destination_is_required() {
        assertThat(run("--json")).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).contains("DST");
    }
}
