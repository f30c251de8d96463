package dev.multipath.agent.notify;

import dev.multipath.agent.config.HookConfig;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One run of a hook: started without a shell, told by its environment and its standard input, ended with its children
 * when its time is over.
 */
final class HookProcess {
    private static final Logger LOG = LoggerFactory.getLogger("hook");

    /** Between SIGTERM and SIGKILL. */
    private static final Duration GRACE = Duration.ofSeconds(2);

    /** How often its output is looked at. */
    private static final long LOOK_MILLIS = 20;

    /** What the service manager tells the agent is not meant for its children. */
    private static final List<String> NOT_PASSED_ON =
            List.of("NOTIFY_SOCKET", "WATCHDOG_USEC", "WATCHDOG_PID", "LISTEN_FDS", "LISTEN_PID", "JOURNAL_STREAM");

    private final HookConfig hook;
    private final Notice notice;
    private final HookOutput output;

    HookProcess(HookConfig hook, Notice notice) {
        this.hook = hook;
        this.notice = notice;
        this.output = new HookOutput(line -> LOG.info("event={} {}: {}", notice.eventId(), hook.program(), line));
    }

    /**
     * Runs it to its end.
     *
     * @param json the notice, for its standard input
     * @return what went wrong
     * @throws InterruptedException after it was ended, because the agent ends
     */
    Optional<String> run(String json) throws InterruptedException {
        Optional<String> complaint = HookFile.complaint(Path.of(hook.program()));
        if (complaint.isPresent()) {
            return complaint;
        }
        long started = System.nanoTime();
        Process process;
        try {
            process = builder().start();
        } catch (IOException failed) {
            return Optional.of("cannot be started: " + failed.getMessage());
        }
        try {
            tell(process, json);
            boolean ended = await(process, started + hook.timeout().toNanos());
            if (!ended) {
                kill(process);
                return Optional.of("did not end within " + hook.timeout().toMillis() + " ms and was killed");
            }
        } catch (InterruptedException stopping) {
            kill(process);
            throw stopping;
        } finally {
            output.end();
            close(process);
        }
        long took = (System.nanoTime() - started) / 1_000_000;
        LOG.info(
                "event={} {} {} {}: exit status {} after {} ms",
                notice.eventId(),
                hook.program(),
                notice.event(),
                notice.uplink(),
                process.exitValue(),
                took);
        return process.exitValue() == 0 ? Optional.empty() : Optional.of("exit status " + process.exitValue());
    }

    private ProcessBuilder builder() {
        ProcessBuilder builder =
                new ProcessBuilder(hook.run()).directory(new File("/")).redirectErrorStream(true);
        Map<String, String> environment = builder.environment();
        environment.keySet().removeAll(NOT_PASSED_ON);
        environment.put("MULTIPATH_EVENT", notice.event());
        environment.put("MULTIPATH_EVENT_ID", Long.toString(notice.eventId()));
        environment.put("MULTIPATH_TIME", notice.time().toString());
        environment.put("MULTIPATH_UPLINK", notice.uplink());
        environment.put("MULTIPATH_INTERFACE", notice.interfaceName());
        environment.put("MULTIPATH_FAMILY", notice.family());
        environment.put("MULTIPATH_STATE", notice.state());
        environment.put("MULTIPATH_OLD_STATE", notice.oldState());
        environment.put("MULTIPATH_REASON", notice.reason());
        environment.put("MULTIPATH_ADDRESSES", String.join(" ", notice.addresses()));
        environment.put("MULTIPATH_DELEGATED", String.join(" ", notice.delegated()));
        environment.put("MULTIPATH_GATEWAY", notice.gateway().orElse(""));
        environment.put(
                "MULTIPATH_OUTAGE_SECONDS",
                notice.outageSeconds().map(String::valueOf).orElse(""));
        return builder;
    }

    /** A pipe holds more than a notice has: nobody is waited for. */
    private static void tell(Process process, String json) {
        try (OutputStream in = process.getOutputStream()) {
            in.write((json + '\n').getBytes(StandardCharsets.UTF_8));
        } catch (IOException notRead) {
            LOG.debug("a hook has closed its standard input", notRead);
        }
    }

    private boolean await(Process process, long deadline) throws InterruptedException {
        boolean ended = false;
        while (!ended && System.nanoTime() - deadline < 0) {
            output.drain(process.getInputStream());
            ended = process.waitFor(LOOK_MILLIS, TimeUnit.MILLISECONDS);
        }
        output.drain(process.getInputStream());
        return ended;
    }

    /** With its children, as far as they are still children of its own. */
    private void kill(Process process) {
        List<ProcessHandle> family = family(process);
        family.forEach(ProcessHandle::destroy);
        long deadline = System.nanoTime() + GRACE.toNanos();
        boolean interrupted = false;
        while (family.stream().anyMatch(ProcessHandle::isAlive) && System.nanoTime() - deadline < 0) {
            output.drain(process.getInputStream());
            try {
                Thread.sleep(LOOK_MILLIS);
            } catch (InterruptedException stopping) {
                interrupted = true;
            }
        }
        family(process).forEach(ProcessHandle::destroyForcibly);
        family.forEach(ProcessHandle::destroyForcibly);
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static List<ProcessHandle> family(Process process) {
        return Stream.concat(process.descendants(), Stream.of(process.toHandle()))
                .toList();
    }

    private static void close(Process process) {
        try {
            process.getInputStream().close();
        } catch (IOException gone) {
            LOG.debug("closing the output of a hook", gone);
        }
    }
}
