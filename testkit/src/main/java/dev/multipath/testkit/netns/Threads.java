package dev.multipath.testkit.netns;

/** Waiting for threads that end soon. */
final class Threads {
    private Threads() {}

    /** Waits for the thread's end; an interrupt meanwhile is kept for later. */
    static void joinKeepingInterrupt(Thread thread) {
        boolean interrupted = false;
        while (true) {
            try {
                thread.join();
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
