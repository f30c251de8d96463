package dev.multipath.agent.cli;

import dev.multipath.agent.shell.Removal;
import dev.multipath.agent.status.ExitCode;
import dev.multipath.netlink.model.FwMark;
import dev.multipath.netlink.transport.Capability;
import dev.multipath.netlink.transport.CgroupException;
import dev.multipath.netlink.transport.CgroupMark;
import dev.multipath.netlink.transport.Errno;
import dev.multipath.netlink.transport.ErrnoException;
import dev.multipath.netlink.transport.Execution;
import dev.multipath.netlink.transport.InheritedDescriptors;
import java.util.List;
import java.util.Set;

/** Makes a command of this process whose sockets bear the mark of one uplink. */
final class MarkedCommand {
    private MarkedCommand() {}

    /**
     * Does not return.
     *
     * @throws CommandFailedException to say why the command does not run
     */
    static int become(Invocation invocation) {
        Set<Integer> inherited = InheritedDescriptors.list();
        Capabilities.require("use", Capability.NET_ADMIN);
        String uplink = invocation.argument(0);
        List<String> command = invocation.arguments(1);
        String answer = RunningAgent.body(ControlSocketPath.of(invocation.config()), "use " + uplink);
        enter(uplink, mark(answer.strip()));
        invocation.out().flush();
        invocation.err().flush();
        ErrnoException refused = Execution.replace(RawArguments.last(command), inherited);
        int exitCode = refused.is(Errno.ENOENT) ? ExitCode.NOT_FOUND : ExitCode.NOT_RUNNABLE;
        throw new CommandFailedException(
                exitCode,
                "multipath-agent: " + command.get(0) + ": " + refused.errno().description());
    }

    private static FwMark mark(String text) {
        String[] words = text.split("/", -1);
        try {
            return new FwMark(Long.decode(words[0]), Long.decode(words[words.length - 1]));
        } catch (IllegalArgumentException other) {
            throw new CommandFailedException(
                    ExitCode.FAILED, "multipath-agent: the agent answers \"" + text + "\", which is no mark");
        }
    }

    private static void enter(String uplink, FwMark mark) {
        try {
            CgroupMark.enter(Removal.CGROUPS, uplink + "-0x" + Long.toHexString(mark.value()), mark);
        } catch (CgroupException refused) {
            throw new CommandFailedException(
                    refused.obstacle() == CgroupException.Obstacle.FORBIDDEN ? ExitCode.NO_CAPABILITY : ExitCode.FAILED,
                    "multipath-agent: " + refused.getMessage() + advice(refused.obstacle()));
        }
    }

    private static String advice(CgroupException.Obstacle obstacle) {
        return switch (obstacle) {
            case NO_CGROUP2 -> "; mount one: mount -t cgroup2 none /sys/fs/cgroup, or another empty directory";
            case READ_ONLY -> "; in a container, mount the cgroups read-write";
            case FORBIDDEN ->
                "; use needs root of the machine: CAP_NET_ADMIN, and CAP_BPF or CAP_SYS_ADMIN, not of a user namespace";
            case NO_BPF -> "; this kernel lacks CONFIG_CGROUP_BPF";
            case NOT_MARKED -> "; something else on this machine marks the sockets of cgroups";
            case FAILED -> "";
        };
    }
}
