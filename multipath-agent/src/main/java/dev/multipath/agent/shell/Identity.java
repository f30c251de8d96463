package dev.multipath.agent.shell;

import dev.multipath.netlink.RtNetlink;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Which boot and which network namespace this is: what was remembered of another is not believed.
 *
 * @param boot {@code /proc/sys/kernel/random/boot_id}
 * @param namespace {@code SO_NETNS_COOKIE}, or the namespace's inode before Linux 5.14
 */
record Identity(String boot, String namespace) {

    static Identity of(RtNetlink netlink) throws IOException {
        String boot = Files.readString(Path.of("/proc/sys/kernel/random/boot_id"), StandardCharsets.US_ASCII)
                .strip();
        return new Identity(
                boot,
                netlink.namespaceCookie().isPresent()
                        ? "cookie "
                                + Long.toUnsignedString(
                                        netlink.namespaceCookie().getAsLong())
                        : Files.readSymbolicLink(Path.of("/proc/self/ns/net")).toString());
    }
}
