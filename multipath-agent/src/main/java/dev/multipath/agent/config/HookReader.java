package dev.multipath.agent.config;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads every {@code [[hook]]}. */
final class HookReader {
    private static final String EXAMPLE = "such as run = [\"/etc/multipath/hooks/on-change\"]";

    private final List<HookConfig> hooks = new ArrayList<>();
    private final List<HookProgram> programs = new ArrayList<>();

    HookReader(List<TomlSection> sections) {
        for (TomlSection section : sections) {
            read(section);
        }
        if (sections.size() > HookConfig.MOST) {
            TomlSection first = sections.get(HookConfig.MOST);
            first.mistakes()
                    .add(
                            first.position(),
                            sections.size() + " hooks are too many; expected at most " + HookConfig.MOST);
        }
    }

    List<HookConfig> hooks() {
        return hooks;
    }

    /** The programs of the hooks, and where the file names them. */
    List<HookProgram> programs() {
        return programs;
    }

    private void read(TomlSection section) {
        section.checkKeys(KnownKeys.HOOK_KEYS);
        Optional<List<String>> run = run(section);
        Set<NoticeKind> on = on(section);
        Duration timeout = Values.duration(section, "timeout", HookConfig.LEAST_TIMEOUT, HookConfig.DEFAULT_TIMEOUT);
        if (run.isPresent()) {
            hooks.add(new HookConfig(run.get(), on, timeout));
            programs.add(new HookProgram(run.get().get(0), section.line("run"), section.column("run")));
        }
    }

    private static Optional<List<String>> run(TomlSection section) {
        List<Values.Text> words = Values.strings(section, "run");
        if (section.lacks("run")) {
            section.wrongUnlessBroken("run", "[[hook]] has no run; expected a program and its arguments, " + EXAMPLE);
        }
        if (words.isEmpty()) {
            if (section.has("run") && section.isSound("run")) {
                section.wrong("run", "run is empty; expected a program and its arguments, " + EXAMPLE);
            }
            return Optional.empty();
        }
        List<String> run = new ArrayList<>();
        for (Values.Text word : words) {
            if (word.text().indexOf('\0') >= 0) {
                section.wrong("run", word.at(), Quoted.of(word.text()) + " holds a zero; expected none in an argument");
            }
            run.add(word.text());
        }
        String program = run.get(0);
        if (!program.startsWith("/") || program.endsWith("/")) {
            String wrong = " is not the absolute path of a program; expected one " + EXAMPLE;
            section.wrong("run", words.get(0).at(), Quoted.of(program) + wrong);
        }
        return section.isSound("run") ? Optional.of(run) : Optional.empty();
    }

    /** The notices a section wants; all of them if it does not say. */
    static Set<NoticeKind> on(TomlSection section) {
        if (!section.has("on")) {
            return EnumSet.allOf(NoticeKind.class);
        }
        Set<NoticeKind> kinds = EnumSet.noneOf(NoticeKind.class);
        List<Values.Text> words = Values.strings(section, "on");
        for (Values.Text word : words) {
            Optional<NoticeKind> kind = kind(word.text());
            if (kind.isEmpty()) {
                section.wrong("on", word.at(), UnknownName.word("notice", word.text(), words()));
            } else {
                kinds.add(kind.get());
            }
        }
        if (words.isEmpty() && section.isSound("on")) {
            section.wrong("on", "on is empty; expected at least one of " + Quoted.choice(words()));
        }
        return kinds;
    }

    private static Optional<NoticeKind> kind(String word) {
        for (NoticeKind kind : NoticeKind.values()) {
            if (kind.toml().equals(word)) {
                return Optional.of(kind);
            }
        }
        return Optional.empty();
    }

    private static String[] words() {
        NoticeKind[] kinds = NoticeKind.values();
        String[] words = new String[kinds.length];
        for (int i = 0; i < words.length; i++) {
            words[i] = kinds[i].toml();
        }
        return words;
    }
}
