package dev.multipath.agent.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Entry of {@code scripts/bench-scenarios}: simulated and real times beside each other. */
public final class ScenarioBench {
    private static final String ONLY = "--only=";

    private ScenarioBench() {}

    /**
     * Plays and compares.
     *
     * @param arguments options
     */
    public static void main(String[] arguments) {
        List<String> others = new ArrayList<>(List.of(arguments));
        others.removeIf(argument -> argument.startsWith(ONLY));
        List<String> only = Stream.of(arguments)
                .filter(argument -> argument.startsWith(ONLY))
                .map(argument -> argument.substring(ONLY.length()))
                .toList();
        Agreement agreement = new Agreement(only);
        CleanEnd.exitWith(() -> Bench.run("bench-scenarios", List.of(agreement), others.toArray(String[]::new)));
    }
}
