package dev.multipath.agent.cli;

import dev.multipath.agent.status.ExitCode;
import dev.multipath.netlink.transport.Capability;
import java.io.IOException;
import java.util.List;

/** Says at once, and by name, which capability a command lacks. */
final class Capabilities {
    private Capabilities() {}

    /** @throws CommandFailedException naming all that are missing */
    static void require(String command, Capability... needed) {
        List<Capability> missing;
        try {
            missing = Capability.missing(needed);
        } catch (IOException noProc) {
            // Then the kernel itself will say so.
            return;
        }
        if (!missing.isEmpty()) {
            String names = String.join(
                    " and ", missing.stream().map(Capability::toString).toList());
            throw new CommandFailedException(
                    ExitCode.NO_CAPABILITY,
                    "multipath-agent: " + command + " needs " + names + ", which this process does not have");
        }
    }
}
