package dev.multipath.agent.coexist;

import dev.multipath.agent.plan.Surroundings;
import java.util.ArrayList;
import java.util.List;

/** Programs that would delete what the agent installs. */
final class NetworkManagers {
    private NetworkManagers() {}

    static List<Finding> of(Surroundings surroundings) {
        List<String> settings = new ArrayList<>();
        if (surroundings.networkdManagesRoutes()) {
            settings.add("ManageForeignRoutes=no");
        }
        if (surroundings.networkdManagesRules()) {
            settings.add("ManageForeignRoutingPolicyRules=no");
        }
        if (settings.isEmpty()) {
            return List.of();
        }
        return List.of(
                Finding.warning("systemd-networkd runs, and when it starts or a link comes it deletes routes and rules"
                        + " that are not its own; put " + String.join(" and ", settings)
                        + " into the section [Network] of /etc/systemd/networkd.conf and restart it"));
    }
}
