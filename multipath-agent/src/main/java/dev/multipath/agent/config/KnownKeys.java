package dev.multipath.agent.config;

import java.util.Optional;

/** Every section and key there is, those not supported yet among them. */
final class KnownKeys {
    static final String AGENT = "[agent]";
    static final String DISCOVER = "[discover]";
    static final String PROBE = "[probe]";
    static final String UPLINK = "[[uplink]]";
    static final String ROUTE = "[[route]]";
    static final String POLICY = "[[policy]]";
    static final String UPLINK_PROBE = "[uplink.probe]";
    static final String UPLINK_DDNS = "[uplink.ddns]";
    static final String DDNS = "[ddns]";
    static final String DYNDNS = "[dyndns]";
    static final String MAIL = "[mail]";
    static final String HOOK = "[[hook]]";
    static final String FLOWS = "[flows]";

    /** The sections that are built, as they are written. */
    static final String[] SECTIONS = {AGENT, DISCOVER, PROBE, UPLINK, ROUTE, POLICY, MAIL, HOOK, DDNS, DYNDNS, FLOWS};

    /** The sections that are not supported yet, as they are written. */
    static final String[] LATER_SECTIONS = {"[status]"};

    static final String[] AGENT_KEYS = {
        "table-base",
        "protocol",
        "layout",
        "metric",
        "hash-policy",
        "on-exit",
        "all-dead",
        "internal-interfaces",
        "state-dir",
        "control-socket"
    };

    static final String[] DISCOVER_KEYS = {"interfaces", "exclude"};

    static final String[] PROBE_KEYS = {
        "type",
        "targets",
        "query",
        "expect-status",
        "expect-body",
        "resolvers",
        "resolve",
        "ca-file",
        "quorum",
        "interval",
        "fast-interval",
        "timeout",
        "fall",
        "rise",
        "hold-up",
        "hold-up-max",
        "flap-window",
        "loss-degraded",
        "rtt-degraded",
        "standby-interval"
    };

    static final String[] UPLINK_KEYS = {
        "name", "interface", "gateway", "gateway6", "weight", "tier", "enabled", "probe", "ddns"
    };
    static final String[] UPLINK_DDNS_KEYS = {"public-address"};
    static final String[] DDNS_KEYS = {
        "server",
        "port",
        "zone",
        "record",
        "ttl",
        "key-file",
        "when-none",
        "publish",
        "public-address",
        "allow-private",
        "http-url",
        "http-client"
    };
    static final String[] DYNDNS_KEYS = {
        "url", "user", "password-file", "publish", "public-address", "allow-private", "http-url", "http-client"
    };

    static final String[] ROUTE_KEYS = {"name", "to", "to-file", "via", "otherwise"};

    static final String[] POLICY_KEYS = {
        "name",
        "from",
        "to",
        "incoming",
        "protocol",
        "source-port",
        "destination-port",
        "uid",
        "via",
        "mode",
        "otherwise"
    };

    static final String[] MAIL_KEYS = {"to", "from", "smtp", "starttls", "user", "password-file", "on"};

    static final String[] HOOK_KEYS = {"run", "on", "timeout"};

    static final String[] FLOWS_KEYS = {
        "pin", "mark-mask", "masquerade", "clamp-mss", "on-down", "drain-backup", "balance"
    };

    private KnownKeys() {}

    /** The section, as it is written, that has a key of this name. */
    static Optional<String> sectionOf(String key) {
        if (contains(UPLINK_KEYS, key)) {
            return Optional.of(UPLINK);
        }
        if (contains(PROBE_KEYS, key)) {
            return Optional.of(PROBE + " or " + UPLINK_PROBE);
        }
        if (contains(AGENT_KEYS, key)) {
            return Optional.of(contains(POLICY_KEYS, key) ? AGENT + " or " + POLICY : AGENT);
        }
        if (contains(POLICY_KEYS, key)) {
            return Optional.of(contains(ROUTE_KEYS, key) ? ROUTE + " or " + POLICY : POLICY);
        }
        if (contains(ROUTE_KEYS, key)) {
            return Optional.of(ROUTE);
        }
        if (contains(DISCOVER_KEYS, key)) {
            return Optional.of(DISCOVER);
        }
        if (contains(FLOWS_KEYS, key)) {
            return Optional.of(FLOWS);
        }
        boolean mail = contains(MAIL_KEYS, key);
        if (contains(HOOK_KEYS, key)) {
            return Optional.of(mail ? HOOK + " or " + MAIL : HOOK);
        }
        boolean ddns = contains(DDNS_KEYS, key);
        if (contains(DYNDNS_KEYS, key)) {
            return Optional.of((ddns ? DDNS + " or " : mail ? MAIL + " or " : "") + DYNDNS);
        }
        if (ddns) {
            return Optional.of(DDNS);
        }
        return mail ? Optional.of(MAIL) : Optional.empty();
    }

    /** How the section of this name, one of those given, is written. */
    static Optional<String> written(String name, String[] sections) {
        for (String section : sections) {
            if (bare(section).equals(name)) {
                return Optional.of(section);
            }
        }
        return Optional.empty();
    }

    /** The names of sections without their brackets. */
    static String[] bare(String[] sections) {
        String[] names = new String[sections.length];
        for (int i = 0; i < names.length; i++) {
            names[i] = bare(sections[i]);
        }
        return names;
    }

    static boolean contains(String[] words, String word) {
        for (String candidate : words) {
            if (candidate.equals(word)) {
                return true;
            }
        }
        return false;
    }

    private static String bare(String section) {
        return section.replace("[", "").replace("]", "");
    }
}
