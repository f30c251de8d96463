package dev.multipath.agent.survival;

import dev.multipath.agent.bench.Distribution;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;

/** What became of all conversations of one contestant. */
final class Findings {
    private final String contestant;
    private final Map<Standing, Map<Group, Tally>> tallies = new EnumMap<>(Standing.class);
    private final Distribution switches = new Distribution();
    private final Map<String, Integer> ends = new TreeMap<>();
    private int acts;
    private int forwardedTried;
    private int forwardedAnswered;
    private int reconnected;
    private int reconnectedRight;
    private double slowestReconnect;
    private double loopbackGap;

    Findings(String contestant) {
        this.contestant = contestant;
    }

    String contestant() {
        return contestant;
    }

    Tally tally(Standing standing, Group group) {
        return tallies.computeIfAbsent(standing, first -> new EnumMap<>(Group.class))
                .computeIfAbsent(group, first -> new Tally());
    }

    /** How an error was worded, and how often. */
    Map<String, Integer> ends() {
        return ends;
    }

    void addEnd(Standing standing, Group group, String words) {
        ends.merge(standing + " " + group + ": " + words, 1, Integer::sum);
    }

    /** @param loopbackGap the longest time without an answer on the loopback device, in ms */
    void addAct(double millisToSwitch, double loopbackGap) {
        acts++;
        switches.add(millisToSwitch);
        this.loopbackGap = Math.max(this.loopbackGap, loopbackGap);
    }

    int acts() {
        return acts;
    }

    /** From the fault, or the repair, to the switch of the routes, in ms. */
    Distribution switches() {
        return switches;
    }

    /** The longest time without an answer on the client's own loopback device, in ms: the machine's doing. */
    double loopbackGap() {
        return loopbackGap;
    }

    void addForwarded(Guests.Forwarded some) {
        forwardedTried += some.tried();
        forwardedAnswered += some.answered();
    }

    int forwardedTried() {
        return forwardedTried;
    }

    int forwardedAnswered() {
        return forwardedAnswered;
    }

    /** @param slowest when the last of them was answered, in ms since the switch */
    void addReconnects(int all, int right, double slowest) {
        reconnected += all;
        reconnectedRight += right;
        slowestReconnect = Math.max(slowestReconnect, slowest);
    }

    int reconnected() {
        return reconnected;
    }

    int reconnectedRight() {
        return reconnectedRight;
    }

    double slowestReconnect() {
        return slowestReconnect;
    }
}
