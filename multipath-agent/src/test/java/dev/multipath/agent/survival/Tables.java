package dev.multipath.agent.survival;

import dev.multipath.agent.bench.Distribution;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Findings as the Markdown tables of docs/flows.md. */
final class Tables {
    private static final List<Group> OF_THE_DEAD = List.of(
            Group.LAN_TCP, Group.LAN_UDP, Group.LAN_TUNNEL, Group.GATEWAY_TCP, Group.GATEWAY_UDP, Group.GATEWAY_TUNNEL);

    private final PrintStream out;
    private final List<Findings> all;

    private Tables(PrintStream out, List<Findings> all) {
        this.out = out;
        this.all = all;
    }

    /** Everything that was found under one kind of fault. */
    static void print(PrintStream out, Fault fault, List<Findings> all) {
        Tables tables = new Tables(out, all);
        out.printf(Locale.ROOT, "%n### Uplinks that die: %s%n", fault.words());
        tables.living("Another uplink died", Standing.OTHER_DIED);
        tables.living("An uplink returned", Standing.OTHER_RETURNED);
        tables.dead();
        tables.rest();
        out.flush();
    }

    private void living(String title, Standing standing) {
        out.printf("%n%s; conversations on living uplinks that ended, moved or hung:%n%n", title);
        row(
                "",
                "TCP of the LAN",
                "UDP of the LAN",
                "of the gateway",
                "forwarded",
                "datagrams lost by the others",
                "paused",
                "longest gap, ms",
                "on loopback");
        rule(9);
        for (Findings one : all) {
            Tally tcp = one.tally(standing, Group.LAN_TCP);
            Tally udp = one.tally(standing, Group.LAN_UDP);
            Tally own = one.tally(standing, Group.GATEWAY_TCP);
            Tally ownUdp = one.tally(standing, Group.GATEWAY_UDP);
            Tally forwarded = one.tally(standing, Group.FORWARDED);
            row(
                    one.contestant(),
                    lost(tcp) + " of " + tcp.all(),
                    lost(udp) + " of " + udp.all(),
                    lost(own) + lost(ownUdp) + " of " + (own.all() + ownUdp.all()),
                    lost(forwarded) + " of " + forwarded.all(),
                    udp.lost() + ownUdp.lost(),
                    paused(tcp, udp, own, ownUdp, forwarded),
                    longest(tcp.gaps(), udp.gaps(), own.gaps(), ownUdp.gaps(), forwarded.gaps()),
                    number(one.loopbackGap()));
        }
    }

    private static int lost(Tally tally) {
        return tally.count(Verdict.ENDED) + tally.count(Verdict.MOVED) + tally.count(Verdict.HUNG);
    }

    private static int paused(Tally... tallies) {
        int all = 0;
        for (Tally one : tallies) {
            all += one.count(Verdict.PAUSED);
        }
        return all;
    }

    private static String longest(Distribution... gaps) {
        double longest = 0;
        for (Distribution one : gaps) {
            longest = one.size() == 0 ? longest : Math.max(longest, one.max());
        }
        return number(longest);
    }

    private void dead() {
        out.printf("%nConversations of the uplink that died; ended or moved within a second of the switch, later, hung;"
                + " milliseconds from the switch, median and longest:%n%n");
        List<Object> head = new ArrayList<>(List.of(""));
        OF_THE_DEAD.forEach(group -> head.add(group.words()));
        head.add("ms, TCP of the LAN");
        head.add("ms, TCP of the gateway");
        row(head.toArray());
        rule(head.size());
        for (Findings one : all) {
            List<Object> cells = new ArrayList<>(List.of(one.contestant()));
            OF_THE_DEAD.forEach(group -> cells.add(fates(one.tally(Standing.OWN_DIED, group))));
            cells.add(delays(one.tally(Standing.OWN_DIED, Group.LAN_TCP)));
            cells.add(delays(one.tally(Standing.OWN_DIED, Group.GATEWAY_TCP)));
            row(cells.toArray());
        }
    }

    private static String fates(Tally tally) {
        int over = tally.delays().size();
        return over - tally.late() + ", " + tally.late() + ", " + (tally.all() - over);
    }

    private static String delays(Tally tally) {
        Distribution delays = tally.delays();
        return delays.size() == 0 ? "" : number(delays.median()) + ", " + number(delays.max());
    }

    private void rest() {
        out.printf("%nThe rest:%n%n");
        row(
                "",
                "acts",
                "fault or repair to switch, ms: median, longest",
                "forwarded: answered of tried",
                "come again at a return: right of tried",
                "the last answered after, ms");
        rule(6);
        for (Findings one : all) {
            row(
                    one.contestant(),
                    one.acts(),
                    number(one.switches().median()) + ", "
                            + number(one.switches().max()),
                    one.forwardedAnswered() + " of " + one.forwardedTried(),
                    one.reconnectedRight() + " of " + one.reconnected(),
                    number(one.slowestReconnect()));
        }
    }

    private void row(Object... cells) {
        List<String> texts = new ArrayList<>();
        for (Object cell : cells) {
            texts.add(cell.toString());
        }
        out.println("| " + String.join(" | ", texts) + " |");
    }

    private void rule(int columns) {
        out.println("|---|" + "--:|".repeat(columns - 1));
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.0f", value);
    }
}
