package dev.multipath.agent.migrate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.multipath.agent.config.AgentConfig;
import dev.multipath.agent.config.ConfigFile;
import dev.multipath.agent.config.ConfigResult;
import dev.multipath.agent.config.GatewaySetting;
import dev.multipath.agent.config.ProbeTarget;
import dev.multipath.agent.migrate.Remark.Fate;
import dev.multipath.netlink.model.IpAddress;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A configs becomes a configuration file that the agent's own reader takes, and nothing in it goes unmentioned. */
final class ConfigsImportTest {
    /** As it was published, with addresses filled in. */
    private static final String ORIGINAL = """
        BASH=/bin/bash
        MAIL=root
        SH=/bin/bash
        GREP=/bin/grep
        IP=/sbin/ip
        DHCP_DIR=/var/lib/dhcp
        STATIC=./statics
        INTERVAL=60 # check time interval in seconds
        RUN_SCRIPT=./route.sh # script to run ip route
        DDNS_SCRIPT=./ddns/ddns.sh # script to run ddns update
        DDNS=yes # enable/disable ddns update
        #-- define public destination for ping --#
        fixed_dest="203.0.113.53"
        #-- format: "if:gw:weight [if:gw:weight]..." --#
        fixed_gw="eth0:192.0.2.1:4 eth1:198.51.100.1:"
        fixed_if="$(echo -e "${fixed_gw// /\\n}" | cut -d: -f1)"
        int_if="eth2"
        static_seed_net=""
        static_seed_net_order="eth1 eth0"
        """;

    private static Imported imported(String text) {
        return ConfigsImport.of("configs", text).orElseThrow();
    }

    private static AgentConfig config(String text) {
        ConfigResult result = ConfigFile.parse("printed", imported(text).toml());
        if (result instanceof ConfigResult.Valid valid) {
            return valid.config();
        }
        throw new AssertionError(result + "\n" + imported(text).toml());
    }

    private static Remark remark(String text, int line) {
        return imported(text).remarks().stream()
                .filter(remark -> remark.line() == line)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void the_published_file_means_the_same_to_the_agent() {
        AgentConfig config = config(ORIGINAL);

        assertThat(config.agent().internalInterfaces()).containsExactly("eth2");
        assertThat(config.discover().orElseThrow().interfaces()).containsExactly("eth*", "ppp*");
        assertThat(config.probe().targets()).containsExactly(new ProbeTarget.Host(IpAddress.parse("203.0.113.53")));
        assertThat(config.probe().interval()).isEqualTo(Duration.ofSeconds(60));
        assertThat(config.uplinks()).extracting("interfaceName").containsExactly("eth0", "eth1");
        assertThat(config.uplinks()).extracting("weight").containsExactly(4, 1);
        assertThat(config.uplinks().get(1).gateway())
                .isEqualTo(new GatewaySetting.Fixed(IpAddress.parse("198.51.100.1")));
        assertThat(config.notices().mail().orElseThrow().to()).containsExactly("root@localhost");
    }

    @Test
    void each_line_is_said_what_became_of() {
        Imported imported = imported(ORIGINAL);

        assertThat(imported.remarks()).hasSize(17);
        assertThat(remark(ORIGINAL, 1)).hasToString("BASH=/bin/bash: not needed: the agent starts no such program");
        assertThat(remark(ORIGINAL, 2).fate()).isEqualTo(Fate.TRANSLATED);
        assertThat(remark(ORIGINAL, 8)).asString().startsWith("INTERVAL=60 -> [probe] interval = \"60s\"");
        assertThat(remark(ORIGINAL, 11).fate()).isEqualTo(Fate.BY_HAND);
        assertThat(remark(ORIGINAL, 16).text()).contains("repeats the interfaces of fixed_gw");
        assertThat(remark(ORIGINAL, 18).text()).contains("no destination");
        assertThat(imported.toml())
                .contains("internal-interfaces = [\"eth2\"]          # line 17: int_if\n")
                .contains("# line 1: BASH=/bin/bash: not needed")
                .contains("# [ddns]\n");
        assertThat(imported.count(Fate.BY_HAND)).isEqualTo(1);
    }

    @Test
    void a_hand_edited_file_is_read_as_the_shell_reads_it() {
        String text =
                "\t export  fixed_gw=\"eth0:192.0.2.1:4   \t\\\n  eth1:198.51.100.1:2 \"; int_if='eth2  eth3'#no\r\n"
                        + "fixed_dest=203.0.113.53\\\n\r\n"
                        + "A=198.51.100\nfixed_dest=\"${A}.10 $A.11\" # 備援\n"
                        + "MAIL=\"admin@example.net,root\"\n"
                        + "declare -x INTERVAL=\\30;DDNS=no\n";
        AgentConfig config = config(text);

        assertThat(config.uplinks()).extracting("weight").containsExactly(4, 2);
        assertThat(config.agent().internalInterfaces()).containsExactly("eth2", "eth3#no");
        assertThat(config.probe().targets()).hasSize(2);
        assertThat(config.probe().interval()).isEqualTo(Duration.ofSeconds(30));
        assertThat(config.notices().mail().orElseThrow().to()).containsExactly("admin@example.net", "root@localhost");
        assertThat(remark(text, 3).text()).contains("assigns it again");
    }

    @Test
    void spaces_around_the_equals_sign_are_an_error_to_the_shell_but_clear_enough() {
        assertThat(config("INTERVAL = 5\nMAIL= root\nint_if =eth2\n").probe().interval())
                .isEqualTo(Duration.ofSeconds(5));
        assertThat(config("INTERVAL = 5\nint_if =eth2\n").agent().internalInterfaces())
                .containsExactly("eth2");
    }

    @Test
    void what_would_have_to_be_executed_is_left_to_a_person() {
        String text = """
            INTERVAL=$(cat /etc/interval)
            fixed_gw="eth0:`route -n | awk '{print $2}'`:1"
            int_if=${OTHER:-eth2}
            if [ -f /etc/more ]; then
              fixed_dest=198.51.100.1
              . /etc/more
            fi
            rm -rf /
            MAIL=root
            """;
        Imported imported = imported(text);

        assertThat(config(text).uplinks()).isEmpty();
        assertThat(imported.remarks())
                .filteredOn(remark -> remark.fate() == Fate.BY_HAND)
                .hasSize(7);
        assertThat(remark(text, 1).text()).contains("not executed");
        assertThat(remark(text, 5).text()).contains("inside a condition");
        assertThat(remark(text, 8).text()).contains("no assignment");
        assertThat(imported.toml()).contains("# line 8: rm -rf /: BY HAND");
    }

    @Test
    void what_cannot_be_is_named_and_the_rest_used() {
        String text = """
            fixed_gw="eth0:192.0.2.999:4 eth1:198.51.100.1:900 eth2:10.0.0.1:1 eth1:10.0.0.2:1 :x:y ppp0"
            int_if=eth2
            fixed_dest="dns.example.net 203.0.113.53 127.0.0.1"
            INTERVAL=soon
            MAIL="a b>c"
            HOMEPAGE=http://example.net/
            """;
        AgentConfig config = config(text);

        assertThat(config.uplinks()).extracting("interfaceName").containsExactly("eth0", "eth1", "ppp0");
        assertThat(config.uplinks().get(0).gateway()).isEqualTo(new GatewaySetting.Auto());
        assertThat(config.uplinks()).extracting("weight").containsExactly(4, 256, 1);
        assertThat(config.probe().targets()).hasSize(1);
        assertThat(remark(text, 1).text())
                .contains("192.0.2.999")
                .contains("900")
                .contains("eth2 is in int_if")
                .contains("named twice")
                .contains("names no interface");
        assertThat(remark(text, 3).text()).contains("not an address: dns.example.net 127.0.0.1");
        assertThat(remark(text, 4).text()).contains("no number of seconds");
        assertThat(remark(text, 5).text()).contains("no address: b>c");
        assertThat(remark(text, 6).text()).contains("no equivalent");
    }

    @Test
    void a_file_with_statics_passes_the_reader() {
        String text = ORIGINAL.replace("static_seed_net=\"\"", "static_seed_net=\"203.0.113.0/24 198.51.100.7\"");

        assertThat(config(text).uplinks()).hasSize(2);
        assertThat(imported(text).toml()).contains("via = [\"eth1\", \"eth0\"]");
    }

    @Test
    void statics_become_routes_by_name_with_their_order_of_uplinks() {
        Imported imported = imported("""
            int_if="eth9"
            static_b="198.51.100.0/255.255.255.0"; static_b_order="eth1 eth9 ppp0"
            static_a='203.0.113.7'
            static_a_order='eth0'
            static_c="203.0.113.77/28 example.net"
            static_c_order="eth0"
            static_d="192.0.2.0/24"
            static_e="0.0.0.0/0 203.0.113.7"
            static_e_order="eth0"
            """);

        assertThat(imported.toml()).contains("""
            [[route]]                               # line 3: static_a
            name = "a"
            to = ["203.0.113.7"]
            via = ["eth0"]                          # line 4: static_a_order

            [[route]]                               # line 2: static_b
            name = "b"
            to = ["198.51.100.0/24"]
            via = ["eth1", "ppp0"]                  # line 2: static_b_order

            [[route]]                               # line 5: static_c
            name = "c"
            to = ["203.0.113.64/28"]
            via = ["eth0"]                          # line 6: static_c_order
            """).contains("interface = \"ppp0\"\n");
        assertThat(imported.remarks())
                .extracting(Remark::text)
                .contains(
                        "[[route]] b; eth9 is no uplink",
                        "[[route]] c; \"example.net\" is neither an address nor a network",
                        "no order of interfaces, so no route, then as now",
                        "no [[route]]; 0.0.0.0/0 is every destination: that is what tier and weight are for; "
                                + "203.0.113.7 has a [[route]] already; the scripts let the last one win");
    }

    @Test
    void what_stood_in_the_ddns_script_is_named_by_its_new_key() {
        String text = """
            DDNS=yes
            IP_URL=http://ip.example.net/ip.php
            CLIENT_TYPE="proxy"
            MASQ_IF=eth1
            EXCL_IF=ppp0
            IP_SERVER=ip.example.net
            """;
        assertThat(imported(text).remarks())
                .extracting(Remark::text)
                .containsExactly(
                        "[ddns] has to be filled in: its settings stood in the ddns script",
                        "[ddns] http-url http://ip.example.net/ip.php",
                        "[ddns] http-client proxy",
                        "[ddns] public-address = \"http\" in [uplink.ddns] of eth1",
                        "[ddns] public-address = \"none\" in [uplink.ddns] of ppp0",
                        "see [ddns] http-url");
    }

    @ParameterizedTest
    @CsvSource({
        "203.0.113.7, 203.0.113.7",
        "203.0.113.7/24, 203.0.113.0/24",
        "203.0.113.0/255.255.255.0, 203.0.113.0/24",
        "0.0.0.0/0, 0.0.0.0/0",
        "0.0.0.0/0.0.0.0, 0.0.0.0/0",
        "2001:db8::1/32, 2001:db8::/32",
        "203.0.113.0/255.0.255.0,",
        "203.0.113.0/33,",
        "example.net,",
        "203.0.113,"
    })
    void destinations_are_those_of_ip_route(String text, String expected) {
        assertThat(Destination.of(text).orElse(null)).isEqualTo(expected);
    }

    @Test
    void nothing_makes_it_fail_and_whatever_it_prints_is_valid() {
        for (String text : List.of(
                "fixed_gw=\"",
                "fixed_gw='eth0",
                "fixed_gw=$(",
                "fixed_gw=`",
                "fixed_gw=${",
                "INTERVAL=\\",
                "MAIL=\"a\\\"b\"\n",
                "fixed_gw=\"eth0:::\"",
                "int_if=\"a\\\"b \u0007x\"",
                "DDNS=yes;HOST_NAME='a\"b'",
                "static_=x\nstatic__order=y",
                "INTERVAL=999999",
                "fixed_dest=$'\\n'",
                "MAIL=-f")) {
            assertThat(config(text + "\nDDNS=no\n")).as(text).isNotNull();
        }
        assertThat(ConfigsImport.of("configs", "")).isEmpty();
        assertThat(ConfigsImport.of("configs", "echo hello\nX=1\n")).isEmpty();
    }
}
