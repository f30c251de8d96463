package dev.multipath.agent.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Holds {@code docs/config.md}, what operators read, against what the program does. */
final class ConfigReferenceTest {
    private static final Pattern HEADING = Pattern.compile("#+ `(\\[+[a-z.]+\\]+)`");
    private static final Pattern ROW = Pattern.compile("\\| `([a-z0-9-]+)` \\| (.+?) \\| (.+?) \\| (.+) \\|");
    private static final Pattern RANGE = Pattern.compile("(\\d+) to (\\d+)");
    private static final Pattern SHORTEST = Pattern.compile("duration from `\"(\\d+)ms\"`");
    private static final Pattern WORD = Pattern.compile("`(\"[a-z][a-z0-9-]*\"|true|false)`");
    private static final Pattern BLOCK = Pattern.compile("```(\\w+)\n(.*?)```", Pattern.DOTALL);

    private static final String ROUTE = "[[route]]\nto = [\"198.51.100.0/24\"]\nvia = [\"eth0\"]\n";
    private static final String POLICY = "[[policy]]\nincoming = \"eth9\"\nvia = [\"eth0\"]\n";
    /** What these sections cannot do without. */
    private static final String DDNS = "server = \"192.0.2.53\"\nzone = \"a.example\"\nrecord = \"a.example\"\n";

    private static final String DYNDNS = "url = \"https://a.example/?ip={addresses}\"\n";

    /** One row of a table: what kind of value a key takes, and its default as written there. */
    private record Row(String type, String fallback) {
        boolean hasDefault() {
            return fallback.startsWith("`");
        }

        String toml() {
            return fallback.substring(1, fallback.length() - 1);
        }
    }

    private static String page = "";
    private static final Map<String, Map<String, Row>> TABLES = new LinkedHashMap<>();

    @BeforeAll
    static void read_the_page() throws IOException {
        Path directory = Path.of("").toAbsolutePath();
        while (!Files.exists(directory.resolve("docs/config.md"))) {
            directory = directory.getParent();
        }
        page = Files.readString(directory.resolve("docs/config.md"));
        String section = "";
        for (String line : page.split("\n", -1)) {
            Matcher heading = HEADING.matcher(line);
            Matcher row = ROW.matcher(line);
            if (line.startsWith("#")) {
                section = heading.matches() ? heading.group(1) : "";
            } else if (!section.isEmpty() && row.matches()) {
                TABLES.computeIfAbsent(section, name -> new LinkedHashMap<>())
                        .put(row.group(1), new Row(row.group(2), row.group(3)));
            }
        }
    }

    @Test
    void the_page_has_every_key_there_is_and_no_other_in_the_order_of_messages() {
        List<String> uplinkKeys = new ArrayList<>(List.of(KnownKeys.UPLINK_KEYS));
        uplinkKeys.removeAll(List.of("probe", "ddns"));

        assertThat(TABLES.keySet())
                .containsExactly(
                        KnownKeys.AGENT,
                        KnownKeys.DISCOVER,
                        KnownKeys.PROBE,
                        KnownKeys.UPLINK,
                        KnownKeys.ROUTE,
                        KnownKeys.POLICY,
                        KnownKeys.MAIL,
                        KnownKeys.HOOK,
                        KnownKeys.DDNS,
                        KnownKeys.DYNDNS,
                        KnownKeys.FLOWS)
                .containsExactly(KnownKeys.SECTIONS);
        assertThat(TABLES.get(KnownKeys.AGENT).keySet()).containsExactly(KnownKeys.AGENT_KEYS);
        assertThat(TABLES.get(KnownKeys.DISCOVER).keySet()).containsExactly(KnownKeys.DISCOVER_KEYS);
        assertThat(TABLES.get(KnownKeys.PROBE).keySet()).containsExactly(KnownKeys.PROBE_KEYS);
        assertThat(TABLES.get(KnownKeys.UPLINK).keySet()).containsExactlyElementsOf(uplinkKeys);
        assertThat(TABLES.get(KnownKeys.ROUTE).keySet()).containsExactly(KnownKeys.ROUTE_KEYS);
        assertThat(TABLES.get(KnownKeys.POLICY).keySet()).containsExactly(KnownKeys.POLICY_KEYS);
        assertThat(TABLES.get(KnownKeys.MAIL).keySet()).containsExactly(KnownKeys.MAIL_KEYS);
        assertThat(TABLES.get(KnownKeys.HOOK).keySet()).containsExactly(KnownKeys.HOOK_KEYS);
        assertThat(TABLES.get(KnownKeys.DDNS).keySet()).containsExactly(KnownKeys.DDNS_KEYS);
        assertThat(TABLES.get(KnownKeys.DYNDNS).keySet()).containsExactly(KnownKeys.DYNDNS_KEYS);
        assertThat(TABLES.get(KnownKeys.FLOWS).keySet()).containsExactly(KnownKeys.FLOWS_KEYS);
        assertThat(page).contains("### `" + KnownKeys.UPLINK_PROBE + "`");
        assertThat(page).contains("### `" + KnownKeys.UPLINK_DDNS + "`");
    }

    @Test
    void the_defaults_on_the_page_are_those_of_the_program() {
        String silent = "[discover]\ninterfaces = [\"ppp*\"]\n" + Parsed.UPLINK + ROUTE + POLICY + "[mail]\n"
                + required("[mail]", "") + "[[hook]]\n" + required("[[hook]]", "") + "[ddns]\n" + required("[ddns]", "")
                + "[dyndns]\n" + required("[dyndns]", "");
        StringBuilder spelledOut = new StringBuilder();
        TABLES.forEach((section, rows) -> {
            spelledOut.append(section).append('\n');
            spelledOut.append(required(section, ""));
            rows.forEach((key, row) -> {
                if (row.hasDefault()) {
                    spelledOut.append(key).append(" = ").append(row.toml()).append('\n');
                }
            });
        });

        assertThat(Parsed.config(spelledOut.toString())).isEqualTo(Parsed.config(silent));
    }

    @Test
    void only_these_keys_have_no_default_to_write_down() {
        List<String> without = new ArrayList<>();
        TABLES.forEach((section, rows) -> rows.forEach((key, row) -> {
            if (!row.hasDefault()) {
                without.add(section + ' ' + key + ": " + row.fallback());
            }
        }));

        assertThat(without)
                .containsExactly(
                        "[discover] interfaces: required",
                        "[probe] query: a random name",
                        "[probe] expect-status: 204 or any success",
                        "[probe] expect-body: no demand",
                        "[probe] ca-file: none",
                        "[[uplink]] name: the interface",
                        "[[uplink]] interface: required",
                        "[[route]] name: route-1, route-2, …",
                        "[[route]] to: none",
                        "[[route]] to-file: none",
                        "[[route]] via: required",
                        "[[policy]] name: policy-1, policy-2, …",
                        "[[policy]] incoming: any",
                        "[[policy]] via: required",
                        "[mail] to: required",
                        "[mail] from: multipath at this machine's name",
                        "[mail] user: no login",
                        "[mail] password-file: no login",
                        "[[hook]] run: required",
                        "[ddns] server: required",
                        "[ddns] zone: required",
                        "[ddns] record: required",
                        "[ddns] key-file: not signed",
                        "[ddns] http-url: none",
                        "[dyndns] url: required",
                        "[dyndns] user: none",
                        "[dyndns] password-file: none",
                        "[dyndns] publish: as in `[ddns]`",
                        "[dyndns] public-address: as in `[ddns]`",
                        "[dyndns] allow-private: as in `[ddns]`",
                        "[dyndns] http-url: as in `[ddns]`",
                        "[dyndns] http-client: as in `[ddns]`");
    }

    @Test
    void the_ranges_on_the_page_are_those_of_the_program() {
        List<String> checked = new ArrayList<>();
        TABLES.forEach((section, rows) -> rows.forEach((key, row) -> {
            Matcher range = RANGE.matcher(row.type());
            if (range.find()) {
                checked.add(key);
                long least = Long.parseLong(range.group(1));
                long most = Long.parseLong(range.group(2));
                assertThat(isRefused(section, key, least))
                        .as("%s = %d", key, least)
                        .isFalse();
                assertThat(isRefused(section, key, most))
                        .as("%s = %d", key, most)
                        .isFalse();
                assertThat(isRefused(section, key, least - 1))
                        .as("%s = %d", key, least - 1)
                        .isTrue();
                assertThat(isRefused(section, key, most + 1))
                        .as("%s = %d", key, most + 1)
                        .isTrue();
            }
        }));

        assertThat(checked)
                .containsExactly(
                        "table-base",
                        "protocol",
                        "metric",
                        "expect-status",
                        "quorum",
                        "fall",
                        "rise",
                        "weight",
                        "tier",
                        "protocol",
                        "port");
    }

    @Test
    void the_shortest_durations_on_the_page_are_those_of_the_program() {
        List<String> checked = new ArrayList<>();
        TABLES.get(KnownKeys.PROBE).forEach((key, row) -> {
            Matcher shortest = SHORTEST.matcher(row.type());
            boolean bounded = shortest.find();
            long least = bounded ? Long.parseLong(shortest.group(1)) : 0;
            if (bounded) {
                checked.add(key);
                assertThat(errorsOf(KnownKeys.PROBE, key, "\"" + (least - 1) + "ms\""))
                        .anySatisfy(line -> assertThat(line).contains(" is too short; "));
            }
            if (row.type().startsWith("duration")) {
                assertThat(errorsOf(KnownKeys.PROBE, key, "\"" + least + "ms\""))
                        .noneSatisfy(line -> assertThat(line).contains(" is too short; "));
            }
        });

        assertThat(checked).containsExactly("interval", "fast-interval", "timeout", "rtt-degraded", "standby-interval");
    }

    @Test
    void the_other_limits_on_the_page_are_those_of_the_program() {
        assertThat(page)
                .contains("up to " + AgentConfig.MAX_UPLINKS + ".")
                .contains("At most " + Routing.MAX_POLICIES + ";")
                .contains(String.format("%,d", PrefixTable.MAX_SIZE) + " destinations in all is the most")
                .contains("at most " + PolicyChecks.MAX_RULES + ", of the same families")
                .contains("up to " + TargetReader.MOST + " targets")
                .contains("up to " + MailConfig.MOST_RECIPIENTS + " addresses")
                .contains("Up to " + HookConfig.MOST + " hooks")
                .contains("at most " + AgentSection.MAX_SOCKET_PATH + " bytes")
                .contains("at most `\"" + DurationText.of(DurationText.MAX) + "\"`");
    }

    @Test
    void every_word_on_the_page_is_accepted() {
        TABLES.forEach((section, rows) -> rows.forEach((key, row) -> {
            for (Matcher word = WORD.matcher(row.type()); word.find(); ) {
                assertThat(errorsOf(section, key, word.group(1)))
                        .as("%s = %s", key, word.group(1))
                        .isEmpty();
            }
        }));
    }

    @Test
    void every_word_of_the_program_is_on_the_page() {
        assertWords(KnownKeys.AGENT, "layout", Layout.values());
        assertWords(KnownKeys.AGENT, "hash-policy", HashPolicy.values());
        assertWords(KnownKeys.AGENT, "on-exit", OnExit.values());
        assertWords(KnownKeys.AGENT, "all-dead", AllDead.values());
        assertWords(KnownKeys.PROBE, "type", ProbeType.values());
        assertWords(KnownKeys.PROBE, "resolve", NameFamily.values());
        assertWords(KnownKeys.POLICY, "mode", PolicyMode.values());
        assertWords(KnownKeys.POLICY, "otherwise", Otherwise.values());
        for (String section : List.of(KnownKeys.DDNS, KnownKeys.DYNDNS)) {
            assertWords(section, "publish", NameFamily.values());
            assertWords(section, "public-address", PublicAddress.values());
            assertWords(section, "http-client", EchoBelief.values());
        }
        assertWords(KnownKeys.DDNS, "when-none", WhenNone.values());
        assertWords(KnownKeys.FLOWS, "pin", Pin.values());
        assertWords(KnownKeys.FLOWS, "on-down", OnDown.values());
        assertWords(KnownKeys.FLOWS, "balance", FlowBalance.values());
    }

    @Test
    void every_section_that_is_not_supported_yet_is_named() {
        String last = page.substring(page.indexOf("## Not supported yet"));

        for (String section : KnownKeys.LATER_SECTIONS) {
            assertThat(last).contains('`' + section + '`');
        }
    }

    @Test
    void every_example_on_the_page_is_a_valid_file() {
        int examples = 0;
        for (Matcher block = BLOCK.matcher(page); block.find(); ) {
            if (block.group(1).equals("toml")) {
                assertThat(Parsed.errors(block.group(2))).as(block.group(2)).isEmpty();
                examples++;
            }
        }
        assertThat(examples).isEqualTo(8);
    }

    @Test
    void the_messages_on_the_page_are_those_of_the_program() {
        String text = "[[uplink]]\nwieght = 4\ngateway = \"2001:db8::1\"\ninterface = \"eth0\"\n";
        ConfigResult result = ConfigFile.parse("agent.toml", text);

        assertThat(result).isInstanceOf(ConfigResult.Invalid.class);
        for (ConfigError error : ((ConfigResult.Invalid) result).errors()) {
            assertThat(page).contains("\n" + error + "\n");
        }
    }

    private static void assertWords(String section, String key, TomlWord[] words) {
        for (TomlWord word : words) {
            assertThat(TABLES.get(section).get(key).type()).contains("`\"" + word.toml() + "\"`");
        }
    }

    /** Whether the value itself is refused; that it may not go together with others is not asked here. */
    private static boolean isRefused(String section, String key, long value) {
        String start = "a.toml:2:" + (key.length() + 4) + ": " + key + ' ' + value;
        return errorsOf(section, key, Long.toString(value)).stream()
                .anyMatch(line -> line.startsWith(start + " is out of range"));
    }

    private static List<String> errorsOf(String section, String key, String value) {
        String url = key.equals("public-address") ? "http-url = \"http://ip.example.net/\"\n" : "";
        String uplink = section.equals(KnownKeys.UPLINK) ? "" : Parsed.UPLINK;
        return Parsed.errors(section + '\n' + key + " = " + value + '\n' + url + required(section, key) + uplink);
    }

    /** What else such a section cannot do without. */
    private static String required(String section, String except) {
        String all = switch (section) {
            case KnownKeys.UPLINK -> "interface = \"eth0\"\n";
            case KnownKeys.DISCOVER -> "interfaces = [\"ppp*\"]\n";
            case KnownKeys.ROUTE -> ROUTE.substring(ROUTE.indexOf('\n') + 1);
            case KnownKeys.POLICY -> POLICY.substring(POLICY.indexOf('\n') + 1);
            case KnownKeys.MAIL -> "to = [\"root@example.net\"]\n";
            case KnownKeys.HOOK -> "run = [\"/bin/true\"]\n";
            case KnownKeys.DDNS -> DDNS;
            case KnownKeys.DYNDNS -> DYNDNS;
            default -> "";
        };
        return all.lines()
                .filter(line -> !line.startsWith(except + " ="))
                .map(line -> line + '\n')
                .collect(Collectors.joining());
    }
}
