package dev.multipath.agent.status;

import dev.multipath.agent.core.AgentState;
import dev.multipath.agent.core.Event;
import dev.multipath.agent.core.HealthReport;
import dev.multipath.agent.core.HealthReportText;
import dev.multipath.agent.uplink.UplinkView;
import io.avaje.jsonb.JsonType;
import io.avaje.jsonb.Jsonb;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What the control socket understands: {@code status [--json] [--color]}, {@code health}, {@code enable UPLINK},
 * {@code disable UPLINK}.
 */
final class ControlRequests {
    private final Supplier<AgentState> state;
    private final Consumer<Event> post;
    private final long startedNanos = System.nanoTime();
    private @Nullable JsonType<StatusReport> json;

    ControlRequests(Supplier<AgentState> state, Consumer<Event> post) {
        this.state = state;
        this.post = post;
    }

    /**
     * Answers at once, or says what to wait for. Called by one thread.
     *
     * @param mayChange whether the asking process may change anything
     */
    Reply answer(String line, boolean mayChange) {
        List<String> words = List.of(line.strip().split(" +", -1));
        String verb = words.get(0);
        if (verb.equals("status") && List.of("--json", "--color").containsAll(words.subList(1, words.size()))) {
            return new Reply.Ready(Answer.done(status(words.contains("--json"), words.contains("--color"))));
        }
        if (verb.equals("health") && words.size() == 1) {
            return new Reply.Ready(Answer.done(HealthReportText.encode(HealthReport.of(state.get()))));
        }
        boolean enable = verb.equals("enable");
        if (words.size() == 2 && (enable || verb.equals("disable"))) {
            return override(words.get(1), enable, mayChange);
        }
        return new Reply.Ready(new Answer(ExitCode.USAGE, "this agent does not understand \"" + line.strip() + "\"\n"));
    }

    /** The answer to an earlier enable or disable, once the routes are as it wants them. */
    Optional<Answer> answer(Reply.Waiting waiting) {
        AgentState now = state.get();
        return isReflected(now, waiting) && Settled.isSettled(now)
                ? Optional.of(Answer.done(confirmation(now, waiting, "")))
                : Optional.empty();
    }

    /** The answer to one that has waited long enough. */
    Answer answerAnyway(Reply.Waiting waiting) {
        AgentState now = state.get();
        return isReflected(now, waiting)
                ? Answer.done(confirmation(now, waiting, "; its routes are still being changed"))
                : Answer.failed("the agent was told, but has not acted on it yet; see status");
    }

    private String status(boolean asJson, boolean colour) {
        Moment now = Moment.now();
        StatusReport report = StatusReports.of(state.get(), now, startedNanos, Version.text());
        if (!asJson) {
            return StatusText.render(report, now.wall(), colour);
        }
        if (json == null) {
            json = Jsonb.builder()
                    .serializeNulls(true)
                    .serializeEmpty(true)
                    .build()
                    .type(StatusReport.class);
        }
        return json.toJson(report) + "\n";
    }

    private Reply override(String name, boolean enable, boolean mayChange) {
        if (!mayChange) {
            return new Reply.Ready(Answer.failed("only root, or the user the agent runs as, may enable or disable"));
        }
        List<String> names = new ArrayList<>();
        for (UplinkView view : state.get().views()) {
            names.add(view.name());
        }
        if (!names.contains(name)) {
            String known = names.isEmpty() ? "there is none yet" : "there are " + String.join(", ", names);
            return new Reply.Ready(Answer.failed("no uplink is named \"" + name + "\"; " + known));
        }
        post.accept(new Event.Override(name, enable));
        return new Reply.Waiting(name, enable);
    }

    private static boolean isReflected(AgentState state, Reply.Waiting waiting) {
        for (UplinkView view : state.views()) {
            if (view.name().equals(waiting.uplink())) {
                return view.enabled() == waiting.enabled();
            }
        }
        return true;
    }

    private static String confirmation(AgentState state, Reply.Waiting waiting, String remark) {
        String done = waiting.uplink() + (waiting.enabled() ? " is enabled" : " is disabled") + remark;
        boolean none = state.carrying4().isEmpty() && state.carrying6().isEmpty();
        return done + (none ? "; no uplink carries traffic now\n" : "\n");
    }
}
