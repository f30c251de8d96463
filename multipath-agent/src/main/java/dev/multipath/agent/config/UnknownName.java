package dev.multipath.agent.config;

import java.util.Optional;

/** What to say of a key, a section or a word that does not exist. */
final class UnknownName {
    private UnknownName() {}

    /**
     * A key its section does not have.
     *
     * @param section as it is written
     * @param known the keys it does have
     */
    static String key(String key, String section, String[] known) {
        Optional<String> near = NearMiss.of(key, known);
        if (near.isPresent()) {
            return "unknown key " + Quoted.of(key) + didYouMean('"' + near.get() + '"');
        }
        String start = "unknown key " + Quoted.of(key) + " in " + section + "; expected ";
        Optional<String> elsewhere = KnownKeys.sectionOf(key);
        return start + (elsewhere.isPresent() ? "it in " + elsewhere.get() : Quoted.choice(known));
    }

    /** A key that stands before the first section. */
    static String topLevelKey(String key) {
        String start = "key " + Quoted.of(key) + " stands outside any section; expected ";
        Optional<String> section = KnownKeys.sectionOf(key);
        return start + (section.isPresent() ? "it in " + section.get() : "a section such as [[uplink]] before it");
    }

    /** A section of the file that does not exist. */
    static String section(String name) {
        String start = "unknown section " + Quoted.of(name);
        Optional<String> built = nearSection(name, KnownKeys.SECTIONS);
        Optional<String> near = built.isPresent() ? built : nearSection(name, KnownKeys.LATER_SECTIONS);
        return near.isPresent()
                ? start + didYouMean(near.get())
                : start + "; expected [agent], [discover], [probe], [[uplink]], [[route]] or [[policy]]";
    }

    /** A word that is none of those a key takes. */
    static String word(String key, String word, String[] known) {
        String start = "unknown " + key + ' ' + Quoted.of(word);
        Optional<String> near = NearMiss.of(word, known);
        return near.isPresent()
                ? start + didYouMean('"' + near.get() + '"')
                : start + "; expected " + Quoted.choice(known);
    }

    private static Optional<String> nearSection(String name, String[] sections) {
        Optional<String> near = NearMiss.of(name, KnownKeys.bare(sections));
        return near.isPresent() ? KnownKeys.written(near.get(), sections) : near;
    }

    private static String didYouMean(String name) {
        return "; did you mean " + name + '?';
    }
}
