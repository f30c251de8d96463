package dev.multipath.netlink.bench;

import dev.multipath.netlink.model.Route;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The other process that makes the changes to be heard: {@code $BENCH_TRIGGER}, which is the C floor. */
final class Trigger {
    private final Process process;
    private final int events;

    private Trigger(Process process, int events) {
        this.process = process;
        this.events = events;
    }

    /** @param how {@code trigger}: 1 ms apart; {@code burst}: without a pause */
    static Trigger start(String how, int events) throws IOException {
        ProcessBuilder command = new ProcessBuilder(System.getenv("BENCH_TRIGGER"), how, Integer.toString(events));
        return new Trigger(
                command.redirectError(ProcessBuilder.Redirect.INHERIT).start(), events);
    }

    /**
     * Waits until it is done, also with taking its changes back.
     *
     * @return when it sent each, by the clock that {@link System#nanoTime()} reads too
     */
    long[] sent() throws IOException, InterruptedException {
        List<String> lines = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                .lines()
                .toList();
        if (process.waitFor() != 0 || lines.size() != events) {
            throw new IOException("the trigger failed");
        }
        long[] times = new long[events];
        for (int i = 0; i < events; i++) {
            String line = lines.get(i);
            times[i] = Long.parseLong(line.substring(0, line.indexOf(' ')));
        }
        return times;
    }

    /** Whether a route is one of its changes. */
    static boolean made(Route route) {
        return route.table().equals(Agreed.TABLE_OF_EVENTS);
    }

    /** Which of its changes a route is, from 0. */
    static int number(Route route) {
        return (int) route.destination().address().low() - Agreed.FIRST_EVENT;
    }
}
