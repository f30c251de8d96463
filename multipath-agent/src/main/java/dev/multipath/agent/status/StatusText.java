package dev.multipath.agent.status;

import dev.multipath.agent.status.StatusReport.Family;
import dev.multipath.agent.status.StatusReport.History;
import dev.multipath.agent.status.StatusReport.Publishing;
import dev.multipath.agent.status.StatusReport.Target;
import dev.multipath.agent.status.StatusReport.Uplink;
import dev.multipath.agent.uplink.Gateway;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** Renders a {@link StatusReport} for a person: a table, with what explains it indented below each uplink. Pure. */
final class StatusText {
    private static final int WIDTH = 100;
    private static final String[] HEADINGS = {"UPLINK", "STATE", "SINCE", "WEIGHT", "SHARE", "LOSS", "RTT", "GATEWAY"};

    /** Columns of numbers are aligned to the right. */
    private static final boolean[] RIGHT = {false, false, true, true, true, true, true, false};

    private static final int STATE_COLUMN = 1;
    private static final String GREEN = "\033[32m";
    private static final String YELLOW = "\033[33m";
    private static final String RED = "\033[31m";
    private static final String FAINT = "\033[2m";
    private static final String PLAIN = "\033[0m";

    private final StatusReport report;
    private final Instant now;
    private final boolean colour;
    private final StringBuilder out = new StringBuilder();

    private StatusText(StatusReport report, Instant now, boolean colour) {
        this.report = report;
        this.now = now;
        this.colour = colour;
    }

    /** @param colour whether to use the escape sequences of a terminal */
    static String render(StatusReport report, Instant now, boolean colour) {
        return new StatusText(report, now, colour).render();
    }

    private String render() {
        out.append("multipath-agent ").append(report.version());
        out.append(", running for ").append(Quantity.age(report.since(), now)).append("\n\n");
        table();
        defaults("IPv4", report.defaults().ipv4());
        defaults("IPv6", report.defaults().ipv6());
        directions();
        report.flows()
                .flatMap(FlowReports::text)
                .ifPresent(text -> out.append("\nconnections: ").append(text).append('\n'));
        report.ddns().ifPresent(ddns -> publishing("DDNS", ddns));
        report.dyndns().ifPresent(dyndns -> publishing("DynDNS", dyndns));
        remarks("note", report.remarks());
        remarks("conflict", report.conflicts());
        remarks("failure", report.failures());
        report.notices().ifPresent(this::notices);
        return out.toString();
    }

    private void notices(StatusReport.Notices notices) {
        int waiting = notices.mailsWaiting();
        if (waiting > 0) {
            String why = notices.mailFailure().map(failure -> ": " + failure).orElse("");
            remarks("mail", List.of(waiting + (waiting == 1 ? " message waits" : " messages wait") + why));
        }
        remarks("hook", notices.hookFailures());
    }

    private void table() {
        List<String[]> rows = new ArrayList<>();
        for (Uplink uplink : report.uplinks()) {
            rows.add(row(uplink));
        }
        int[] widths = widths(rows);
        line(HEADINGS, widths, "");
        for (int i = 0; i < rows.size(); i++) {
            Uplink uplink = report.uplinks().get(i);
            line(rows.get(i), widths, colourOf(uplink.state()));
            details(uplink);
        }
        if (rows.isEmpty()) {
            out.append("no uplink yet\n");
        }
    }

    private String[] row(Uplink uplink) {
        return new String[] {
            uplink.name(),
            uplink.state(),
            uplink.since().map(since -> Quantity.age(since, now)).orElse("-"),
            Integer.toString(uplink.weight()),
            uplink.inUse() ? Quantity.percent(uplink.share()) : "-",
            percent(uplink.loss()),
            millis(uplink.rttMs()),
            uplink.gateway().or(uplink::gateway6).orElse("-")
        };
    }

    private static int[] widths(List<String[]> rows) {
        int[] widths = new int[HEADINGS.length];
        for (int column = 0; column < widths.length; column++) {
            widths[column] = HEADINGS[column].length();
            for (String[] row : rows) {
                widths[column] = Math.max(widths[column], row[column].length());
            }
        }
        return widths;
    }

    private void line(String[] cells, int[] widths, String stateColour) {
        for (int column = 0; column < cells.length; column++) {
            String gap = " ".repeat(widths[column] - cells[column].length());
            boolean last = column == cells.length - 1;
            if (RIGHT[column]) {
                out.append(gap);
            }
            out.append(column == STATE_COLUMN ? painted(cells[column], stateColour) : cells[column]);
            if (!last) {
                out.append(RIGHT[column] ? "  " : gap + "  ");
            }
        }
        out.append('\n');
    }

    private void details(Uplink uplink) {
        List<String> where = new ArrayList<>(uplink.addresses());
        uplink.families().ipv4().ifPresent(family -> gateway(family, false, where));
        uplink.families()
                .ipv6()
                .ifPresent(family -> gateway(family, uplink.gateway().isPresent(), where));
        list(uplink.interfaceName() + ":", where.isEmpty() ? List.of("no address") : where);
        Optional<Family> four = uplink.families().ipv4();
        Optional<Family> six = uplink.families().ipv6();
        if (four.isPresent() && six.isPresent() && differ(four.get(), six.get())) {
            family("IPv4", four.get());
            family("IPv6", six.get());
        } else {
            list(uplink.reason() + (uplink.standsBy() ? "; tier " + uplink.tier() + " stands by" : ""), List.of());
        }
        Family leading = four.isPresent() && playsAPart(four.get()) ? four.get() : six.orElse(four.orElseThrow());
        history(leading);
        if (!uplink.targets().isEmpty()) {
            List<String> targets = new ArrayList<>();
            for (Target target : uplink.targets()) {
                targets.add(target(target));
            }
            list("probes:", targets);
        }
    }

    /** One that is not in the table, and one that was found out, with its source. */
    private static void gateway(Family family, boolean untold, List<String> where) {
        String source = family.gatewaySource().orElse("");
        boolean found = !source.equals(Gateway.CONFIGURED);
        if (family.gateway().isPresent() && (untold || found)) {
            where.add("gateway " + family.gateway().get() + (found ? " (" + source + ")" : ""));
        }
    }

    /** What explains more than the reason does: of one that is not up, or was not a while ago. */
    private void history(Family family) {
        History history = family.history();
        if (history.lastDown().isEmpty() || (family.state().equals("up") && history.flaps() == 0)) {
            return;
        }
        List<String> facts = new ArrayList<>();
        history.lastDown()
                .ifPresent(then -> facts.add("last down " + Quantity.age(then, now) + " ago ("
                        + history.lastDownReason().orElse("") + ")"));
        if (history.streak() != 0) {
            int rounds = Math.abs(history.streak());
            facts.add(rounds + (rounds == 1 ? " round " : " rounds ") + (history.streak() > 0 ? "answered" : "lost")
                    + " in a row");
        }
        if (history.flaps() > 0) {
            facts.add(history.flaps() + (history.flaps() == 1 ? " flap" : " flaps"));
        }
        history.mayReturn().ifPresent(then -> facts.add("may return in " + Quantity.age(now, then)));
        list("history:", facts);
    }

    /** A family that plays no part on this uplink differs from nothing. */
    private static boolean differ(Family four, Family six) {
        return playsAPart(four)
                && playsAPart(six)
                && (!four.state().equals(six.state()) || four.inUse() != six.inUse());
    }

    private static boolean playsAPart(Family family) {
        return !family.addresses().isEmpty() || family.gateway().isPresent();
    }

    private void family(String name, Family family) {
        String since =
                family.since().map(then -> " for " + Quantity.age(then, now)).orElse("");
        String use = family.inUse() ? ", in use" : ", not in use";
        String state = painted(family.state(), colourOf(family.state()));
        out.append("  ").append(name).append(' ').append(state).append(since).append(use);
        out.append(": ").append(family.reason()).append('\n');
    }

    private static String target(Target target) {
        String answer = target.ok() ? millis(target.rttMs()) : "no answer";
        return target.rounds() == 0
                ? target.address() + " " + answer
                : target.address() + " " + answer + " (" + target.lost() + " of " + target.rounds() + " lost)";
    }

    private void defaults(String family, List<String> routes) {
        for (String route : routes) {
            String label = "\n" + family + " ";
            out.append(label)
                    .append(route.replace(" nexthop ", "\n         nexthop "))
                    .append('\n');
        }
        if (routes.isEmpty() && family.equals("IPv4")) {
            out.append('\n').append(family).append(" no default route\n");
        }
    }

    private void directions() {
        if (!report.routes().isEmpty() || !report.policies().isEmpty()) {
            out.append('\n');
        }
        report.routes().forEach(route -> out.append(DirectionText.route(route)).append('\n'));
        report.policies()
                .forEach(policy -> out.append(DirectionText.policy(policy)).append('\n'));
    }

    private void publishing(String label, Publishing of) {
        String standing = of.published().map(StatusText::addresses).orElse("not known yet");
        out.append('\n')
                .append(label)
                .append(' ')
                .append(of.name())
                .append(": ")
                .append(standing);
        boolean other = of.published().isPresent() && !of.published().get().equals(of.wanted());
        out.append(other ? " (wanted: " + addresses(of.wanted()) + ")\n" : "\n");
        if (of.lastResult().isPresent() && of.lastTime().isPresent()) {
            String word = of.lastOk().orElse(false) ? painted("ok", GREEN) : painted("failed", RED);
            String age = Quantity.age(of.lastTime().get(), now);
            out.append("  ")
                    .append(word)
                    .append(' ')
                    .append(age)
                    .append(" ago: ")
                    .append(of.lastResult().get());
            of.next().ifPresent(then -> out.append("; next look in ").append(Quantity.age(now, then)));
            out.append('\n');
        }
        of.remarks().forEach(remark -> out.append("  ").append(remark).append('\n'));
    }

    private static String addresses(List<String> all) {
        return all.isEmpty() ? "no address" : String.join(" ", all);
    }

    private void remarks(String kind, List<String> remarks) {
        for (String remark : remarks) {
            out.append('\n')
                    .append(painted(kind, YELLOW))
                    .append(": ")
                    .append(remark)
                    .append('\n');
        }
    }

    /** An indented line with items after it, broken between items where it would grow too long. */
    private void list(String label, List<String> items) {
        StringBuilder line = new StringBuilder("  ").append(label);
        for (int i = 0; i < items.size(); i++) {
            String item = items.get(i) + (i == items.size() - 1 ? "" : ",");
            if (i > 0 && line.length() + 1 + item.length() > WIDTH) {
                out.append(line).append('\n');
                line.setLength(0);
                line.append("   ");
            }
            line.append(' ').append(item);
        }
        out.append(line).append('\n');
    }

    private static String percent(OptionalDouble ratio) {
        return ratio.isPresent() ? Quantity.percent(ratio.getAsDouble()) : "-";
    }

    private static String millis(OptionalDouble millis) {
        return millis.isPresent() ? Quantity.millis(millis.getAsDouble()) : "-";
    }

    private String painted(String text, String paint) {
        return colour && !paint.isEmpty() ? paint + text + PLAIN : text;
    }

    private static String colourOf(String state) {
        return switch (state) {
            case "up" -> GREEN;
            case "down", "absent" -> RED;
            case "disabled" -> FAINT;
            default -> YELLOW;
        };
    }
}
