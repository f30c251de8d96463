package dev.multipath.agent.config;

import dev.multipath.netlink.model.IpPrefix;
import dev.multipath.netlink.model.NumberRange;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Reads all {@code [[policy]]} sections. */
final class PolicyReader {
    private static final String ANY = "any";

    /** The kernel refuses 65535 in a rule, alone or as the end of a range. */
    private static final long LAST_PORT = 65534;

    /** The highest number is nobody's. */
    private static final long LAST_UID = 0xffff_fffeL;

    private final ViaReader via;

    PolicyReader(ViaReader via) {
        this.via = via;
    }

    /** In the order of the file. */
    List<PolicyConfig> read(List<TomlSection> sections) {
        List<PolicyConfig> policies = new ArrayList<>();
        NameList names = new NameList("policy");
        for (TomlSection section : sections) {
            if (policies.size() == Routing.MAX_POLICIES) {
                String wrong = sections.size() + " policies do not fit";
                section.mistakes().add(section.position(), wrong + "; expected at most " + Routing.MAX_POLICIES);
                return policies;
            }
            policies.add(read(section, names.read(section)));
        }
        return policies;
    }

    private PolicyConfig read(TomlSection section, String name) {
        section.checkKeys(KnownKeys.POLICY_KEYS);
        Otherwise otherwise = Values.word(section, "otherwise", Otherwise.values(), Otherwise.BALANCE);
        PolicyConfig policy = new PolicyConfig(
                name,
                prefixes(section, "from"),
                prefixes(section, "to"),
                incoming(section),
                protocol(section),
                range(section, "source-port", 1, LAST_PORT, "a port such as \"5060\" or a range such as \"5060-5061\""),
                range(
                        section,
                        "destination-port",
                        1,
                        LAST_PORT,
                        "a port such as \"443\" or a range such as \"5060-5061\""),
                range(section, "uid", 0, LAST_UID, "a user id such as \"1000\" or a range such as \"1000-1999\""),
                via.read(section, otherwise != Otherwise.BALANCE),
                Values.word(section, "mode", PolicyMode.values(), PolicyMode.PREFER),
                otherwise);
        new PolicyChecks(section, policy).run();
        return policy;
    }

    private static List<IpPrefix> prefixes(TomlSection section, String key) {
        List<IpPrefix> prefixes = new ArrayList<>();
        if (!section.has(key)) {
            return prefixes;
        }
        for (Values.Text text : Values.strings(section, key)) {
            PrefixText parsed = PrefixText.parse(text.text());
            if (parsed.prefix().isEmpty()) {
                section.wrong(key, text.at(), key + ' ' + Quoted.of(text.text()) + parsed.complaint());
            } else if (prefixes.contains(parsed.prefix().get())) {
                String message = key + " holds " + parsed.prefix().get() + " twice; expected it once";
                section.wrong(key, text.at(), message);
            } else {
                prefixes.add(parsed.prefix().get());
            }
        }
        return prefixes;
    }

    private static Optional<String> incoming(TomlSection section) {
        Optional<String> name = Values.string(section, "incoming", "the name of an interface, such as \"eth2\"");
        Optional<String> complaint = name.flatMap(InterfaceName::complaint);
        if (complaint.isPresent()) {
            section.wrong("incoming", "incoming " + Quoted.of(name.orElseThrow()) + ' ' + complaint.get());
            return Optional.empty();
        }
        return name;
    }

    private static OptionalInt protocol(TomlSection section) {
        Object value = section.get("protocol");
        if (value instanceof Long) {
            int number = Values.integer(section, "protocol", 1, IpProtocol.MAX, 0);
            return number == 0 ? OptionalInt.empty() : OptionalInt.of(number);
        }
        Optional<String> name = Values.string(section, "protocol", "a name such as \"udp\", or a number from 1 to 255");
        if (name.isEmpty() || name.get().equals(ANY)) {
            return OptionalInt.empty();
        }
        OptionalInt number = IpProtocol.number(name.get());
        if (number.isEmpty()) {
            section.wrong("protocol", UnknownName.word("protocol", name.get(), IpProtocol.names()));
        }
        return number;
    }

    private static Optional<NumberRange> range(
            TomlSection section, String key, long least, long most, String expected) {
        Object value = section.get(key);
        if (value == null || value.equals(ANY)) {
            return Optional.empty();
        }
        if (!(value instanceof String) && !(value instanceof Long)) {
            Values.mismatch(section, key, expected);
            return Optional.empty();
        }
        String text = value.toString();
        Optional<NumberRange> range = RangeText.parse(text);
        String shown = value instanceof String ? Quoted.of(text) : text;
        if (range.isEmpty()) {
            section.wrong(key, key + ' ' + shown + " is no range; expected " + expected);
        } else if (range.get().first() < least || range.get().last() > most) {
            String limits = " is out of range; expected numbers from " + least + " to " + most;
            section.wrong(key, key + ' ' + shown + limits + (most == LAST_PORT ? ", all a kernel's rule takes" : ""));
            return Optional.empty();
        }
        return range;
    }
}
