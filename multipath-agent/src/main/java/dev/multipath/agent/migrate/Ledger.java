package dev.multipath.agent.migrate;

import dev.multipath.agent.migrate.Remark.Fate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The statements of a file, and what became of each. */
final class Ledger {
    private static final Set<String> TOOLS = Set.of(
            "BASH",
            "SH",
            "LS",
            "GREP",
            "AWK",
            "SED",
            "HEAD",
            "TAIL",
            "CUT",
            "CAT",
            "WC",
            "TR",
            "SEQ",
            "SORT",
            "LSMOD",
            "IP",
            "PING",
            "IPTABLES",
            "ROUTE",
            "DATE",
            "HOST",
            "LYNX",
            "TOUCH",
            "DIFF",
            "NSUPDATE",
            "MV");
    private static final Set<String> SCRIPTS =
            Set.of("STATIC", "RUN_SCRIPT", "DDNS_SCRIPT", "WD", "CONFIG", "UPDATE_DATA", "UPDATE_OLD", "w_dir");
    private static final Set<String> DDNS_OTHERS = Set.of("IP_SERVER", "IP_SERVER_IP");

    private final List<Remark> remarks = new ArrayList<>();
    /** The last assignment of each variable. */
    private final Map<String, Statement> last = new LinkedHashMap<>();
    /** Variables of which has been said what became of them. */
    private final Set<String> settled = new HashSet<>();

    void enter(Statement statement) {
        if (!statement.isAssignment()) {
            say(statement, Fate.BY_HAND, statement.doubt());
            return;
        }
        Statement earlier = last.put(statement.name(), statement);
        if (earlier != null) {
            say(earlier, Fate.NOT_NEEDED, "line " + statement.line() + " assigns it again");
        }
    }

    /** Of the variables that are assigned. */
    List<String> names() {
        return List.copyOf(last.keySet());
    }

    /** The value of a variable; empty where it has none. */
    String value(String name) {
        Statement statement = last.get(name);
        return statement == null ? "" : statement.value();
    }

    /** Nothing more will be settled: what has not been is said now. */
    void close() {
        last.values().forEach(this::rest);
        remarks.sort(Comparator.comparingInt(Remark::line));
    }

    List<Remark> remarks() {
        return remarks;
    }

    /** The assignment of a variable whose value is known; said already where it is not. */
    Optional<Statement> known(String name) {
        Statement statement = last.get(name);
        if (statement == null) {
            return Optional.empty();
        }
        if (!statement.doubt().isEmpty()) {
            last.remove(name);
            say(statement, Fate.BY_HAND, statement.doubt());
            return Optional.empty();
        }
        return Optional.of(statement);
    }

    /** What has not been settled so far. */
    private void rest(Statement statement) {
        String name = statement.name();
        if (settled.contains(name)) {
            return;
        }
        if (TOOLS.contains(name)) {
            say(statement, Fate.NOT_NEEDED, "the agent starts no such program");
        } else if (SCRIPTS.contains(name)) {
            say(statement, Fate.NOT_NEEDED, "there are no scripts to run; hooks are [[hook]]");
        } else if (name.equals("fixed_if")) {
            say(statement, Fate.NOT_NEEDED, "it repeats the interfaces of fixed_gw");
        } else if (name.equals("DHCP_DIR")) {
            say(statement, Fate.NOT_NEEDED, "gateways are found by themselves (gateway = \"auto\")");
        } else if (DDNS_OTHERS.contains(name)) {
            say(statement, Fate.BY_HAND, "see [ddns] http-url");
        } else {
            say(statement, Fate.BY_HAND, "there is no equivalent; none of the scripts uses it");
        }
    }

    void settle(Statement statement, Fate fate, String text) {
        settled.add(statement.name());
        say(statement, fate, text);
    }

    private void say(Statement statement, Fate fate, String text) {
        remarks.add(new Remark(statement.line(), statement.source(), fate, text));
    }

    /** What became of nothing, as comments. */
    String leftOver() {
        Toml out = new Toml();
        boolean any = false;
        for (Remark remark : remarks) {
            if (remark.fate() != Fate.TRANSLATED) {
                if (!any) {
                    out.blank().comment("The other lines:");
                }
                any = true;
                out.comment("line " + remark.line() + ": " + remark);
            }
        }
        return out.toString();
    }

    String where(String name) {
        Statement statement = last.get(name);
        return statement == null ? "" : where(statement);
    }

    static String where(Statement statement) {
        return "line " + statement.line() + ": " + statement.name();
    }

    static List<String> words(Optional<?> given) {
        String value = given.map(each -> each instanceof Statement statement ? statement.value() : each.toString())
                .orElse("");
        return value.isBlank() ? List.of() : List.of(value.strip().split("[\\s\\u3000]+", -1));
    }
}
