package dev.multipath.agent.config;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tomlj.TomlArray;
import org.tomlj.TomlPosition;
import org.tomlj.TomlTable;

/** Reads values of a wanted type; one of another type or out of range is reported, and the fallback taken for it. */
final class Values {

    /** An element of a list of strings, and where it stands. */
    record Text(String text, TomlPosition at) {}

    private Values() {}

    static int integer(TomlSection section, String key, int least, int most, int fallback) {
        return (int) integer(section, key, (long) least, most, fallback);
    }

    static long integer(TomlSection section, String key, long least, long most, long fallback) {
        Object value = section.get(key);
        if (value == null) {
            return fallback;
        }
        if (value instanceof Long number && number >= least && number <= most) {
            return number;
        }
        String expected = least == most ? Long.toString(least) : "a whole number from " + least + " to " + most;
        if (value instanceof Long number) {
            section.wrong(key, key + ' ' + number + " is out of range; expected " + expected);
        } else {
            mismatch(section, key, expected);
        }
        return fallback;
    }

    static boolean bool(TomlSection section, String key, boolean fallback) {
        if (section.get(key) instanceof Boolean value) {
            return value;
        }
        mismatch(section, key, "true or false");
        return fallback;
    }

    /** @param expected names what is wanted, for the message */
    static Optional<String> string(TomlSection section, String key, String expected) {
        if (section.get(key) instanceof String value) {
            return Optional.of(value);
        }
        mismatch(section, key, expected);
        return Optional.empty();
    }

    static <W extends TomlWord> W word(TomlSection section, String key, W[] words, W fallback) {
        Object value = section.get(key);
        for (W word : words) {
            if (word.toml().equals(value)) {
                return word;
            }
        }
        if (value instanceof String text) {
            section.wrong(key, UnknownName.word(key, text, spelled(words)));
        } else if (value != null) {
            mismatch(section, key, Quoted.choice(spelled(words)));
        }
        return fallback;
    }

    private static String[] spelled(TomlWord[] words) {
        String[] spelled = new String[words.length];
        for (int i = 0; i < spelled.length; i++) {
            spelled[i] = words[i].toml();
        }
        return spelled;
    }

    static Duration duration(TomlSection section, String key, Duration least, Duration fallback) {
        return duration(section, key, least, fallback, DurationText.EXPECTED);
    }

    /** @param expected names what is wanted, for the message */
    static Duration duration(TomlSection section, String key, Duration least, Duration fallback, String expected) {
        Object value = section.get(key);
        if (value instanceof String text) {
            Optional<Duration> duration = DurationText.parse(text);
            if (duration.isEmpty()) {
                section.wrong(key, key + ' ' + Quoted.of(text) + " is no duration; expected " + expected);
            } else if (duration.get().compareTo(least) < 0) {
                section.wrong(key, outOfRange(key, text, "short", "least", least));
            } else if (duration.get().compareTo(DurationText.MAX) > 0) {
                section.wrong(key, outOfRange(key, text, "long", "most", DurationText.MAX));
            } else {
                return duration.get();
            }
        } else if (value instanceof Long || value instanceof Double) {
            section.wrong(key, key + ' ' + value + " has no unit; expected " + expected);
        } else {
            mismatch(section, key, expected);
        }
        return fallback;
    }

    /** The elements that are strings, in their order; empty if the section does not have the key. */
    static List<Text> strings(TomlSection section, String key) {
        if (!(section.get(key) instanceof TomlArray array)) {
            mismatch(section, key, "a list of strings, in [ ]");
            return List.of();
        }
        List<Text> texts = new ArrayList<>(array.size());
        for (int i = 0; i < array.size(); i++) {
            TomlPosition at = array.inputPositionOf(i);
            if (array.get(i) instanceof String text) {
                texts.add(new Text(text, at));
            } else {
                section.wrong(key, at, key + " holds " + described(array.get(i)) + "; expected strings only");
            }
        }
        return texts;
    }

    /** Reports a value of the wrong type, if there is a value. */
    static void mismatch(TomlSection section, String key, String expected) {
        Object value = section.get(key);
        if (value != null) {
            section.wrong(key, key + " is " + described(value) + "; expected " + expected);
        }
    }

    private static String outOfRange(String key, String text, String how, String bound, Duration limit) {
        String expected = "; expected at " + bound + " \"" + DurationText.of(limit) + '"';
        return key + ' ' + Quoted.of(text) + " is too " + how + expected;
    }

    /** A value as an operator would name it. */
    static String described(@Nullable Object value) {
        if (value instanceof String text) {
            return "the string " + Quoted.of(text);
        }
        if (value instanceof Long || value instanceof Double) {
            return "the number " + value;
        }
        if (value instanceof Boolean) {
            return value.toString();
        }
        if (value instanceof TomlArray) {
            return "a list";
        }
        return value instanceof TomlTable ? "a section" : "a date or time";
    }
}
