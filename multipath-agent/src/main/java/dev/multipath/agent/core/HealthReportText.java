package dev.multipath.agent.core;

import dev.multipath.agent.core.HealthReport.Known;
import dev.multipath.agent.uplink.Gateway;
import dev.multipath.agent.uplink.Verdict;
import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.netlink.model.IpAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A {@link HealthReport} as text, for the control socket: one fact a line, words separated by single spaces, since no
 * name holds one. Lines that begin with another word are a newer agent's, and skipped.
 *
 * <pre>
 * uplink hinet eth0 listed
 * health hinet inet UP ok probed
 * health seed inet DOWN ok probed excused
 * weight seed 4
 * carrying inet hinet seed
 * enabled seed false
 * gateway hinet inet 7 192.0.2.1
 * </pre>
 */
public final class HealthReportText {
    private static final AddressFamily[] FAMILIES = {AddressFamily.INET, AddressFamily.INET6};

    private HealthReportText() {}

    public static String encode(HealthReport report) {
        StringBuilder out = new StringBuilder();
        for (HealthReport.Uplink uplink : report.uplinks()) {
            line(out, "uplink", uplink.name(), uplink.interfaceName(), uplink.discovered() ? "discovered" : "listed");
            for (AddressFamily family : FAMILIES) {
                Known known = uplink.family(family);
                line(
                        out,
                        "health",
                        uplink.name(),
                        family.toString(),
                        known.verdict().name(),
                        known.degraded() ? "degraded" : "ok",
                        known.byFact() ? "fact" : "probed",
                        known.excused() ? "excused" : "");
            }
            line(out, "weight", uplink.name(), Integer.toString(uplink.weight()));
        }
        line(out, "carrying", "inet", String.join(" ", report.carrying4()));
        line(out, "carrying", "inet6", String.join(" ", report.carrying6()));
        report.memory().overrides().forEach((name, enabled) -> line(out, "enabled", name, enabled.toString()));
        report.memory().gateways().forEach((name, learnt) -> {
            String index = Integer.toString(learnt.interfaceIndex());
            learnt.ipv4().ifPresent(gateway -> line(out, "gateway", name, "inet", index, gateway.toString()));
            learnt.ipv6().ifPresent(gateway -> line(out, "gateway", name, "inet6", index, gateway.toString()));
        });
        new TreeMap<>(report.memory().marks())
                .forEach((device, number) -> line(out, "mark", device, Integer.toString(number)));
        new TreeMap<>(report.memory().lent())
                .forEach((name, number) -> line(out, "lent", name, Integer.toString(number)));
        return out.toString();
    }

    /**
     * Reads it back.
     *
     * @throws IllegalArgumentException for a line that begins as one of ours and goes on otherwise
     */
    public static HealthReport decode(String text) {
        Draft draft = new Draft();
        for (String line : text.split("\n", -1)) {
            try {
                draft.read(line.strip().split(" +", -1));
            } catch (IndexOutOfBoundsException missing) {
                throw new IllegalArgumentException("a word is missing: " + line, missing);
            }
        }
        return draft.toReport();
    }

    private static void line(StringBuilder out, String... words) {
        out.append(String.join(" ", words).stripTrailing()).append('\n');
    }

    private static final class Draft {
        private static final Known UNKNOWN = new Known(Verdict.UNKNOWN, false, false, false);

        private final List<HealthReport.Uplink> uplinks = new ArrayList<>();
        private final List<String> carrying4 = new ArrayList<>();
        private final List<String> carrying6 = new ArrayList<>();
        private final Map<String, Boolean> overrides = new HashMap<>();
        private final Map<String, Effect.LearntGateways> gateways = new HashMap<>();
        private final Map<String, Integer> marks = new HashMap<>();
        private final Map<String, Integer> lent = new HashMap<>();

        void read(String[] words) {
            switch (words[0]) {
                case "uplink" ->
                    uplinks.add(new HealthReport.Uplink(
                            words[1], words[2], words[3].equals("discovered"), 0, UNKNOWN, UNKNOWN));
                case "health" -> health(words[1], isIpv4(words[2]), known(words));
                case "weight" -> weight(words[1], Integer.parseInt(words[2]));
                case "carrying" -> {
                    List<String> names = List.of(words).subList(2, words.length);
                    (isIpv4(words[1]) ? carrying4 : carrying6).addAll(names);
                }
                case "enabled" -> overrides.put(words[1], words[2].equals("true"));
                case "mark" -> marks.put(words[1], Integer.valueOf(words[2]));
                case "lent" -> lent.put(words[1], Integer.valueOf(words[2]));
                case "gateway" -> gateways.merge(words[1], gateway(words), Draft::merged);
                default -> {}
            }
        }

        HealthReport toReport() {
            Effect.Memory memory = new Effect.Memory(overrides, gateways, marks, lent, false);
            return new HealthReport(uplinks, carrying4, carrying6, memory);
        }

        private void health(String name, boolean ipv4, Known known) {
            uplinks.replaceAll(uplink -> !uplink.name().equals(name)
                    ? uplink
                    : new HealthReport.Uplink(
                            name,
                            uplink.interfaceName(),
                            uplink.discovered(),
                            uplink.weight(),
                            ipv4 ? known : uplink.ipv4(),
                            ipv4 ? uplink.ipv6() : known));
        }

        private void weight(String name, int weight) {
            uplinks.replaceAll(uplink -> uplink.name().equals(name) ? uplink.weight(weight) : uplink);
        }

        private static Known known(String[] words) {
            boolean excused = words.length > 6 && words[6].equals("excused");
            return new Known(Verdict.valueOf(words[3]), words[4].equals("degraded"), words[5].equals("fact"), excused);
        }

        private static Effect.LearntGateways gateway(String[] words) {
            Gateway gateway = words[4].equals("none")
                    ? Gateway.deviceOnly(Gateway.REMEMBERED)
                    : Gateway.of(IpAddress.parse(words[4]), Gateway.REMEMBERED);
            boolean ipv4 = isIpv4(words[2]);
            return new Effect.LearntGateways(
                    Integer.parseInt(words[3]),
                    ipv4 ? Optional.of(gateway) : Optional.empty(),
                    ipv4 ? Optional.empty() : Optional.of(gateway));
        }

        private static Effect.LearntGateways merged(Effect.LearntGateways a, Effect.LearntGateways b) {
            return new Effect.LearntGateways(
                    a.interfaceIndex(), a.ipv4().or(b::ipv4), a.ipv6().or(b::ipv6));
        }

        private static boolean isIpv4(String family) {
            return switch (family) {
                case "inet" -> true;
                case "inet6" -> false;
                default -> throw new IllegalArgumentException("not a family: " + family);
            };
        }
    }
}
