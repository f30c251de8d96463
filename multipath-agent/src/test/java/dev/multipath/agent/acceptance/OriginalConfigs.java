package dev.multipath.agent.acceptance;

import java.nio.file.Path;

/** The {@code configs} of a machine that ran the scripts of 2004, and what a person adds to what became of it. */
final class OriginalConfigs {
    private static final String CONFIGS = """
        BASH=/bin/bash
        MAIL=root@example.net
        SH=/bin/bash
        GREP=/bin/grep
        IP=/sbin/ip
        DHCP_DIR=/var/lib/dhcp
        STATIC=./statics
        INTERVAL=1 # check time interval in seconds
        RUN_SCRIPT=./route.sh # script to run ip route
        DDNS_SCRIPT=./ddns/ddns.sh # script to run ddns update
        DDNS=yes # enable/disable ddns update

        #-- define public destination for ping --#
        fixed_dest="203.0.113.53"
        #-- define fixed interface & gateway --#
        #-- format: "if:gw:weight [if:gw:weight]..." --#
        fixed_gw="eth0:198.18.0.1:4 eth1:192.168.1.1:1"
        fixed_if="$(echo -e "${fixed_gw// /\\n}" | cut -d: -f1)"
        #-- define internal interface, or comment out for none --#
        int_if="lan0"

        #-- statict routing dest & order --#
        #-- format: "static_xxx=value; static_xxxx_order=value"
        static_seed_net="198.51.100.0/24"
        static_seed_net_order="eth1 eth0"
        static_studyarea=203.0.113.7
        static_studyarea_order="eth0 eth1"

        #-- moved here from ddns.sh --#
        HOST_NAME=www.example.net
        NS_SERVER=ns.example.net
        KEY_FILE=%s
        IP_URL="http://ip.example.net:8080/"
        MASQ_IF="eth1"
        """;

    private OriginalConfigs() {}

    static String text(Path keyFile) {
        return CONFIGS.formatted(keyFile);
    }

    /**
     * What the printed file says is to be done by hand, and a pace for a test: probes five times a second, half a second
     * of proof after each failure, and no verdict because a busy machine stands still for a moment.
     *
     * @param printed by {@code import-configs}
     */
    static String byHand(String printed) {
        String ddns = replace(printed, "(?m)^# (\\[ddns]|(?:server|zone|record|key-file) = )", "$1");
        String page = replace(ddns, "(record = .*\n)", "$1http-url = \"http://ip.example.net:8080/\"\n");
        String masked = replace(
                page, "(interface = \"eth1\"\ngateway = .*\n)", "$1\n[uplink.ddns]\npublic-address = \"http\"\n");
        String mail = replace(masked, "smtp://127.0.0.1:25\"", "smtp://203.0.113.53:" + SmtpServer.PORT + "\"");
        return replace(mail, "interval = \"1s\".*\n", """
            interval = "200ms"
            fall = 10
            hold-up = "500ms"
            hold-up-max = "500ms"
            resolvers = ["203.0.113.53"]
            """);
    }

    private static String replace(String text, String pattern, String by) {
        String replaced = text.replaceAll(pattern, by);
        if (replaced.equals(text)) {
            throw new AssertionError("no " + pattern + " in what was printed:\n" + text);
        }
        return replaced;
    }
}
