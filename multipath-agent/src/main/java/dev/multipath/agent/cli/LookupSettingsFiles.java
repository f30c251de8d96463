package dev.multipath.agent.cli;

import dev.multipath.agent.explain.LookupSettings;
import dev.multipath.agent.explain.Packet;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads the kernel settings that have a say in a lookup from {@code /proc/sys}. */
final class LookupSettingsFiles {
    private static final Path IPV4 = Path.of("/proc/sys/net/ipv4/conf");
    private static final Path IPV6 = Path.of("/proc/sys/net/ipv6/conf");

    private LookupSettingsFiles() {}

    /** Of the interface the packet comes in by; "all" has its say as the kernel lets it. */
    static LookupSettings of(Packet packet) {
        String device = packet.incoming().orElse("lo");
        if (packet.destination().isIpv6()) {
            return new LookupSettings(number(IPV6, "all", "forwarding") > 0, 0, false, false);
        }
        int filter = Math.max(number(IPV4, "all", "rp_filter"), number(IPV4, device, "rp_filter"));
        return new LookupSettings(
                number(IPV4, device, "forwarding") > 0,
                Math.min(filter, 2),
                number(IPV4, "all", "src_valid_mark") > 0 || number(IPV4, device, "src_valid_mark") > 0,
                number(IPV4, "all", "accept_local") > 0 || number(IPV4, device, "accept_local") > 0);
    }

    /** 0 where there is no such setting. */
    private static int number(Path family, String device, String setting) {
        try {
            Path file = family.resolve(device).resolve(setting);
            return Integer.parseInt(
                    Files.readString(file, StandardCharsets.US_ASCII).strip());
        } catch (IOException | NumberFormatException none) {
            return 0;
        }
    }
}
