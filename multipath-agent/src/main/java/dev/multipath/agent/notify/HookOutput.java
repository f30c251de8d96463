package dev.multipath.agent.notify;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** What a hook prints, as lines of the log: the first of them, none too long. Never waits for more. */
final class HookOutput {
    static final int MOST_LINES = 20;
    static final int LONGEST_LINE = 300;

    private final Consumer<String> log;
    private final byte[] buffer = new byte[4096];
    private final byte[] line = new byte[LONGEST_LINE];
    private int length;
    private int lines;
    private boolean leftOut;

    HookOutput(Consumer<String> log) {
        this.log = log;
    }

    /** Takes what is there. */
    void drain(InputStream out) {
        try {
            while (out.available() > 0) {
                int count = out.read(buffer);
                for (int i = 0; i < count; i++) {
                    take(buffer[i]);
                }
            }
        } catch (IOException closed) {
            // The program has closed its output, or is gone.
            return;
        }
    }

    /** Nothing more will come. */
    void end() {
        if (length > 0) {
            write();
        }
        if (leftOut) {
            log.accept("(more of its output is left out)");
        }
    }

    private void take(byte next) {
        if (next == '\n') {
            write();
        } else if (length < line.length) {
            line[length++] = next;
        } else {
            leftOut = true;
        }
    }

    private void write() {
        if (lines < MOST_LINES) {
            log.accept(new String(line, 0, length, StandardCharsets.UTF_8).replaceAll("\\p{Cntrl}", " "));
            lines++;
        } else {
            leftOut = true;
        }
        length = 0;
    }
}
