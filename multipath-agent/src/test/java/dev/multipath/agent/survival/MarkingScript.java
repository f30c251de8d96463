package dev.multipath.agent.survival;

import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;

/**
 * The way of mwan3 and of many firewalls: new connections draw a mark by weight, connection tracking keeps it, rules lead
 * each mark to its uplink's table. When an uplink dies, its rule goes and the others share the lots.
 */
final class MarkingScript implements Script {
    @Override
    public String prepare() {
        StringBuilder nft = new StringBuilder("nft -f - <<'END'\ntable inet marks {\n chain lots {\n }\n"
                + " chain prerouting {\n  type filter hook prerouting priority mangle;\n"
                + "  ct mark != 0 iifname \"lan0\" meta mark set ct mark return\n");
        for (int uplink : List.of(0, 1, 2)) {
            nft.append("  ct state new iifname \"").append(Words.device(uplink)).append("\" ct mark set ");
            nft.append(uplink + 1).append('\n');
        }
        return nft.append("  ct state new iifname \"lan0\" jump lots\n }\n}\nEND\n")
                .toString();
    }

    @Override
    public String change(NavigableSet<Integer> living) {
        List<String> lots = new ArrayList<>();
        int lot = 0;
        for (int uplink : living) {
            for (int i = 0; i < Place.WEIGHTS.get(uplink); i++) {
                lots.add(lot++ + " : " + (uplink + 1));
            }
        }
        StringBuilder commands =
                new StringBuilder(Script.balanced(List.of(0, 1, 2)).change(living));
        commands.append("nft -f - <<'END'\nflush chain inet marks lots\n");
        commands.append("add rule inet marks lots meta mark set numgen random mod ")
                .append(lot);
        commands.append(" map { ").append(String.join(", ", lots)).append(" }\n");
        commands.append("add rule inet marks lots ct mark set meta mark\nEND\n");
        for (int uplink : List.of(0, 1, 2)) {
            String rule = "pref " + (50 + uplink) + " fwmark " + (uplink + 1) + " lookup " + (101 + uplink);
            commands.append("ip rule ").append(living.contains(uplink) ? "add " : "del ");
            commands.append(rule).append(" 2>/dev/null || true\n");
        }
        return commands.toString();
    }
}
