package dev.multipath.agent.ddns;

import dev.multipath.agent.ddns.decision.EchoAnswer;
import dev.multipath.agent.ddns.decision.Pacing;
import dev.multipath.agent.ddns.decision.Question;
import dev.multipath.agent.ddns.decision.Seen;
import dev.multipath.agent.ddns.link.NoSuchNameException;
import dev.multipath.agent.ddns.link.WebAnswer;
import dev.multipath.agent.ddns.link.WebClient;
import dev.multipath.netlink.model.IpAddress;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Asks pages which address an uplink is known by: each question when it is new, after each reload, every ten minutes, and
 * more and more rarely while it is not answered.
 */
final class EchoTask implements Worker.Task {
    private static final Duration AGAIN = Duration.ofMinutes(10);
    private static final Duration LONGEST = Duration.ofMinutes(5);

    private final WebClient web;
    private final Runnable wake;
    private final Map<Object, List<Question>> wanted = new ConcurrentHashMap<>();
    private volatile Map<Question, Seen> seen = Map.of();
    private volatile boolean anew;
    /** Of the asking thread. */
    private final Map<Question, Pacing<Question>> pacings = new HashMap<>();

    /** @param wake wakes this and whoever wants to know: after each answer, and when there is something to ask */
    EchoTask(WebClient web, Runnable wake) {
        this.web = web;
        this.wake = wake;
    }

    /** What is known by now. */
    Map<Question, Seen> seen() {
        return seen;
    }

    /** These are this caller's questions from now on. */
    void want(Object caller, List<Question> questions) {
        List<Question> before = wanted.put(caller, questions);
        if (!questions.equals(before) && !questions.isEmpty()) {
            wake.run();
        }
    }

    /** Each question is to be asked once more, soon; what is known meanwhile still counts. */
    void askAnew() {
        anew = true;
        wake.run();
    }

    @Override
    public long turn(long now) {
        if (anew) {
            anew = false;
            pacings.clear();
        }
        Set<Question> questions = new HashSet<>();
        wanted.values().forEach(questions::addAll);
        pacings.keySet().retainAll(questions);
        long next = Long.MAX_VALUE;
        boolean never = true;
        for (Question question : questions) {
            Pacing<Question> pacing = pacings.computeIfAbsent(question, unknown -> Pacing.fresh(AGAIN, LONGEST));
            long due = pacing.due(question, now);
            if (due - now <= 0) {
                ask(question, pacing);
                return System.nanoTime();
            }
            next = never || due - next < 0 ? due : next;
            never = false;
        }
        forgetAllBut(questions);
        return never ? now + AGAIN.toNanos() : next;
    }

    private void ask(Question question, Pacing<Question> pacing) {
        Optional<IpAddress> before = Optional.ofNullable(seen.get(question)).flatMap(Seen::address);
        Seen result;
        try {
            WebAnswer answer = web.get(question.way(), question.url(), Optional.empty());
            result = EchoAnswer.read(answer.status(), answer.body(), question);
        } catch (NoSuchNameException none) {
            result = new Seen(Optional.empty(), String.valueOf(none.getMessage()), true);
        } catch (IOException failed) {
            result = new Seen(Optional.empty(), String.valueOf(failed.getMessage()), false);
        }
        long now = System.nanoTime();
        boolean answered = result.failure().isEmpty();
        pacings.put(question, answered ? pacing.confirmed(question, false, now) : pacing.failed(question, now));
        Map<Question, Seen> next = new HashMap<>(seen);
        next.put(question, new Seen(result.address().or(() -> before), result.failure(), result.never()));
        seen = Map.copyOf(next);
        wake.run();
    }

    private void forgetAllBut(Set<Question> questions) {
        if (!questions.containsAll(seen.keySet())) {
            Map<Question, Seen> rest = new HashMap<>(seen);
            rest.keySet().retainAll(questions);
            seen = Map.copyOf(rest);
        }
    }
}
