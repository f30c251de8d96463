package dev.multipath.agent.cli;

import dev.multipath.agent.config.AgentConfig;
import dev.multipath.agent.config.AgentSection;
import dev.multipath.agent.config.Routing;
import dev.multipath.agent.config.UplinkConfig;
import dev.multipath.agent.explain.Explanation;
import dev.multipath.agent.explain.ExplanationText;
import dev.multipath.agent.explain.Fib;
import dev.multipath.agent.explain.FibLookup;
import dev.multipath.agent.explain.Packet;
import dev.multipath.agent.explain.Uplinks;
import dev.multipath.agent.plan.Numbering;
import dev.multipath.agent.status.ExitCode;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** {@code explain}: which rule, table and uplink a packet takes, computed from what the kernel holds. */
final class ExplainCommand implements Subcommand {

    @Override
    public CommandSpec words() {
        CommandSpec command = Words.command(
                this,
                "explain",
                "Tells which rule, table and uplink a packet takes, and why, computed from the kernel's rules and"
                        + " routes. Needs no running agent.");
        command.addPositional(PositionalParamSpec.builder()
                .arity("1")
                .required(true)
                .paramLabel("DST")
                .type(String.class)
                .description("Where it goes: an address.")
                .build());
        for (String[] option : PacketWords.OPTIONS) {
            command.addOption(Words.option(option[0], option[1], option[2]));
        }
        return command.addOption(Words.json());
    }

    @Override
    public int run(Invocation invocation) {
        Packet packet = PacketWords.packet(invocation);
        Uplinks uplinks = uplinks(invocation);
        Fib fib = FibReader.read(packet, uplinks.numbering());
        Explanation explanation = FibLookup.explain(packet, fib, LookupSettingsFiles.of(packet));
        if (invocation.has(Words.JSON)) {
            Output.json(invocation, ExplainReport.class, ExplainReport.of(explanation, uplinks, fib.names()));
        } else {
            invocation.out().print(ExplanationText.of(explanation, uplinks, fib.names()));
            invocation.out().flush();
        }
        return ExitCode.DONE;
    }

    /** Names are a help only: without a readable configuration, interfaces keep theirs. */
    private static Uplinks uplinks(Invocation invocation) {
        List<Uplinks.Uplink> list = new ArrayList<>();
        Routing routing = Routing.NONE;
        int base = AgentSection.defaults().tableBase();
        try {
            AgentConfig config = ConfigSource.config(invocation.config());
            base = config.agent().tableBase();
            routing = config.routing();
            for (int slot = 0; slot < config.uplinks().size(); slot++) {
                UplinkConfig uplink = config.uplinks().get(slot);
                list.add(new Uplinks.Uplink(slot, uplink.name(), uplink.interfaceName()));
            }
        } catch (CommandFailedException unreadable) {
            invocation.err().println("uplinks are not named: " + unreadable.getMessage());
        }
        return new Uplinks(new Numbering(base), list, routing);
    }
}
