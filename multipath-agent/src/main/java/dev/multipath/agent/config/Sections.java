package dev.multipath.agent.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tomlj.TomlArray;
import org.tomlj.TomlPosition;
import org.tomlj.TomlTable;

/** Finds the sections of a file, and reports those that do not exist, are not supported yet or are written wrongly. */
final class Sections {
    private static final String UPLINK = "uplink";

    private final Mistakes mistakes;
    private final TomlSection file;
    private boolean uplinkMeant;

    Sections(Mistakes mistakes, TomlTable root) {
        this.mistakes = mistakes;
        this.file = new TomlSection(mistakes, "", root, null);
    }

    /** Reports every section and key of the file's top level that cannot be there. */
    void check() {
        for (String name : file.keys()) {
            Object value = file.get(name);
            Optional<String> later = KnownKeys.written(name, KnownKeys.LATER_SECTIONS);
            if (later.isPresent()) {
                reportLater(file, name, later.get());
            } else if (KnownKeys.written(name, KnownKeys.SECTIONS).isEmpty()) {
                boolean section = value instanceof TomlTable || isListOfTables(value);
                String message = section ? UnknownName.section(name) : UnknownName.topLevelKey(name);
                mistakes.add(file.keyPosition(name), message);
                uplinkMeant |=
                        NearMiss.of(name, new String[] {UPLINK, "discover"}).isPresent()
                                || KnownKeys.contains(KnownKeys.UPLINK_KEYS, name);
            }
        }
    }

    /** Whether a section or key that does not exist looks as if it was to give the file an uplink. */
    boolean uplinkMeant() {
        return uplinkMeant;
    }

    /** The section of this name; one that does not exist if the file does not have it. */
    TomlSection one(String name, String header) {
        return one(file, name, header);
    }

    /** The {@code [[uplink]]} sections. */
    List<TomlSection> uplinks() {
        Object value = file.get(UPLINK);
        uplinkMeant |= value != null && !(value instanceof TomlTable) && !isListOfTables(value);
        return many(UPLINK, KnownKeys.UPLINK);
    }

    /** The sections of this name, of which there may be several. */
    List<TomlSection> many(String name, String header) {
        Object value = file.get(name);
        List<TomlSection> sections = new ArrayList<>();
        if (value instanceof TomlTable table) {
            String message =
                    "[" + name + "] stands for one " + name + " only; expected " + header + ", for each of them";
            mistakes.add(file.keyPosition(name), message);
            sections.add(new TomlSection(mistakes, header, table, file.keyPosition(name)));
        } else if (value instanceof TomlArray array && isListOfTables(array)) {
            for (int i = 0; i < array.size(); i++) {
                TomlPosition at = array.inputPositionOf(i);
                sections.add(new TomlSection(mistakes, header, array.getTable(i), at));
            }
        } else if (value != null) {
            Values.mismatch(file, name, "sections " + header);
        }
        return sections;
    }

    /** The {@code [uplink.probe]} of an uplink. */
    static TomlSection uplinkProbe(TomlSection uplink) {
        return one(uplink, "probe", KnownKeys.UPLINK_PROBE);
    }

    /** The {@code [uplink.ddns]} of an uplink. */
    static TomlSection uplinkDdns(TomlSection uplink) {
        return one(uplink, "ddns", KnownKeys.UPLINK_DDNS);
    }

    private static TomlSection one(TomlSection parent, String name, String header) {
        Object value = parent.get(name);
        TomlPosition at = parent.keyPosition(name);
        if (value instanceof TomlTable table) {
            return new TomlSection(parent.mistakes(), header, table, at);
        }
        if (value instanceof TomlArray array && isListOfTables(array)) {
            parent.wrong(name, at, "[" + header + "] is one section only; expected " + header);
            return new TomlSection(parent.mistakes(), header, array.getTable(0), at);
        }
        Values.mismatch(parent, name, "a section " + header);
        return new TomlSection(parent.mistakes(), header, null, null);
    }

    private static void reportLater(TomlSection parent, String name, String header) {
        String message = header + " is not supported yet; expected a file without it";
        parent.wrong(name, parent.keyPosition(name), message);
    }

    private static boolean isListOfTables(@Nullable Object value) {
        if (!(value instanceof TomlArray array) || array.isEmpty()) {
            return false;
        }
        for (int i = 0; i < array.size(); i++) {
            if (!(array.get(i) instanceof TomlTable)) {
                return false;
            }
        }
        return true;
    }
}
