package dev.multipath.agent.sim;

import dev.multipath.testkit.sim.SimRandom;
import java.util.ArrayList;
import java.util.List;

/** Ordered routes and policies that a site may have besides: sections for its configuration. */
final class SiteRouting {
    static final String DESTINATION4 = "45.9.9.9";
    static final String DESTINATION6 = "2a0a::9";

    /** A policy for the sockets of this user. */
    static final long FIRST_UID = 1001;

    private final SimRandom random;
    private final String route;
    private final List<String> policies = new ArrayList<>();

    private SiteRouting(SimRandom random) {
        this.random = random;
        String otherwise = random.pick(List.of("balance", "unreachable"));
        this.route = "[[route]]\nname = \"list\"\nto = [\"45.0.0.0/8\", \"46.0.0.0/8\", \"2a0a::/16\"]\notherwise = \""
                + otherwise + "\"\n";
        int count = 1 + random.below(3);
        for (int i = 0; i < count; i++) {
            String mode = random.pick(List.of("prefer", "balance"));
            String last = random.pick(List.of("balance", "main", "unreachable"));
            policies.add("[[policy]]\nname = \"p" + i + "\"\nuid = " + (FIRST_UID + i) + "\nmode = \"" + mode
                    + "\"\notherwise = \"" + last + "\"\n");
        }
    }

    /** None for most sites. */
    static Site draw(Site site, SimRandom random) {
        if (!random.chance(0.35)) {
            return site;
        }
        SiteRouting routing = new SiteRouting(random);
        return new Site(
                routing.added(site.text()),
                site.others().stream().map(routing::added).toList(),
                site.elsewhere().stream().map(routing::added).toList());
    }

    private String added(String text) {
        return text + sections(text);
    }

    /** Over uplinks that this configuration has, each time in another order. */
    private String sections(String text) {
        StringBuilder out = new StringBuilder(route).append(via(text));
        policies.forEach(policy -> out.append(policy).append(via(text)));
        return out.toString();
    }

    private String via(String text) {
        List<String> names = new ArrayList<>(Site.NAMES);
        names.removeIf(name -> !text.contains("name = \"" + name + '"'));
        int count = 1 + random.below(names.size());
        List<String> chosen = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            chosen.add('"' + names.remove(random.below(names.size())) + '"');
        }
        return "via = [" + String.join(", ", chosen) + "]\n";
    }
}
