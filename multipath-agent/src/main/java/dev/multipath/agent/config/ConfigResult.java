package dev.multipath.agent.config;

import java.util.List;

/** What became of a configuration file: something to run with, or everything that is wrong with it. */
public sealed interface ConfigResult {

    /**
     * A file without a mistake.
     *
     * @param warnings what is allowed but probably not meant, by position
     * @param programs what is run for notices; whether it can be is for others to look up
     */
    record Valid(AgentConfig config, List<ConfigWarning> warnings, List<HookProgram> programs) implements ConfigResult {
        public Valid {
            warnings = List.copyOf(warnings);
            programs = List.copyOf(programs);
        }
    }

    /**
     * A file that must not be used.
     *
     * @param errors all of them, at least one, by position
     */
    record Invalid(List<ConfigError> errors) implements ConfigResult {
        /** @throws IllegalArgumentException without an error */
        public Invalid {
            errors = List.copyOf(errors);
            if (errors.isEmpty()) {
                throw new IllegalArgumentException("invalid without an error");
            }
        }
    }
}
