package dev.multipath.agent.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.Logger;

/** Sends everything that is logged to standard error, and nowhere else. */
final class LogSetup {
    private LogSetup() {}

    /** Before the first line is logged. The JVM flushes the handler when it ends. */
    static void install() {
        Logger root = LogManager.getLogManager().getLogger("");
        for (Handler handler : root.getHandlers()) {
            root.removeHandler(handler);
        }
        LineFormat format = System.getenv("JOURNAL_STREAM") == null ? LineFormat.HUMAN : LineFormat.JOURNAL;
        root.setLevel(Level.INFO);
        root.addHandler(new QueuedHandler(new FileOutputStream(FileDescriptor.err), format));
    }
}
