package dev.multipath.agent.coexist;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What {@code networkd.conf(5)} says of routes and rules that are not systemd-networkd's own. Unless told otherwise it
 * deletes them.
 *
 * @param managesRoutes {@code ManageForeignRoutes=}
 * @param managesRules {@code ManageForeignRoutingPolicyRules=}
 */
public record NetworkdConf(boolean managesRoutes, boolean managesRules) {
    private static final Set<String> NO = Set.of("no", "n", "false", "f", "off", "0");

    /** @param files the texts of the file and its drop-ins, those that count more behind the others */
    public static NetworkdConf of(List<String> files) {
        boolean routes = true;
        boolean rules = true;
        for (String text : files) {
            String section = "";
            for (String line : text.split("\n", -1)) {
                String stripped = line.strip();
                if (stripped.startsWith("[")) {
                    section = stripped;
                }
                int equals = stripped.indexOf('=');
                if (!section.equals("[Network]") || equals < 0) {
                    continue;
                }
                boolean yes =
                        !NO.contains(stripped.substring(equals + 1).strip().toLowerCase(Locale.ROOT));
                switch (stripped.substring(0, equals).strip()) {
                    case "ManageForeignRoutes" -> routes = yes;
                    case "ManageForeignRoutingPolicyRules" -> rules = yes;
                    default -> {}
                }
            }
        }
        return new NetworkdConf(routes, rules);
    }
}
