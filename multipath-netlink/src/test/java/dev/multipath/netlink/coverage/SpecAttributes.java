package dev.multipath.netlink.coverage;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.multipath.netlink.golden.Golden;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The attribute sets of one kernel specification file, {@code shared/specs/NAME.yaml}: what a set's attributes are
 * called and which numbers they have. A test that asks for one is skipped, and says so, where the files are not there:
 * they are not part of a clone.
 *
 * <p>Reads the layout those files have (two spaces a level, one key a line), not YAML at large; what it does not
 * understand is an {@link IllegalStateException}.
 */
public final class SpecAttributes {
    /**
     * One attribute.
     *
     * @param name as the specification spells it: {@code "nh-id"}
     * @param number {@code nla_type}
     */
    public record Attribute(String name, int number) {}

    private final String file;
    private final Map<String, List<Attribute>> sets = new LinkedHashMap<>();
    /** The {@code type:} of each attribute, by {@code SET/NAME}. */
    private final Map<String, String> types = new HashMap<>();

    private String set = "";
    private List<Attribute> attributes = new ArrayList<>();
    private Optional<List<Attribute>> parent = Optional.empty();
    private int next = 1;

    private SpecAttributes(String file) {
        this.file = file;
    }

    /** The sets of {@code shared/specs/NAME.yaml}: {@code of("rt-route")}. */
    public static SpecAttributes of(String name) {
        Optional<Path> golden = Golden.directory();
        assumeTrue(golden.isPresent(), "the specifications in shared/specs are not part of a clone");
        Path file = golden.get().resolveSibling("specs").resolve(name + ".yaml");
        assumeTrue(Files.exists(file), "no " + file);
        SpecAttributes read = new SpecAttributes(name);
        try {
            read.read(Files.readAllLines(file, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return read;
    }

    /**
     * The attributes of a set in the order of the file, those that only mark unused numbers or padding included.
     *
     * @throws IllegalStateException when there is no such set
     */
    public List<Attribute> set(String name) {
        List<Attribute> found = sets.get(name);
        if (found == null) {
            throw new IllegalStateException("no attribute set " + name + " in " + file + ", only " + sets.keySet());
        }
        return found;
    }

    /**
     * The attributes of a set that carry something. Those the specification itself calls padding ({@code type: pad}),
     * numbers never given a meaning among them, and number 0 carry nothing.
     */
    public List<Attribute> carrying(String set) {
        return set(set).stream()
                .filter(attribute ->
                        attribute.number() != 0 || !attribute.name().equals("unspec"))
                .filter(attribute -> !attribute.name().equals("pad"))
                .filter(attribute ->
                        !types.getOrDefault(set + "/" + attribute.name(), "").equals("pad"))
                .toList();
    }

    /** The names of all sets, in the order of the file. */
    public List<String> sets() {
        return List.copyOf(sets.keySet());
    }

    private void read(List<String> lines) {
        boolean inside = false;
        for (String line : lines) {
            String text = line.contains(" #") ? line.substring(0, line.indexOf(" #")) : line;
            if (text.isBlank() || text.stripLeading().startsWith("#")) {
                continue;
            }
            if (!text.startsWith(" ")) {
                inside = text.strip().equals("attribute-sets:");
                continue;
            }
            if (inside) {
                line(text.length() - text.stripLeading().length(), text.strip());
            }
        }
        if (sets.isEmpty()) {
            throw new IllegalStateException("no attribute sets in " + file);
        }
    }

    /** A set's keys stand 4 spaces deep, an attribute's 8. */
    private void line(int depth, String text) {
        if (depth == 4 && text.startsWith("name:")) {
            set = value(text);
            attributes = new ArrayList<>();
            parent = Optional.empty();
            next = 1;
            sets.put(set, attributes);
        } else if (depth == 4 && text.startsWith("subset-of:")) {
            parent = Optional.of(set(value(text)));
        } else if (depth == 8 && text.startsWith("name:")) {
            attribute(value(text));
        } else if (depth == 8 && text.startsWith("type:")) {
            types.put(set + "/" + attributes.get(attributes.size() - 1).name(), value(text));
        } else if (depth == 8 && text.startsWith("value:")) {
            Attribute last = attributes.remove(attributes.size() - 1);
            next = Integer.decode(value(text));
            attributes.add(new Attribute(last.name(), next++));
        }
    }

    private void attribute(String name) {
        if (parent.isEmpty()) {
            attributes.add(new Attribute(name, next++));
            return;
        }
        attributes.add(parent.get().stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow(
                        () -> new IllegalStateException(set + " of " + file + " has " + name + ", its whole not")));
    }

    private static String value(String text) {
        return text.substring(text.indexOf(':') + 1).strip();
    }
}
