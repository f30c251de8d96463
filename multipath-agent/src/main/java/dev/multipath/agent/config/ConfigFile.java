package dev.multipath.agent.config;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tomlj.Toml;
import org.tomlj.TomlParseOptions;
import org.tomlj.TomlParseResult;
import org.tomlj.TomlPosition;
import org.tomlj.TomlVersion;

/** Turns the text of a configuration file into records, or into everything that is wrong with it. */
public final class ConfigFile {
    /** A file for 39 uplinks has some 30,000 characters in 1,000 lines; the parser needs 2 kB for a line it rejects. */
    private static final int MAX_LENGTH = 1 << 17;

    private static final int MAX_LINES = 10_000;
    private static final char BYTE_ORDER_MARK = '\ufeff';
    private static final TomlParseOptions TOML = TomlParseOptions.sourceless().withVersion(TomlVersion.V1_0_0);

    private final Mistakes mistakes;
    private final Sections sections;
    private final Coverage coverage = new Coverage();

    private final String fileName;
    private final PrefixFiles files;

    private ConfigFile(Mistakes mistakes, Sections sections, String fileName, PrefixFiles files) {
        this.mistakes = mistakes;
        this.sections = sections;
        this.fileName = fileName;
        this.files = files;
    }

    /** Reads a configuration that names no other file. */
    public static ConfigResult parse(String fileName, String text) {
        return parse(fileName, text, PrefixFiles.NONE);
    }

    /**
     * Reads a configuration. Never throws, whatever the text.
     *
     * @param fileName as messages are to show it; no file is opened
     * @param text TOML 1.0
     * @param files gives the files it names
     */
    public static ConfigResult parse(String fileName, String text, PrefixFiles files) {
        if (text.length() > MAX_LENGTH) {
            return tooLong(fileName, text.length(), "characters", MAX_LENGTH);
        }
        int lines = countLines(text);
        if (lines > MAX_LINES) {
            return tooLong(fileName, lines, "lines", MAX_LINES);
        }
        boolean marked = !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK;
        String source = marked ? text.substring(1) : text;
        TomlParseResult toml = Toml.parse(source, TOML);
        Mistakes mistakes = new Mistakes(fileName, new SyntaxErrors(toml, source));
        return new ConfigFile(mistakes, new Sections(mistakes, toml), fileName, files).read();
    }

    private ConfigResult read() {
        sections.check();
        AgentSection agent = AgentReader.read(sections.one("agent", KnownKeys.AGENT));
        TomlSection discoverSection = sections.one("discover", KnownKeys.DISCOVER);
        Optional<Discover> discover = DiscoverReader.read(discoverSection, agent.internalInterfaces());
        TomlSection probeSection = sections.one("probe", KnownKeys.PROBE);
        ProbeDraft probe = ProbeReader.read(probeSection, ProbeDraft.defaults());
        List<TomlSection> uplinkSections = sections.uplinks();
        UplinkReader reader = new UplinkReader(probeSection, probe, coverage);
        List<UplinkConfig> uplinks = new UplinkList(reader, agent.internalInterfaces()).read(uplinkSections);
        DnsSettings dns = dns(uplinkSections);
        Optional<MailConfig> mail = MailReader.read(sections.one("mail", KnownKeys.MAIL));
        HookReader hooks = new HookReader(sections.many("hook", KnownKeys.HOOK));
        if (discoverSection.exists()) {
            coverage.noteDiscovered(probe);
        } else if (uplinkSections.isEmpty()) {
            reportNoUplink();
        }
        if (discoverSection.exists() || uplinkSections.isEmpty()) {
            new ProbeChecks(probeSection, probeSection, probe, probe).run(false);
        }
        Routing routing = routing(uplinks, discover);
        TomlSection flowsSection = sections.one("flows", KnownKeys.FLOWS);
        FlowsSection flows = new FlowsReader(flowsSection, uplinks, discover, !routing.isEmpty()).read();
        if (!mistakes.isEmpty()) {
            return new ConfigResult.Invalid(mistakes.errors());
        }
        coverage.warn(mistakes, firstOf(probeSection, uplinkSections, discoverSection));
        NoticeSettings notices = new NoticeSettings(mail, hooks.hooks());
        ProbeConfig discovered = probe.toConfig(false);
        AgentConfig config = new AgentConfig(agent, discover, discovered, uplinks, routing, notices, dns, flows);
        return new ConfigResult.Valid(config, mistakes.warnings(), hooks.programs());
    }

    private DnsSettings dns(List<TomlSection> uplinks) {
        TomlSection ddnsSection = sections.one("ddns", KnownKeys.DDNS);
        TomlSection dyndnsSection = sections.one("dyndns", KnownKeys.DYNDNS);
        boolean wanted = ddnsSection.exists() || dyndnsSection.exists();
        boolean any = wanted;
        for (TomlSection uplink : uplinks) {
            any |= uplink.has("ddns");
            if (uplink.has("ddns") && !wanted) {
                uplink.warn("ddns", "[uplink.ddns] has no use without [ddns] or [dyndns]; better one of them too");
            }
        }
        if (!any) {
            return DnsSettings.NONE;
        }
        Map<String, PublicAddress> overrides = DdnsReader.overrides(uplinks);
        Optional<DdnsSection> ddns = DdnsReader.read(ddnsSection, overrides);
        PublishSettings publish = ddns.map(DdnsSection::publish).orElse(PublishSettings.DEFAULTS);
        return new DnsSettings(ddns, DyndnsReader.read(dyndnsSection, publish, overrides), overrides);
    }

    private Routing routing(List<UplinkConfig> uplinks, Optional<Discover> discover) {
        ViaReader via = new ViaReader(uplinks, discover);
        PrefixCollector prefixes = new PrefixCollector(mistakes, fileName);
        List<RouteConfig> routes =
                new RouteReader(mistakes, via, files, prefixes).read(sections.many("route", KnownKeys.ROUTE));
        List<PolicyConfig> policies = new PolicyReader(via).read(sections.many("policy", KnownKeys.POLICY));
        return new Routing(routes, prefixes.toTable(), policies);
    }

    private void reportNoUplink() {
        if (!sections.uplinkMeant()) {
            String one = "[[uplink]] with interface = \"eth0\"";
            String many = "[discover] with interfaces = [\"eth*\"]";
            mistakes.addUnlessBroken(null, "the file has no uplink; expected " + one + ", or " + many);
        }
    }

    private static @Nullable TomlPosition firstOf(TomlSection probe, List<TomlSection> uplinks, TomlSection discover) {
        if (probe.exists()) {
            return probe.position();
        }
        return uplinks.isEmpty() ? discover.position() : uplinks.get(0).position();
    }

    private static ConfigResult tooLong(String fileName, int found, String what, int most) {
        String message = "the file has " + found + ' ' + what + "; expected at most " + most;
        return new ConfigResult.Invalid(List.of(new ConfigError(fileName, 1, 1, message)));
    }

    private static int countLines(String text) {
        int lines = 1;
        for (int at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) {
            lines++;
        }
        return lines;
    }
}
