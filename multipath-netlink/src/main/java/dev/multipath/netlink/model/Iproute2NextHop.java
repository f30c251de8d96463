package dev.multipath.netlink.model;

import java.time.Duration;
import java.util.List;

/** Renders nexthop objects in the words of {@code ip nexthop}. */
final class Iproute2NextHop {
    private Iproute2NextHop() {}

    static String nexthop(NextHopObject object, InterfaceNames names) {
        StringBuilder out = new StringBuilder(64);
        if (object.id() != 0) {
            out.append("id ").append(object.id());
        }
        if (object.target() instanceof NextHopTarget.Group group) {
            group(out, group);
        }
        hop(out, object, names);
        if (!object.scope().equals(Scope.GLOBAL)) {
            out.append(" scope ").append(object.scope());
        }
        if (object.target() instanceof NextHopTarget.Blackhole) {
            out.append(" blackhole");
        }
        if (!object.protocol().equals(Protocol.UNSPEC)) {
            out.append(" proto ").append(object.protocol());
        }
        flag(out, object, NextHop.ONLINK, " onlink");
        flag(out, object, NextHop.OFFLOAD, " offload");
        flag(out, object, NextHop.TRAP, " trap");
        if (object.target() instanceof NextHopTarget.Fdb
                || (object.target() instanceof NextHopTarget.Group group && group.fdb())) {
            out.append(" fdb");
        }
        return out.toString().strip();
    }

    static String bucket(NextHopBucket bucket) {
        return "id " + bucket.groupId() + " index " + bucket.index() + " idle_time " + seconds(bucket.idleTime())
                + " nhid " + bucket.nexthopId();
    }

    private static void hop(StringBuilder out, NextHopObject object, InterfaceNames names) {
        if (object.target() instanceof NextHopTarget.Fdb fdb) {
            fdb.gateway().ifPresent(gateway -> out.append(" via ").append(gateway));
        }
        if (object.target() instanceof NextHopTarget.Single single) {
            single.encapsulation().ifPresent(wrap -> out.append(' ').append(Iproute2Encapsulation.words(wrap, names)));
            single.gateway().ifPresent(gateway -> out.append(" via ").append(gateway));
            out.append(" dev ").append(names.nameOf(single.interfaceIndex()));
        }
    }

    /** A weight of 1 is not said, as {@code ip} does not. */
    private static void group(StringBuilder out, NextHopTarget.Group group) {
        List<NextHopMember> members = group.members();
        for (int i = 0; i < members.size(); i++) {
            out.append(i == 0 ? " group " : "/").append(members.get(i).id());
            if (members.get(i).weight() != 1) {
                out.append(',').append(members.get(i).weight());
            }
        }
        group.type().ifPresent(type -> {
            if (!type.equals(NextHopGroupType.MPATH)) {
                out.append(" type ").append(type);
            }
        });
        group.resilience().ifPresent(table -> {
            table.buckets().ifPresent(buckets -> out.append(" buckets ").append(buckets));
            table.idleTimer().ifPresent(time -> out.append(" idle_timer ").append(seconds(time)));
            table.unbalancedTimer()
                    .ifPresent(time -> out.append(" unbalanced_timer ").append(seconds(time)));
            table.unbalancedTime()
                    .ifPresent(time -> out.append(" unbalanced_time ").append(seconds(time)));
        });
        group.hardwareStatistics().ifPresent(on -> out.append(" hw_stats ").append(on ? "on" : "off"));
    }

    private static void flag(StringBuilder out, NextHopObject object, int flag, String word) {
        if ((object.flags() & flag) != 0) {
            out.append(word);
        }
    }

    /** Seconds, with as many decimals as needed, of which there are two at most. */
    private static String seconds(Duration time) {
        int hundredths = time.toNanosPart() / 10_000_000;
        if (hundredths == 0) {
            return Long.toString(time.toSeconds());
        }
        String decimals = hundredths < 10 ? "0" + hundredths : Integer.toString(hundredths);
        return time.toSeconds() + "." + (decimals.endsWith("0") ? decimals.substring(0, 1) : decimals);
    }
}
