package dev.multipath.agent.config;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tomlj.TomlPosition;

/** Keeps account of uplinks whose trouble further upstream would go unseen, for one warning about all of them. */
final class Coverage {
    private final List<String> blind = new ArrayList<>();
    private int seen;

    /** @param wished what the file asks for; {@link ProbeType#GATEWAY} only if it says so */
    void note(TomlSection section, UplinkConfig uplink, ProbeType wished) {
        seen++;
        if (uplink.probe().type() != ProbeType.GATEWAY) {
            return;
        }
        if (uplink.gateway() instanceof GatewaySetting.None) {
            String wrong = "uplink " + Quoted.of(uplink.name()) + " has neither gateway nor targets";
            String effect = ": nothing of IPv4 is probed, only its link and address are watched";
            section.warn("gateway", wrong + effect + "; better targets in [probe]");
        } else if (wished != ProbeType.GATEWAY) {
            blind.add(uplink.name());
        }
    }

    /** Discovered uplinks are probed as {@code [probe]} says. */
    void noteDiscovered(ProbeDraft probe) {
        seen++;
        if (probe.type() != ProbeType.GATEWAY && probe.targets().isEmpty()) {
            blind.add("discovered uplinks");
        }
    }

    /** @param at where targets would belong */
    void warn(Mistakes mistakes, @Nullable TomlPosition at) {
        if (blind.isEmpty()) {
            return;
        }
        String whose = blind.size() == seen ? "" : " for " + String.join(", ", blind);
        String effect = ": only gateways are probed, so trouble further upstream goes unseen";
        mistakes.warn(at, "no targets" + whose + effect + "; better targets = [\"ADDRESS\", …] in [probe]");
    }
}
