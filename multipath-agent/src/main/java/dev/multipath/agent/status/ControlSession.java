package dev.multipath.agent.status;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One client: its request is read, perhaps waited on, and answered, each within a bounded time and without ever holding
 * up another. Used by the server's thread alone.
 */
final class ControlSession {
    private static final Logger LOG = LoggerFactory.getLogger(ControlSession.class);

    static final int MAX_REQUEST = 4096;

    /** For the request to come, for its effect to show, and for the answer to be taken. */
    static final long PATIENCE = Duration.ofSeconds(2).toNanos();

    private final SocketChannel channel;
    private final SelectionKey key;
    private final boolean mayChange;
    private final ControlRequests requests;
    private final ByteBuffer in = ByteBuffer.allocate(MAX_REQUEST + 1);
    private Reply.@Nullable Waiting waiting;
    private @Nullable ByteBuffer out;
    private long deadline;

    ControlSession(SocketChannel channel, Selector selector, boolean mayChange, ControlRequests requests, long now)
            throws IOException {
        this.channel = channel;
        this.mayChange = mayChange;
        this.requests = requests;
        this.deadline = now + PATIENCE;
        channel.configureBlocking(false);
        this.key = channel.register(selector, SelectionKey.OP_READ, this);
    }

    boolean isOver() {
        return !channel.isOpen();
    }

    /** Whether the agent's state has to be looked at now and then. */
    boolean isWaiting() {
        return waiting != null;
    }

    /** Something can be read or written. */
    void ready(long now) {
        try {
            if (out == null) {
                read(now);
            }
            if (out != null) {
                write(out);
            }
        } catch (IOException gone) {
            close();
        }
    }

    /** Time passed. */
    void tick(long now) {
        if (waiting != null) {
            Optional<Answer> answer = outcome(waiting, now);
            if (answer.isPresent()) {
                waiting = null;
                send(answer.get(), now);
                ready(now);
            }
        } else if (now - deadline >= 0) {
            close();
        }
    }

    private Optional<Answer> outcome(Reply.Waiting awaited, long now) {
        try {
            Optional<Answer> answer = requests.answer(awaited);
            return answer.isPresent() || now - deadline < 0 ? answer : Optional.of(requests.answerAnyway(awaited));
        } catch (RuntimeException broken) {
            return Optional.of(failure(awaited.toString(), broken));
        }
    }

    private static Answer failure(String request, RuntimeException broken) {
        LOG.warn("control request \"{}\" failed", request, broken);
        return Answer.failed("the agent failed to answer: " + broken);
    }

    void close() {
        try {
            channel.close();
        } catch (IOException alreadyGone) {
            LOG.debug("closing a control connection", alreadyGone);
        }
    }

    private void read(long now) throws IOException {
        int count = channel.read(in);
        int end = endOfLine();
        if (end >= 0) {
            answer(new String(in.array(), 0, end, StandardCharsets.UTF_8), now);
        } else if (!in.hasRemaining()) {
            send(new Answer(ExitCode.USAGE, "the request is longer than " + MAX_REQUEST + " bytes\n"), now);
        } else if (count < 0) {
            close();
        }
    }

    private int endOfLine() {
        for (int i = 0; i < in.position(); i++) {
            if (in.array()[i] == '\n') {
                return i;
            }
        }
        return -1;
    }

    private void answer(String line, long now) {
        Reply reply;
        try {
            reply = requests.answer(line, mayChange);
        } catch (RuntimeException broken) {
            reply = new Reply.Ready(failure(line, broken));
        }
        if (reply instanceof Reply.Waiting later) {
            waiting = later;
            deadline = now + PATIENCE;
            key.interestOps(0);
        } else if (reply instanceof Reply.Ready ready) {
            send(ready.answer(), now);
        }
    }

    private void send(Answer answer, long now) {
        out = ByteBuffer.wrap(answer.encode().getBytes(StandardCharsets.UTF_8));
        deadline = now + PATIENCE;
        if (key.isValid()) {
            key.interestOps(SelectionKey.OP_WRITE);
        }
    }

    private void write(ByteBuffer answer) throws IOException {
        channel.write(answer);
        if (!answer.hasRemaining()) {
            discardInput();
            close();
        }
    }

    /** A socket closed with something unread takes the answer away from the client again. */
    private void discardInput() throws IOException {
        int count = 0;
        for (int chunk = 0; chunk < 16 && count >= 0; chunk++) {
            in.clear();
            count = channel.read(in);
            if (count == 0) {
                return;
            }
        }
    }
}
