package dev.multipath.agent.cli;

import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** The parts command lines are made of. */
final class Words {
    static final String CONFIG = "--config";
    static final String DEAD = "--dead";
    static final String JSON = "--json";
    static final String DEFAULT_CONFIG = "/etc/multipath/agent.toml";

    private Words() {}

    /**
     * A command with the options all of them have.
     *
     * @param does what parsing leads to
     */
    static CommandSpec command(Object does, String name, String... description) {
        CommandSpec command = CommandSpec.wrapWithoutInspection(does).name(name);
        command.usageMessage().description(description).width(100).sortOptions(false);
        command.version(VersionCommand.report().toString());
        return command.addOption(OptionSpec.builder(CONFIG)
                        .paramLabel("FILE")
                        .type(String.class)
                        .description("The configuration file (default: " + DEFAULT_CONFIG + ").")
                        .build())
                .addOption(OptionSpec.builder("-h", "--help")
                        .usageHelp(true)
                        .description("Show this help.")
                        .build())
                .addOption(OptionSpec.builder("-V", "--version")
                        .versionHelp(true)
                        .description("Print the version.")
                        .build());
    }

    static OptionSpec flag(String name, String description) {
        return OptionSpec.builder(name).description(description).build();
    }

    static OptionSpec json() {
        return flag(JSON, "Print JSON.");
    }

    static OptionSpec dead() {
        return OptionSpec.builder(DEAD)
                .arity("1..*")
                .paramLabel("IF")
                .type(List.class)
                .auxiliaryTypes(String.class)
                .description("Leave out these interfaces or uplinks, as if they were disabled.")
                .build();
    }

    /** An option with a value of its own. */
    static OptionSpec option(String name, String label, String description) {
        return OptionSpec.builder(name)
                .paramLabel(label)
                .type(String.class)
                .description(description)
                .build();
    }

    /** Likewise, one that must be given. */
    static OptionSpec required(String name, String label, String description) {
        return option(name, label, description).toBuilder().required(true).build();
    }

    static PositionalParamSpec file(String description) {
        return PositionalParamSpec.builder()
                .arity("1")
                .required(true)
                .paramLabel("FILE")
                .type(String.class)
                .description(description)
                .build();
    }

    static PositionalParamSpec uplink() {
        return PositionalParamSpec.builder()
                .arity("1")
                .required(true)
                .paramLabel("UPLINK")
                .type(String.class)
                .description("Its name, as 'status' shows it.")
                .build();
    }
}
