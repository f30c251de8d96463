package dev.multipath.agent.survival;

import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;

/** Shell commands that lead traffic over the living uplinks: what administrators use today, without the watching. */
interface Script {
    /** Once, before the first change. */
    default String prepare() {
        return "";
    }

    /** For these living uplinks; never for none. */
    String change(NavigableSet<Integer> living);

    /** All default routes and addresses of a place, in the words of shell scripts. */
    final class Words {
        private Words() {}

        static String device(int uplink) {
            return "wan" + uplink;
        }

        static String address(int uplink) {
            return "198.18." + uplink + ".2";
        }

        static String leg(int uplink) {
            return " nexthop via 198.18." + uplink + ".1 dev " + device(uplink) + " weight "
                    + Place.WEIGHTS.get(uplink);
        }

        static String single(int uplink) {
            return " via 198.18." + uplink + ".1 dev " + device(uplink);
        }
    }

    /** One balanced default, its legs in this order. */
    static Script balanced(List<Integer> order) {
        return living -> {
            StringBuilder legs = new StringBuilder("ip route replace default");
            order.stream().filter(living::contains).forEach(uplink -> legs.append(Words.leg(uplink)));
            return legs.append('\n').toString();
        };
    }

    /** The first living one carries everything. */
    static Script firstLiving() {
        return living -> "ip route replace default" + Words.single(living.first()) + "\n";
    }

    /** Likewise, and then all entries of connection tracking are deleted. */
    static Script flushing(Script script) {
        return new Script() {
            @Override
            public String prepare() {
                return script.prepare();
            }

            @Override
            public String change(NavigableSet<Integer> living) {
                return script.change(living) + "conntrack -F 2>/dev/null\n";
            }
        };
    }

    /**
     * Nexthop objects in a resilient group. The kernel deletes an object when its device loses the carrier, so they are
     * written anew each time.
     */
    static Script resilient() {
        return living -> {
            StringBuilder commands = new StringBuilder();
            List<String> members = new ArrayList<>();
            for (int uplink : living) {
                commands.append("ip nexthop replace id ").append(uplink + 1);
                commands.append(Words.single(uplink)).append('\n');
                members.add(uplink + 1 + "," + Place.WEIGHTS.get(uplink));
            }
            commands.append("ip nexthop replace id 10 group ").append(String.join("/", members));
            return commands.append(" type resilient buckets 128\nip route replace default nhid 10\n")
                    .toString();
        };
    }

    /** As the usual guides to several uplinks have it: a table for each, and rules that lead its address there. */
    static String tables() {
        StringBuilder commands = new StringBuilder("ip rule add pref 100 lookup main suppress_prefixlength 0\n");
        for (int uplink : List.of(0, 1, 2)) {
            commands.append("ip route add default table ").append(101 + uplink).append(Words.single(uplink));
            commands.append("\nip rule add pref ").append(101 + uplink).append(" from ");
            commands.append(Words.address(uplink))
                    .append(" lookup ")
                    .append(101 + uplink)
                    .append('\n');
        }
        return commands.toString();
    }
}
