package dev.multipath.agent.status;

import dev.multipath.agent.core.AgentState;
import dev.multipath.agent.core.Event;
import dev.multipath.agent.core.HealthReport;
import dev.multipath.agent.core.HealthReportText;
import dev.multipath.agent.core.Lending;
import dev.multipath.agent.core.Publication;
import dev.multipath.agent.uplink.UplinkView;
import io.avaje.jsonb.JsonType;
import io.avaje.jsonb.Jsonb;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What the control socket understands: {@code status [--json] [--color]}, {@code health}, {@code events [--json] [RUN
 * NUMBER]} for those after that one, {@code enable UPLINK}, {@code disable UPLINK}, and {@code use UPLINK}, which is
 * answered by the mark that leads out by it.
 */
final class ControlRequests {
    private final Supplier<AgentState> state;
    private final Consumer<Event> post;
    private final Journal journal;
    private final Supplier<List<Publication>> published;
    private final Supplier<Optional<StatusReport.Notices>> notices;
    private final long startedNanos = System.nanoTime();
    private final String run = Long.toUnsignedString(ProcessHandle.current().pid()) + '-' + startedNanos;
    private @Nullable Jsonb jsonb;

    ControlRequests(
            Supplier<AgentState> state,
            Consumer<Event> post,
            Journal journal,
            Supplier<Optional<StatusReport.Notices>> notices,
            Supplier<List<Publication>> published) {
        this.state = state;
        this.post = post;
        this.journal = journal;
        this.notices = notices;
        this.published = published;
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
        if (verb.equals("events")) {
            return new Reply.Ready(events(line, words));
        }
        if (words.size() == 2 && verb.equals("use")) {
            return lend(words.get(1), mayChange);
        }
        boolean enable = verb.equals("enable");
        if (words.size() == 2 && (enable || verb.equals("disable"))) {
            return override(words.get(1), enable, mayChange);
        }
        return new Reply.Ready(notUnderstood(line));
    }

    /** The answer to what was waited for, once routes and rules are as it wants them. */
    Optional<Answer> answer(Reply.Waiting waiting) {
        AgentState now = state.get();
        if (waiting.wish() == Reply.Wish.LENT) {
            return lent(now, waiting.uplink());
        }
        return isReflected(now, waiting) && Settled.isSettled(now)
                ? Optional.of(Answer.done(confirmation(now, waiting, "")))
                : Optional.empty();
    }

    /** The answer to one that has waited long enough. */
    Answer answerAnyway(Reply.Waiting waiting) {
        AgentState now = state.get();
        return waiting.wish() != Reply.Wish.LENT && isReflected(now, waiting)
                ? Answer.done(confirmation(now, waiting, "; its routes are still being changed"))
                : Answer.failed("the agent was told, but has not acted on it yet; see status");
    }

    private String status(boolean asJson, boolean colour) {
        Moment now = Moment.now();
        StatusReport report =
                StatusReports.of(state.get(), now, startedNanos, Version.text(), notices.get(), published.get());
        if (!asJson) {
            return StatusText.render(report, now.wall(), colour);
        }
        return json(StatusReport.class).toJson(report) + "\n";
    }

    private <T> JsonType<T> json(Class<T> type) {
        if (jsonb == null) {
            jsonb = Jsonb.builder().serializeNulls(true).serializeEmpty(true).build();
        }
        return jsonb.type(type);
    }

    private Answer events(String line, List<String> words) {
        boolean asJson = words.contains("--json");
        List<String> rest = words.subList(asJson ? 2 : 1, words.size());
        boolean after = rest.size() == 2 && rest.get(1).matches("[0-9]{1,18}");
        boolean inPlace = !asJson || words.get(1).equals("--json");
        if (!inPlace || !(rest.isEmpty() || after)) {
            return notUnderstood(line);
        }
        long known = after && rest.get(0).equals(run) ? Long.parseLong(rest.get(1)) : 0;
        List<Journal.Entry> entries = journal.after(known);
        long last = entries.isEmpty() ? known : entries.get(entries.size() - 1).number();
        StringBuilder text = new StringBuilder();
        if (asJson) {
            JsonType<EventReport> type = json(EventReport.class);
            entries.forEach(
                    entry -> text.append(type.toJson(EventReport.of(entry))).append('\n'));
        } else {
            text.append(EventText.render(entries, ZoneId.systemDefault()));
        }
        return Answer.done(new EventsAnswer(run, last, text.toString()).encode());
    }

    private static Answer notUnderstood(String line) {
        return new Answer(ExitCode.USAGE, "this agent does not understand \"" + line.strip() + "\"\n");
    }

    private Reply override(String name, boolean enable, boolean mayChange) {
        if (!mayChange) {
            return new Reply.Ready(Answer.failed("only root, or the user the agent runs as, may enable or disable"));
        }
        List<UplinkView> views = state.get().views();
        if (views.stream().noneMatch(view -> view.name().equals(name))) {
            return new Reply.Ready(Answer.failed(Lending.unknown(views, name)));
        }
        post.accept(new Event.Override(name, enable));
        return new Reply.Waiting(name, enable ? Reply.Wish.ENABLED : Reply.Wish.DISABLED);
    }

    private Reply lend(String name, boolean mayChange) {
        if (!mayChange) {
            return new Reply.Ready(Answer.failed("only root, or the user the agent runs as, may be lent a mark"));
        }
        Reply.Waiting waiting = new Reply.Waiting(name, Reply.Wish.LENT);
        return lent(state.get(), name).<Reply>map(Reply.Ready::new).orElse(waiting);
    }

    /** The mark or what stands against it; empty while the agent has not looked, was not told, or is at it. */
    private Optional<Answer> lent(AgentState now, String name) {
        if (now.isStarting()) {
            return Optional.empty();
        }
        Optional<String> obstacle = Lending.obstacle(now, name);
        if (obstacle.isPresent()) {
            return Optional.of(Answer.failed(obstacle.get()));
        }
        if (Lending.marks(now.config(), now.memory()).of(name).isEmpty()) {
            post.accept(new Event.Lend(name));
        }
        return Lending.inForce(now, name).map(mark -> Answer.done(mark + "\n"));
    }

    private static boolean isReflected(AgentState state, Reply.Waiting waiting) {
        for (UplinkView view : state.views()) {
            if (view.name().equals(waiting.uplink())) {
                return view.enabled() == (waiting.wish() == Reply.Wish.ENABLED);
            }
        }
        return true;
    }

    private static String confirmation(AgentState state, Reply.Waiting waiting, String remark) {
        String done =
                waiting.uplink() + (waiting.wish() == Reply.Wish.ENABLED ? " is enabled" : " is disabled") + remark;
        boolean none = state.carrying4().isEmpty() && state.carrying6().isEmpty();
        return done + (none ? "; no uplink carries traffic now\n" : "\n");
    }
}
