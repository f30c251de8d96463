package dev.multipath.agent.config;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Reads {@code [flows]}. */
final class FlowsReader {
    private static final FlowsSection DEFAULTS = FlowsSection.defaults();
    private static final String OFF = "off";
    private static final String MASK = "bits side by side, such as \"0x3f000000\"";
    private static final Duration SHORTEST_DRAIN = Duration.ofSeconds(1);

    private final TomlSection section;
    private final List<UplinkConfig> uplinks;
    private final Optional<Discover> discover;
    private final boolean routed;

    /** @param routed whether the file has routes or policies */
    FlowsReader(TomlSection section, List<UplinkConfig> uplinks, Optional<Discover> discover, boolean routed) {
        this.section = section;
        this.uplinks = uplinks;
        this.discover = discover;
        this.routed = routed;
    }

    FlowsSection read() {
        section.checkKeys(KnownKeys.FLOWS_KEYS);
        FlowBalance balance = Values.word(section, "balance", FlowBalance.values(), DEFAULTS.balance());
        Pin pin = Values.word(section, "pin", Pin.values(), DEFAULTS.pin());
        Masquerade masquerade = masquerade();
        if (balance == FlowBalance.PACKET && (pin == Pin.ON || pin == Pin.RESILIENT)) {
            section.wrongUnlessBroken(
                    "balance",
                    "balance = \"packet\" sends each packet of a connection by another uplink, and pin = \""
                            + pin.toml() + "\" all of them by one; expected one of the two");
            pin = DEFAULTS.pin();
        }
        if (pin == Pin.RESILIENT && !masquerade.isOff()) {
            section.wrongUnlessBroken(
                    "pin",
                    "pin = \"resilient\" does not go with masquerade: the kernel moves connections that were silent for"
                            + " two minutes to an uplink that came back, where their address is not valid; expected pin ="
                            + " \"on\", or masquerade = \"off\"");
            masquerade = Masquerade.OFF;
        }
        if (balance == FlowBalance.PACKET && !masquerade.isOff()) {
            section.wrongUnlessBroken(
                    "balance",
                    "balance = \"packet\" does not go with masquerade: one connection would leave with the addresses of"
                            + " several uplinks, and its peer would take no packet but those of the first; expected"
                            + " balance = \"connection\", or masquerade = \"off\"");
            masquerade = Masquerade.OFF;
        }
        if (balance == FlowBalance.PACKET && routed) {
            section.wrongUnlessBroken(
                    "balance",
                    "balance = \"packet\" comes before every [[route]] and [[policy]], which would have no use; expected"
                            + " balance = \"connection\", or a file without them");
        }
        return new FlowsSection(
                pin,
                mask(),
                masquerade,
                Values.bool(section, "clamp-mss", DEFAULTS.clampMss()),
                Values.word(section, "on-down", OnDown.values(), DEFAULTS.onDown()),
                drainBackup(),
                balance);
    }

    private MarkMask mask() {
        Object value = section.get("mark-mask");
        if (value == null) {
            return checked(DEFAULTS.mask());
        }
        OptionalLong bits =
                value instanceof String text ? number(text) : value instanceof Long n ? OptionalLong.of(n) : none();
        String shown = value instanceof String text ? Quoted.of(text) : String.valueOf(value);
        if (!(value instanceof String || value instanceof Long)) {
            Values.mismatch(section, "mark-mask", MASK);
        } else if (bits.isEmpty()) {
            section.wrong("mark-mask", "mark-mask " + shown + " is no number; expected " + MASK);
        } else if (!MarkMask.isMask(bits.getAsLong())) {
            section.wrong("mark-mask", "mark-mask " + shown + wrongWith(bits.getAsLong()) + "; expected " + MASK);
        } else {
            return checked(new MarkMask(bits.getAsLong()));
        }
        return DEFAULTS.mask();
    }

    private static OptionalLong none() {
        return OptionalLong.empty();
    }

    private static OptionalLong number(String text) {
        try {
            return OptionalLong.of(Long.decode(text));
        } catch (NumberFormatException notOne) {
            return OptionalLong.empty();
        }
    }

    private static String wrongWith(long bits) {
        if (bits == 0) {
            return " has no bits";
        }
        return bits < 0 || bits > 0xffff_ffffL ? " does not fit into 32 bits" : " has gaps between its bits";
    }

    /** Whether there is a mark for every uplink that is listed. */
    private MarkMask checked(MarkMask mask) {
        if (mask.largest() < uplinks.size()) {
            String wrong = "mark-mask " + mask + " has room for " + mask.largest() + " of the " + uplinks.size();
            section.wrong("mark-mask", wrong + " uplinks; expected more bits, 0 being no mark");
        }
        return mask;
    }

    private Masquerade masquerade() {
        Object value = section.get("masquerade");
        if (value == null || OFF.equals(value)) {
            return Masquerade.OFF;
        }
        if ("uplinks".equals(value)) {
            return Masquerade.UPLINKS;
        }
        if (value instanceof String text) {
            String expected = "; expected \"off\", \"uplinks\" or a list of interfaces";
            section.wrong("masquerade", "unknown masquerade " + Quoted.of(text) + expected);
            return Masquerade.OFF;
        }
        List<String> interfaces = new ArrayList<>();
        for (Values.Text name : Values.strings(section, "masquerade")) {
            if (isUplink(name.text())) {
                interfaces.add(name.text());
            } else {
                section.wrong("masquerade", name.at(), noUplink(name.text()));
            }
        }
        return new Masquerade(false, interfaces);
    }

    private boolean isUplink(String name) {
        return uplinks.stream().anyMatch(uplink -> uplink.interfaceName().equals(name))
                || (discover.isPresent() && discover.get().matches(name));
    }

    private String noUplink(String name) {
        String[] known = uplinks.stream().map(UplinkConfig::interfaceName).toArray(String[]::new);
        return "interface " + Quoted.of(name) + " has no uplink; expected "
                + (known.length == 0 ? "one that [discover] matches" : Quoted.choice(known));
    }

    private Optional<Duration> drainBackup() {
        Object value = section.get("drain-backup");
        if (value == null || OFF.equals(value)) {
            return Optional.empty();
        }
        String expected = "\"off\" or " + DurationText.EXPECTED;
        Duration drain = Values.duration(section, "drain-backup", SHORTEST_DRAIN, Duration.ZERO, expected);
        return drain.isZero() ? Optional.empty() : Optional.of(drain);
    }
}
