package dev.multipath.agent.detection;

import dev.multipath.agent.Configs;
import dev.multipath.agent.config.ProbeConfig;
import java.util.Optional;

/** The ways of watching that are compared. All but two ask one target, which is the hardest case under loss. */
enum Contender implements Starter {
    MULTIPATH("multipath", "defaults, one target", "#c0392b"),
    MULTIPATH_TRAFFIC("multipath, traffic", "defaults, one target, 100 packets/s each way", "#e67e22"),
    MULTIPATH_TWO("multipath, 2 targets", "defaults, two targets", "#f1948a"),
    BFD("BFD", "300 ms × 3", "#2980b9"),
    KEEPALIVED("keepalived", "track script, 1 s × 2", "#8e44ad"),
    VYOS("VyOS", "5 s, 1 failure", "#16a085"),
    FOOLSM("foolsm", "1 s, 7 in a row or 15 of 100", "#27ae60"),
    DPINGER("dpinger", "as in pfSense: 500 ms, 60 s, 20 %", "#2c3e50"),
    MWAN3("mwan3", "10 s, 5 down, 5 up, timeout 4 s", "#b7950b"),
    FAULT_TOLERANT_ROUTER("FaultTolerantRouter", "60 s, 4 of 6 addresses", "#7f8c8d"),
    SCRIPTS_2004("scripts of 2004", "60 s", "#784212");

    private static final ProbeConfig ONE = Configs.probe("targets = [\"192.0.2.53\"]");
    private static final ProbeConfig TWO = Configs.probe("targets = [\"192.0.2.53\", \"198.51.100.10\"]");
    private static final int PACKETS_A_SECOND = 100;

    private final String title;
    private final String settings;
    private final String colour;

    Contender(String title, String settings, String colour) {
        this.title = title;
        this.settings = settings;
        this.colour = colour;
    }

    String title() {
        return title;
    }

    String settings() {
        return settings;
    }

    /** In the plots. */
    String colour() {
        return colour;
    }

    /** Whether it is this project's. */
    boolean isOurs() {
        return compareTo(MULTIPATH_TWO) <= 0;
    }

    @Override
    public Watcher start(Dice dice, long start) {
        return switch (this) {
            case MULTIPATH -> new Multipath(ONE, Optional.empty(), start);
            case MULTIPATH_TRAFFIC -> new Multipath(ONE, Optional.of(new Traffic(PACKETS_A_SECOND, start)), start);
            case MULTIPATH_TWO -> new Multipath(TWO, Optional.empty(), start);
            case BFD -> new Bfd(dice, start);
            case KEEPALIVED -> new ScriptLoop(new Keepalived(), start);
            case VYOS -> new ScriptLoop(new Vyos(), start);
            case FOOLSM -> new Foolsm(start);
            case DPINGER -> new Dpinger(start);
            case MWAN3 -> new ScriptLoop(new Mwan3(), start);
            case FAULT_TOLERANT_ROUTER -> new ScriptLoop(new FaultTolerantRouter(), start);
            case SCRIPTS_2004 -> new ScriptLoop(new Scripts2004(), start);
        };
    }
}
