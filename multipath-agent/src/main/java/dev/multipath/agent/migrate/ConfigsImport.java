package dev.multipath.agent.migrate;

import dev.multipath.agent.migrate.Remark.Fate;
import dev.multipath.netlink.model.IpAddress;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Translates the variables of a {@code configs} of the 2004 scripts. */
public final class ConfigsImport {
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
    private static final Map<String, String> DDNS_KEYS = Map.of(
            "NS_SERVER", "server",
            "HOST_NAME", "record",
            "KEY_FILE", "key-file",
            "IP_URL", "http-url",
            "MASQ_IF", "public-address = \"http\" in [uplink.ddns] of",
            "EXCL_IF", "public-address = \"none\" in [uplink.ddns] of");
    private static final Set<String> DDNS_OTHERS = Set.of("CLIENT_TYPE", "IP_SERVER", "IP_SERVER_IP");
    private static final Pattern INTERVAL = Pattern.compile("([0-9]{1,6})([smhd]?)");
    private static final Pattern INTERFACE = Pattern.compile("[^/:\\\\\\s*?\\[\\]\\p{Cntrl}]{1,15}");
    private static final Pattern MAILBOX = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._+-]*(@[A-Za-z0-9][A-Za-z0-9.-]*)?");
    private static final Pattern STATIC = Pattern.compile("static_(\\w+?)(_order)?");
    private static final int HEAVIEST = 256;

    /** @param remark which line it comes from */
    private record Uplink(String name, Optional<String> gateway, int weight, String remark) {}

    private final List<Remark> remarks = new ArrayList<>();
    private final Map<String, Statement> last = new LinkedHashMap<>();
    private final Set<String> internal = new LinkedHashSet<>();
    private final Map<String, Uplink> uplinks = new LinkedHashMap<>();
    private final Toml routes = new Toml();
    /** Variables of which has been said what became of them. */
    private final Set<String> settled = new HashSet<>();

    private ConfigsImport() {}

    /**
     * Translates a whole file.
     *
     * @param name of the file, for the first line
     * @return empty if it holds none of the variables
     */
    public static Optional<Imported> of(String name, String text) {
        return new ConfigsImport().translate(name, ShellReader.read(text));
    }

    private Optional<Imported> translate(String name, List<Statement> statements) {
        for (Statement statement : statements) {
            if (!statement.isAssignment()) {
                say(statement, Fate.BY_HAND, statement.doubt());
                continue;
            }
            Statement earlier = last.put(statement.name(), statement);
            if (earlier != null) {
                say(earlier, Fate.NOT_NEEDED, "line " + statement.line() + " assigns it again");
            }
        }
        if (last.keySet().stream().noneMatch(ConfigsImport::isKnown)) {
            return Optional.empty();
        }
        String toml = write(name);
        last.values().forEach(this::rest);
        remarks.sort(Comparator.comparingInt(Remark::line));
        return Optional.of(new Imported(toml + leftOver(), remarks));
    }

    private static boolean isKnown(String name) {
        return Set.of("fixed_dest", "fixed_gw", "int_if", "INTERVAL", "MAIL", "DDNS")
                        .contains(name)
                || STATIC.matcher(name).matches();
    }

    private String write(String name) {
        Toml out = new Toml();
        out.comment("From " + name + ", a configs of the 2004 scripts, by 'multipath-agent import-configs'.");
        out.comment("What its other lines became stands at the end.");
        String internalLine = internalInterfaces();
        List<String> targets = targets();
        String targetsRemark = where("fixed_dest");
        String interval = interval();
        fixedGateways();
        statics();
        if (!internal.isEmpty()) {
            out.blank().line("[agent]", "").line("internal-interfaces = " + Toml.list(internal), internalLine);
        }
        out.blank().comment("As the scripts did: every eth and ppp interface that is not internal is an uplink.");
        out.line("[discover]", "").line("interfaces = [\"eth*\", \"ppp*\"]", "");
        if (!targets.isEmpty() || !interval.isEmpty()) {
            out.blank().line("[probe]", "");
        }
        if (!targets.isEmpty()) {
            out.line("targets = " + Toml.list(targets), targetsRemark);
        }
        if (!interval.isEmpty()) {
            out.comment("Without this line a dead uplink is noticed within some 1.5 s, at one packet a second.");
            out.line("interval = " + Toml.string(interval), where("INTERVAL"));
        }
        for (Uplink uplink : uplinks.values()) {
            out.blank().line("[[uplink]]", uplink.remark());
            out.line("interface = " + Toml.string(uplink.name()), "");
            uplink.gateway().ifPresent(gateway -> out.line("gateway = " + Toml.string(gateway), ""));
            if (uplink.weight() != 1) {
                out.line("weight = " + uplink.weight(), "");
            }
        }
        return out + routes.toString() + mail() + ddns();
    }

    // Each variable.

    /** The assignment of a variable whose value is known; said already where it is not. */
    private Optional<Statement> known(String name) {
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

    private String internalInterfaces() {
        Optional<Statement> given = known("int_if");
        for (String device : words(given)) {
            if (INTERFACE.matcher(device).matches()) {
                internal.add(device);
            }
        }
        given.ifPresent(statement -> settle(
                statement,
                internal.size() == words(given).size() ? Fate.TRANSLATED : Fate.BY_HAND,
                internal.isEmpty() ? "no internal interface" : "[agent] internal-interfaces = " + Toml.list(internal)));
        return given.map(statement -> where(statement)).orElse("");
    }

    private List<String> targets() {
        Optional<Statement> given = known("fixed_dest");
        Set<String> targets = new LinkedHashSet<>();
        List<String> bad = new ArrayList<>();
        for (String word : words(given)) {
            Optional<IpAddress> address = Destination.address(word);
            if (address.isPresent()
                    && !address.get().isLoopback()
                    && !address.get().isAny()) {
                targets.add(address.get().toString());
            } else {
                bad.add(word);
            }
        }
        if (given.isPresent()) {
            String none = "no target: the gateways are probed, and trouble further upstream goes unseen";
            String said = targets.isEmpty() ? none : "[probe] targets = " + Toml.list(targets);
            String wrong = bad.isEmpty() ? "" : "; not an address: " + String.join(" ", bad);
            settle(given.get(), bad.isEmpty() && !targets.isEmpty() ? Fate.TRANSLATED : Fate.BY_HAND, said + wrong);
        }
        return new ArrayList<>(targets);
    }

    private String interval() {
        Optional<Statement> given = known("INTERVAL");
        if (given.isEmpty()) {
            return "";
        }
        Matcher parts = INTERVAL.matcher(given.get().value().strip());
        if (!parts.matches() || Integer.parseInt(parts.group(1)) == 0) {
            settle(given.get(), Fate.BY_HAND, "no number of seconds; the agent probes once a second");
            return "";
        }
        long unit = switch (parts.group(2)) {
            case "m" -> 60;
            case "h" -> 3600;
            case "d" -> 86_400;
            default -> 1;
        };
        long seconds = Math.min(Long.parseLong(parts.group(1)) * unit, 86_400);
        String text = seconds + "s";
        settle(
                given.get(),
                Fate.TRANSLATED,
                "[probe] interval = \"" + text + "\"; leave it out to have a dead uplink noticed within some 1.5 s");
        return text;
    }

    private void fixedGateways() {
        Optional<Statement> given = known("fixed_gw");
        List<String> notes = new ArrayList<>();
        for (String word : words(given)) {
            List<String> parts = List.of(word.split(":", -1));
            String device = parts.get(0);
            if (!INTERFACE.matcher(device).matches()) {
                notes.add("\"" + word + "\" names no interface");
            } else if (internal.contains(device)) {
                notes.add(device + " is in int_if, and was never used as an uplink");
            } else if (uplinks.containsKey(device)) {
                notes.add(device + " is named twice; the first counts");
            } else {
                uplinks.put(device, uplink(device, parts, where(given.get()), notes));
            }
        }
        if (given.isPresent()) {
            String said = uplinks.isEmpty()
                    ? "no uplink with a fixed gateway"
                    : "[[uplink]] " + String.join(", ", uplinks.keySet());
            String more = notes.isEmpty() ? "" : "; " + String.join("; ", notes);
            settle(given.get(), notes.isEmpty() ? Fate.TRANSLATED : Fate.BY_HAND, said + more);
        }
    }

    private static Uplink uplink(String device, List<String> parts, String remark, List<String> notes) {
        String gateway = parts.size() > 1 ? parts.get(1) : "";
        Optional<IpAddress> address = Destination.address(gateway).filter(IpAddress::isIpv4);
        if (address.isEmpty() && !gateway.isEmpty()) {
            notes.add(
                    "the gateway of " + device + ", \"" + gateway + "\", is no IPv4 address; the agent looks for one");
        }
        String weight = parts.size() > 2 ? parts.get(2) : "";
        int number = weight.matches("[0-9]{1,4}") ? Integer.parseInt(weight) : weight.isEmpty() ? 1 : 0;
        if (number < 1 || number > HEAVIEST) {
            notes.add("the weight of " + device + ", \"" + weight + "\", is none from 1 to " + HEAVIEST);
        }
        return new Uplink(device, address.map(IpAddress::toString), Math.max(1, Math.min(HEAVIEST, number)), remark);
    }

    /** By name, as the shell lists them. */
    private void statics() {
        Map<String, Optional<Statement>> found = new TreeMap<>();
        for (String name : List.copyOf(last.keySet())) {
            Matcher parts = STATIC.matcher(name);
            if (parts.matches()) {
                found.put(parts.group(1), Optional.empty());
            }
        }
        for (String name : found.keySet()) {
            route(name, known("static_" + name), known("static_" + name + "_order"));
        }
    }

    private void route(String name, Optional<Statement> to, Optional<Statement> order) {
        List<String> notes = new ArrayList<>();
        Set<String> destinations = new LinkedHashSet<>();
        for (String word : words(to)) {
            Optional<String> destination = Destination.of(word);
            destination.ifPresent(destinations::add);
            if (destination.isEmpty()) {
                notes.add("\"" + word + "\" is neither an address nor a network");
            }
        }
        Set<String> via = new LinkedHashSet<>();
        for (String device : words(order)) {
            if (internal.contains(device) || !INTERFACE.matcher(device).matches()) {
                notes.add(device + " is no uplink");
            } else {
                via.add(device);
            }
        }
        boolean whole = !destinations.isEmpty() && !via.isEmpty();
        if (whole) {
            String remark = "in the order of static_" + name + "_order";
            via.forEach(
                    device -> uplinks.computeIfAbsent(device, none -> new Uplink(device, Optional.empty(), 1, remark)));
            routes.blank().line("[[route]]", where(to.orElseThrow()));
            routes.line("name = " + Toml.string(name), "");
            routes.line("to = " + Toml.list(destinations), "");
            routes.line("via = " + Toml.list(via), where(order.orElseThrow()));
        } else if (notes.isEmpty()) {
            String missing = words(to).isEmpty() ? "no destination" : "no order of interfaces";
            settleBoth(to, order, Fate.NOT_NEEDED, missing + ", so no route, then as now");
            return;
        }
        String said = whole ? "[[route]] " + name : "no [[route]]";
        String more = notes.isEmpty() ? "" : "; " + String.join("; ", notes);
        settleBoth(to, order, notes.isEmpty() ? Fate.TRANSLATED : Fate.BY_HAND, said + more);
    }

    private void settleBoth(Optional<Statement> to, Optional<Statement> order, Fate fate, String text) {
        to.ifPresent(statement -> settle(statement, fate, text));
        order.ifPresent(statement -> settle(statement, fate, text));
    }

    private String mail() {
        Optional<Statement> given = known("MAIL");
        List<String> to = new ArrayList<>();
        List<String> bad = new ArrayList<>();
        for (String word : words(given.map(statement -> statement.value().replace(',', ' ')))) {
            if (MAILBOX.matcher(word).matches()) {
                to.add(word.contains("@") ? word : word + "@localhost");
            } else {
                bad.add(word);
            }
        }
        if (given.isEmpty()) {
            return "";
        }
        String wrong = bad.isEmpty() ? "" : "; no address: " + String.join(" ", bad);
        if (to.isEmpty()) {
            settle(given.get(), bad.isEmpty() ? Fate.NOT_NEEDED : Fate.BY_HAND, "nobody to write to" + wrong);
            return "";
        }
        settle(
                given.get(),
                bad.isEmpty() ? Fate.TRANSLATED : Fate.BY_HAND,
                "[mail] to = " + Toml.list(to) + ", by the mail server of this machine" + wrong);
        return new Toml()
                .blank()
                .line("[mail]", where(given.get()))
                .line("to = " + Toml.list(to), "")
                .line("smtp = \"smtp://127.0.0.1:25\"", "a mail server must listen there; mail(1) needed none")
                .toString();
    }

    private String ddns() {
        Optional<Statement> given = known("DDNS");
        boolean wanted = given.isPresent() && given.get().value().strip().equals("yes");
        given.ifPresent(statement -> settle(
                statement,
                wanted ? Fate.BY_HAND : Fate.NOT_NEEDED,
                wanted
                        ? "[ddns] has to be filled in: its settings stood in the ddns script"
                        : "no update of names, then as now"));
        Toml out = new Toml().blank();
        if (wanted) {
            out.comment("DDNS=yes: fill this in from the ddns script, and take the # away.");
            out.comment("[ddns]");
            ddnsLine(out, "server", "NS_SERVER", "ns1.example.net");
            out.comment("zone = \"example.net\"");
            ddnsLine(out, "record", "HOST_NAME", "www.example.net");
            ddnsLine(out, "key-file", "KEY_FILE", "/etc/multipath/ddns.key");
        }
        for (Map.Entry<String, String> entry : DDNS_KEYS.entrySet()) {
            known(entry.getKey())
                    .ifPresent(statement ->
                            settle(statement, Fate.BY_HAND, "[ddns] " + entry.getValue() + " " + statement.value()));
        }
        return wanted ? out.toString() : "";
    }

    private void ddnsLine(Toml out, String key, String variable, String example) {
        Statement statement = last.get(variable);
        String value = statement == null || statement.value().isEmpty() ? example : statement.value();
        out.comment(key + " = " + Toml.string(value));
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
            say(statement, Fate.BY_HAND, "see [ddns] http-url and [uplink.ddns] public-address");
        } else {
            say(statement, Fate.BY_HAND, "there is no equivalent; none of the scripts uses it");
        }
    }

    private void settle(Statement statement, Fate fate, String text) {
        settled.add(statement.name());
        say(statement, fate, text);
    }

    private void say(Statement statement, Fate fate, String text) {
        remarks.add(new Remark(statement.line(), statement.source(), fate, text));
    }

    private String leftOver() {
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

    private String where(String name) {
        Statement statement = last.get(name);
        return statement == null ? "" : where(statement);
    }

    private static String where(Statement statement) {
        return "line " + statement.line() + ": " + statement.name();
    }

    private static List<String> words(Optional<?> given) {
        String value = given.map(each -> each instanceof Statement statement ? statement.value() : each.toString())
                .orElse("");
        return value.isBlank() ? List.of() : List.of(value.strip().split("[\\s\\u3000]+", -1));
    }
}
