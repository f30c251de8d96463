package dev.multipath.agent.bench;

import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Lets a program that holds namespaces, processes and files give them back when it is told to end: SIGINT and SIGTERM
 * interrupt its main thread, and the process waits until that has cleaned up.
 */
public final class CleanEnd {
    private static final long MOST_SECONDS = 20;

    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile boolean told;

    private CleanEnd() {}

    /**
     * Runs a program on this thread, then ends the process with its exit status; told to end, with that of the signal.
     *
     * @param program cleans up in {@code finally} blocks
     */
    public static void exitWith(Callable<Integer> program) {
        new CleanEnd().run(program);
    }

    private void run(Callable<Integer> program) {
        Thread main = Thread.currentThread();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> interruptAndWait(main), "clean-end"));
        int status = 1;
        try {
            status = program.call();
        } catch (Exception | AssertionError e) {
            if (!told) {
                e.printStackTrace();
            }
        } finally {
            ended.countDown();
        }
        System.exit(status);
    }

    private void interruptAndWait(Thread main) {
        if (ended.getCount() == 0) {
            return;
        }
        told = true;
        main.interrupt();
        try {
            ended.await(MOST_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
