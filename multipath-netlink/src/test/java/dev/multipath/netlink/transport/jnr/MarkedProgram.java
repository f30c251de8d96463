package dev.multipath.netlink.transport.jnr;

import dev.multipath.netlink.model.FwMark;
import dev.multipath.netlink.transport.CgroupMark;
import dev.multipath.netlink.transport.Execution;
import dev.multipath.netlink.transport.InheritedDescriptors;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * A process of its own for a test: {@code GROUP NAME VALUE MASK [PROGRAM ARGUMENT…]} goes into such a cgroup, prints the
 * marks of new sockets, and becomes the program. A name {@code -} leaves the cgroup as it is.
 */
final class MarkedProgram {
    private static final int[][] SOCKETS = {
        {Linux.AF_INET, Linux.SOCK_STREAM, 0},
        {Linux.AF_INET, Linux.SOCK_DGRAM, 0},
        {Linux.AF_INET, Linux.SOCK_DGRAM, Linux.IPPROTO_ICMP},
        {Linux.AF_INET, Linux.SOCK_RAW, Linux.IPPROTO_ICMP},
        {Linux.AF_INET6, Linux.SOCK_STREAM, 0},
        {Linux.AF_INET6, Linux.SOCK_DGRAM, 0},
        {Linux.AF_INET6, Linux.SOCK_DGRAM, Linux.IPPROTO_ICMPV6},
        {Linux.AF_INET6, Linux.SOCK_RAW, Linux.IPPROTO_ICMPV6},
    };

    private MarkedProgram() {}

    public static void main(String[] arguments) throws Exception {
        Set<Integer> inherited = InheritedDescriptors.list();
        if (!arguments[1].equals("-")) {
            FwMark mark = new FwMark(Long.decode(arguments[2]), Long.decode(arguments[3]));
            CgroupMark.enter(arguments[0], arguments[1], mark);
            for (int[] socket : SOCKETS) {
                long seen = Sockets.markOfNew(socket[0], socket[1], socket[2]);
                System.out.println(Arrays.toString(socket) + " 0x" + Long.toHexString(seen));
            }
        }
        if (arguments.length > 4) {
            List<byte[]> program = Arrays.stream(arguments)
                    .skip(4)
                    .map(argument -> argument.getBytes(StandardCharsets.UTF_8))
                    .toList();
            System.out.flush();
            System.err.println(Execution.replace(program, inherited).getMessage());
        }
    }
}
