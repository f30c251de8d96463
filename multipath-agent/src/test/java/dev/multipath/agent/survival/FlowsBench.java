package dev.multipath.agent.survival;

import dev.multipath.agent.bench.CleanEnd;
import dev.multipath.agent.bench.Machine;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Entry of {@code scripts/bench-flows}: what running connections live through, and under whom. */
public final class FlowsBench {
    private static final int USAGE = 64;

    private FlowsBench() {}

    /**
     * Measures.
     *
     * @param arguments names of contestants, and options
     */
    public static void main(String[] arguments) {
        CleanEnd.exitWith(() -> run(List.of(arguments)));
    }

    private static int run(List<String> arguments) throws Exception {
        boolean quick = arguments.contains("--quick");
        boolean reordering = false;
        List<Contestants> wanted = new ArrayList<>();
        for (String argument : arguments) {
            if (argument.equals("reordering")) {
                reordering = true;
            } else if (!argument.startsWith("--")) {
                wanted.add(Contestants.valueOf(argument.replace('-', '_').toUpperCase(Locale.ROOT)));
            } else if (!argument.equals("--quick")) {
                System.err.println("bench-flows: no such option: " + argument);
                return USAGE;
            }
        }
        if (wanted.isEmpty() && !reordering) {
            reordering = true;
            wanted.addAll(List.of(Contestants.values()));
        }
        System.out.println(Machine.line());
        if (reordering) {
            Reordering.print(System.out);
        }
        for (Fault fault : Fault.values()) {
            live(wanted, fault, quick);
        }
        return 0;
    }

    private static void live(List<Contestants> wanted, Fault fault, boolean quick) throws Exception {
        List<Findings> all = new ArrayList<>();
        for (Contestants contestant : wanted) {
            all.add(measure(contestant.make(), fault, quick));
        }
        if (!all.isEmpty()) {
            Tables.print(System.out, fault, all);
        }
    }

    private static Findings measure(Contestant contestant, Fault fault, boolean quick) throws Exception {
        try (Experiment experiment = new Experiment(contestant, Numbers.FULL, Experiment.Patience.MEASURING)) {
            experiment.start();
            for (List<Act> order : quick ? Act.someOrders() : Act.allOrders()) {
                experiment.play(order, fault);
            }
            System.err.println(contestant.name() + ", " + fault.words() + ": "
                    + experiment.findings().ends());
            return experiment.findings();
        }
    }
}
