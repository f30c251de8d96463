package dev.multipath.agent.notify;

import dev.multipath.agent.core.AgentState;
import dev.multipath.agent.uplink.UplinkState;
import dev.multipath.agent.uplink.UplinkView;
import dev.multipath.netlink.model.AddressFamily;
import java.util.ArrayList;
import java.util.List;

/** How the agent fares, in the one line that {@code systemctl status} shows. Pure. */
final class StatusLine {
    private StatusLine() {}

    /** {@code 2 of 3 uplinks up, default via hinet, seed}. */
    static String of(AgentState state) {
        List<UplinkView> views = state.present();
        long up = views.stream()
                .filter(view -> lives(view.state(view.leadingFamily())))
                .count();
        List<String> four = names(state, views, AddressFamily.INET);
        List<String> six = names(state, views, AddressFamily.INET6);
        String start = up + " of " + views.size() + (views.size() == 1 ? " uplink up, " : " uplinks up, ");
        if (four.isEmpty() && six.isEmpty()) {
            return start + "no default";
        }
        if (four.equals(six) || six.isEmpty()) {
            return start + "default via " + String.join(", ", four);
        }
        String rest = "IPv6 default via " + String.join(", ", six);
        return start + (four.isEmpty() ? "" : "default via " + String.join(", ", four) + ", ") + rest;
    }

    private static boolean lives(UplinkState state) {
        return switch (state) {
            case UP, SUSPECT, DEGRADED, UNKNOWN -> true;
            case DOWN, PROVING, DISABLED, ABSENT -> false;
        };
    }

    private static List<String> names(AgentState state, List<UplinkView> views, AddressFamily family) {
        List<String> names = new ArrayList<>();
        for (UplinkView view : views) {
            if (state.carrying(family).slots().contains(view.slot())) {
                names.add(view.name());
            }
        }
        return names;
    }
}
