package dev.multipath.agent.sim;

import dev.multipath.agent.config.Otherwise;
import dev.multipath.agent.config.PolicyConfig;
import dev.multipath.agent.config.PolicyMode;
import dev.multipath.agent.config.RouteConfig;
import dev.multipath.agent.core.AgentState;
import dev.multipath.agent.uplink.Preference;
import dev.multipath.agent.uplink.UplinkView;
import dev.multipath.agent.uplink.WeightPolicy;
import dev.multipath.netlink.NetlinkException;
import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.netlink.model.IpAddress;
import dev.multipath.netlink.model.Route;
import dev.multipath.netlink.model.RouteLookup;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Where ordered routes and policies lead: a packet they match leaves by the first uplink of {@code via} that lives, by the
 * kernel's own lookup; and while none of them lives, it is refused where so configured.
 */
final class DirectionChecks {
    /** How what is about an ordered route begins. */
    static final String ROUTE = "route ";

    private final VirtualKernel kernel;
    private final AgentState state;
    private final Map<String, String> wrong = new LinkedHashMap<>();

    private DirectionChecks(VirtualKernel kernel, AgentState state) {
        this.kernel = kernel;
        this.state = state;
    }

    /** What is not so, by what it is about. */
    static Map<String, String> wrong(VirtualKernel kernel, AgentState state) {
        DirectionChecks checks = new DirectionChecks(kernel, state);
        if (!state.config().routing().isEmpty() && state.snapshot().isPresent()) {
            for (AddressFamily family : Truth.FAMILIES) {
                checks.family(family);
            }
        }
        return checks.wrong;
    }

    private void family(AddressFamily family) {
        List<UplinkView> views = state.views();
        if (views.stream().noneMatch(view -> view.facts().family(family).wanted())) {
            return;
        }
        boolean four = family.equals(AddressFamily.INET);
        IpAddress listed = IpAddress.parse(four ? SiteRouting.DESTINATION4 : SiteRouting.DESTINATION6);
        IpAddress elsewhere = IpAddress.parse(four ? "47.9.9.9" : "2a0b::9");
        for (RouteConfig route : state.config().routing().routes()) {
            Set<Integer> devices = first(Preference.live(views, route.via(), family));
            check(ROUTE + family, listed, 0, devices, route.otherwise());
        }
        List<PolicyConfig> policies = state.config().routing().policies();
        for (int i = 0; i < policies.size(); i++) {
            PolicyConfig policy = policies.get(i);
            Set<Integer> devices = policy.mode() == PolicyMode.PREFER
                    ? first(Preference.live(views, policy.via(), family))
                    : balanced(Preference.listed(views, policy.via()), family);
            check("policy " + i + " " + family, elsewhere, SiteRouting.FIRST_UID + i, devices, policy.otherwise());
        }
    }

    private static Set<Integer> first(List<UplinkView> live) {
        return live.isEmpty() ? Set.of() : Set.of(live.get(0).facts().interfaceIndex());
    }

    private static Set<Integer> balanced(List<UplinkView> listed, AddressFamily family) {
        List<Integer> slots = WeightPolicy.live(listed, family).slots();
        Set<Integer> devices = new HashSet<>();
        for (UplinkView view : listed) {
            if (slots.contains(view.slot())) {
                devices.add(view.facts().interfaceIndex());
            }
        }
        return devices;
    }

    private void check(String about, IpAddress to, long uid, Set<Integer> devices, Otherwise otherwise) {
        List<Integer> out = new ArrayList<>();
        try {
            Route route = kernel.operator
                    .routes()
                    .lookup(RouteLookup.to(to).toBuilder().uid(uid).build());
            route.target().ways().forEach(hop -> out.add(hop.interfaceIndex()));
        } catch (NetlinkException.Rejected refused) {
            out.clear();
        }
        boolean right = devices.isEmpty()
                ? otherwise != Otherwise.UNREACHABLE || out.isEmpty()
                : !out.isEmpty() && devices.containsAll(out);
        if (!right) {
            wrong.put(about, about + ": leaves by " + out + " instead of " + devices + ", otherwise " + otherwise);
        }
    }
}
