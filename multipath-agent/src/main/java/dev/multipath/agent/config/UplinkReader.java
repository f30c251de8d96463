package dev.multipath.agent.config;

import java.util.Optional;

/** Reads one {@code [[uplink]]}. */
final class UplinkReader {
    private static final int MAX_NAME = 64;
    private static final String ADAPTIVE = "adaptive";

    private final TomlSection sharedProbe;
    private final ProbeDraft inherited;
    private final Coverage coverage;

    /**
     * @param sharedProbe {@code [probe]}
     * @param inherited what it says
     */
    UplinkReader(TomlSection sharedProbe, ProbeDraft inherited, Coverage coverage) {
        this.sharedProbe = sharedProbe;
        this.inherited = inherited;
        this.coverage = coverage;
    }

    /** Empty, and reported, if the section does not say which interface. */
    Optional<UplinkConfig> read(TomlSection section) {
        section.checkKeys(KnownKeys.UPLINK_KEYS);
        Optional<String> interfaceName = interfaceName(section);
        Optional<String> name = name(section);
        GatewaySetting gateway = GatewayReader.read(section, "gateway", true);
        GatewaySetting gateway6 = GatewayReader.read(section, "gateway6", false);
        boolean adaptive = ADAPTIVE.equals(section.get("weight"));
        int weight = adaptive ? UplinkConfig.ADAPTIVE_WEIGHT : weight(section);
        int tier = Values.integer(section, "tier", 1, UplinkConfig.MAX_TIER, 1);
        boolean enabled = Values.bool(section, "enabled", true);
        TomlSection probeSection = Sections.uplinkProbe(section);
        ProbeDraft probe = ProbeReader.read(probeSection, inherited);
        boolean ipv4Only = gateway6 instanceof GatewaySetting.Off;
        new ProbeChecks(probeSection, sharedProbe, probe, inherited).run(ipv4Only);
        if (interfaceName.isEmpty()) {
            return Optional.empty();
        }
        UplinkConfig uplink = new UplinkConfig(
                name.orElse(interfaceName.get()),
                interfaceName.get(),
                gateway,
                gateway6,
                weight,
                adaptive,
                tier,
                enabled,
                probe.toConfig(ipv4Only));
        coverage.note(section, uplink, probe.type());
        return Optional.of(uplink);
    }

    private static Optional<String> interfaceName(TomlSection section) {
        if (section.lacks("interface")) {
            String message = "[[uplink]] has no interface; expected one such as interface = \"eth0\"";
            section.wrongUnlessBroken("interface", message);
        }
        Optional<String> name = Values.string(section, "interface", "the name of an interface, such as \"eth0\"");
        if (name.isEmpty()) {
            return name;
        }
        Optional<String> complaint = name.get().equals(InterfaceName.LOOPBACK)
                ? Optional.of("is the loopback interface; expected one that leads out")
                : InterfaceName.complaint(name.get());
        if (complaint.isPresent()) {
            section.wrong("interface", "interface " + Quoted.of(name.get()) + ' ' + complaint.get());
            return Optional.empty();
        }
        return name;
    }

    static Optional<String> name(TomlSection section) {
        Optional<String> name = Values.string(section, "name", "a name such as \"hinet\"");
        if (name.isPresent() && !isName(name.get())) {
            String wrong = "name " + Quoted.of(name.get()) + " cannot be used on a command line";
            String expected = " letters, digits, \".\", \"-\" or \"_\", the first no \"-\"";
            section.wrong("name", wrong + "; expected 1 to " + MAX_NAME + expected);
            return Optional.empty();
        }
        return name;
    }

    /** Any script will do, but nothing that would have to be quoted in a shell, a metric or a path. */
    private static boolean isName(String name) {
        for (int i = 0; i < name.length(); i += Character.charCount(name.codePointAt(i))) {
            int c = name.codePointAt(i);
            if (!Character.isLetterOrDigit(c) && c != '.' && c != '_' && (c != '-' || i == 0)) {
                return false;
            }
        }
        return !name.isEmpty() && name.length() <= MAX_NAME && !name.equals(".") && !name.equals("..");
    }

    private static int weight(TomlSection section) {
        if (section.get("weight") instanceof String) {
            String expected = "a whole number from 1 to " + UplinkConfig.MAX_WEIGHT + ", or \"" + ADAPTIVE + '"';
            Values.mismatch(section, "weight", expected);
            return 1;
        }
        return Values.integer(section, "weight", 1, UplinkConfig.MAX_WEIGHT, 1);
    }
}
