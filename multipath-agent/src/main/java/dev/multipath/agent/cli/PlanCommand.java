package dev.multipath.agent.cli;

import dev.multipath.agent.config.AgentConfig;
import dev.multipath.agent.core.Preview;
import dev.multipath.agent.status.ExitCode;
import dev.multipath.netlink.model.InterfaceNames;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;

/** {@code plan}: what {@code run} would change now. */
final class PlanCommand implements Subcommand {
    private static final String EXIT_CODE = "--exit-code";

    @Override
    public CommandSpec words() {
        return Words.command(
                        this,
                        "plan",
                        "Prints what 'run' would change in the kernel now, in the words of ip(8) with a reason for"
                                + " each line, and changes nothing. Prints nothing when nothing would change.",
                        "With an agent running, the plan is made with its health.")
                .addOption(Words.flag(EXIT_CODE, "Exit with 2 when there are changes."))
                .addOption(Words.dead())
                .addOption(Words.json());
    }

    @Override
    public int run(Invocation invocation) {
        AgentConfig config = ConfigSource.config(invocation.config());
        Path socket = Path.of(config.agent().controlSocket());
        try (KernelSession session = KernelSession.open(config)) {
            Preview preview = session.preview(RunningAgent.health(invocation, socket), invocation.values(Words.DEAD));
            InterfaceNames names = preview.state().snapshot().orElseThrow().names();
            boolean json = invocation.has(Words.JSON);
            PrefixList prefixes = new PrefixList(invocation, names, json);
            OperationList list = OperationList.planned(
                    preview.operations(), names, preview.state().conflicts());
            if (!json) {
                Output.operations(invocation, list, false);
            }
            session.previewPrefixes(preview.state(), prefixes::planned);
            String table = flows(invocation, session, preview);
            if (json) {
                List<OperationList.Operation> flows =
                        table.isEmpty() ? List.of() : List.of(new OperationList.Operation(table, "", Optional.empty()));
                Output.operations(invocation, list.plus(prefixes.operations()).plus(flows), true);
            } else if (!table.isEmpty()) {
                invocation.out().println(table);
            }
            boolean empty = preview.operations().isEmpty() && prefixes.isEmpty() && table.isEmpty();
            return invocation.has(EXIT_CODE) && !empty ? ExitCode.CHANGES : ExitCode.DONE;
        }
    }

    /** Whoever may not ask for nf_tables may still see the rest. */
    private static String flows(Invocation invocation, KernelSession session, Preview preview) {
        try {
            return session.previewFlows(preview.state());
        } catch (CommandFailedException refused) {
            invocation.err().println("the nf_tables table is not part of this: " + refused.getMessage());
            return "";
        }
    }
}
