package dev.multipath.agent.migrate;

import dev.multipath.agent.migrate.Remark.Fate;
import dev.multipath.netlink.model.IpAddress;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Translates the variables of a {@code configs} of the 2004 scripts. */
public final class ConfigsImport {
    private static final Map<String, String> DDNS_KEYS = Map.of(
            "NS_SERVER", "server",
            "HOST_NAME", "record",
            "KEY_FILE", "key-file",
            "IP_URL", "http-url",
            "CLIENT_TYPE", "http-client",
            "MASQ_IF", "public-address = \"http\" in [uplink.ddns] of",
            "EXCL_IF", "public-address = \"none\" in [uplink.ddns] of");
    private static final Pattern INTERVAL = Pattern.compile("([0-9]{1,6})([smhd]?)");
    private static final Pattern MAILBOX = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._+-]*(@[A-Za-z0-9][A-Za-z0-9.-]*)?");

    private final Ledger ledger = new Ledger();
    private final UplinkImport uplinks = new UplinkImport(ledger);

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
        statements.forEach(ledger::enter);
        if (ledger.names().stream().noneMatch(ConfigsImport::isKnown)) {
            return Optional.empty();
        }
        String toml = write(name);
        ledger.close();
        return Optional.of(new Imported(toml + ledger.leftOver(), ledger.remarks()));
    }

    private static boolean isKnown(String name) {
        return Set.of("fixed_dest", "fixed_gw", "int_if", "INTERVAL", "MAIL", "DDNS")
                        .contains(name)
                || UplinkImport.isStatic(name);
    }

    private String write(String name) {
        Toml out = new Toml();
        out.comment("From " + name + ", a configs of the 2004 scripts, by 'multipath-agent import-configs'.");
        out.comment("What its other lines became stands at the end.");
        uplinks.read();
        List<String> targets = targets();
        String targetsRemark = ledger.where("fixed_dest");
        String interval = interval();
        uplinks.writeInternal(out);
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
            out.line("interval = " + Toml.string(interval), ledger.where("INTERVAL"));
        }
        uplinks.write(out);
        return out + mail() + ddns();
    }

    // Each variable.

    private List<String> targets() {
        Optional<Statement> given = ledger.known("fixed_dest");
        Set<String> targets = new LinkedHashSet<>();
        List<String> bad = new ArrayList<>();
        for (String word : Ledger.words(given)) {
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
            ledger.settle(
                    given.get(), bad.isEmpty() && !targets.isEmpty() ? Fate.TRANSLATED : Fate.BY_HAND, said + wrong);
        }
        return new ArrayList<>(targets);
    }

    private String interval() {
        Optional<Statement> given = ledger.known("INTERVAL");
        if (given.isEmpty()) {
            return "";
        }
        Matcher parts = INTERVAL.matcher(given.get().value().strip());
        if (!parts.matches() || Integer.parseInt(parts.group(1)) == 0) {
            ledger.settle(given.get(), Fate.BY_HAND, "no number of seconds; the agent probes once a second");
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
        ledger.settle(
                given.get(),
                Fate.TRANSLATED,
                "[probe] interval = \"" + text + "\"; leave it out to have a dead uplink noticed within some 1.5 s");
        return text;
    }

    private String mail() {
        Optional<Statement> given = ledger.known("MAIL");
        List<String> to = new ArrayList<>();
        List<String> bad = new ArrayList<>();
        for (String word : Ledger.words(given.map(statement -> statement.value().replace(',', ' ')))) {
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
            ledger.settle(given.get(), bad.isEmpty() ? Fate.NOT_NEEDED : Fate.BY_HAND, "nobody to write to" + wrong);
            return "";
        }
        ledger.settle(
                given.get(),
                bad.isEmpty() ? Fate.TRANSLATED : Fate.BY_HAND,
                "[mail] to = " + Toml.list(to) + ", by the mail server of this machine" + wrong);
        return new Toml()
                .blank()
                .line("[mail]", Ledger.where(given.get()))
                .line("to = " + Toml.list(to), "")
                .line("smtp = \"smtp://127.0.0.1:25\"", "a mail server must listen there; mail(1) needed none")
                .toString();
    }

    private String ddns() {
        Optional<Statement> given = ledger.known("DDNS");
        boolean wanted = given.isPresent() && given.get().value().strip().equals("yes");
        given.ifPresent(statement -> ledger.settle(
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
            ledger.known(entry.getKey())
                    .ifPresent(statement -> ledger.settle(
                            statement, Fate.BY_HAND, "[ddns] " + entry.getValue() + " " + statement.value()));
        }
        return wanted ? out.toString() : "";
    }

    private void ddnsLine(Toml out, String key, String variable, String example) {
        String value = ledger.value(variable);
        out.comment(key + " = " + Toml.string(value.isEmpty() ? example : value));
    }
}
