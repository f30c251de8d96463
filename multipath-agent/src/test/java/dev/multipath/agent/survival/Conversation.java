package dev.multipath.agent.survival;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.nio.channels.NotYetConnectedException;
import java.nio.channels.SelectableChannel;

/**
 * One client's socket and what it has seen: a question every {@link Crowd#PERIOD}, a {@link Mirror}'s answers, the uplink
 * they tell of, the longest time without any, its end. Times are {@link System#nanoTime}. Used by the crowd's thread only.
 */
final class Conversation {
    /** Not known: nothing was answered yet, or by an address that is no uplink's. */
    static final int NO_UPLINK = -1;

    private final Group group;
    private final SelectableChannel channel;
    private final ByteChannel bytes;
    private final int port;
    private final Ways ways;
    private final ByteBuffer heard = ByteBuffer.allocate(64 * Mirror.ANSWER);
    private long number;
    private boolean quiet;
    private int uplink;
    private int uplinkBefore;
    private boolean aliveBefore;
    private long marked;
    private long lastAnswer;
    private long longestGap;
    private long movedAt;
    private long firstAnswer;
    private long firstNumber;
    private long highestNumber;
    private int answers;
    private long endedAt;
    private String end = "";

    /** Says which uplink has an address the other side saw. */
    @FunctionalInterface
    interface Ways {
        /** Position of the uplink, or {@link #NO_UPLINK}. */
        int uplink(int address);
    }

    private <C extends SelectableChannel & ByteChannel> Conversation(Group group, C channel, int port, Ways ways) {
        this.group = group;
        this.channel = channel;
        this.bytes = channel;
        this.port = port;
        this.ways = ways;
        this.uplink = NO_UPLINK;
        this.uplinkBefore = NO_UPLINK;
    }

    /**
     * Over a connected channel that does not block.
     *
     * @param port its own
     */
    static <C extends SelectableChannel & ByteChannel> Conversation over(C channel, Group group, int port, Ways ways) {
        return new Conversation(group, channel, port, ways);
    }

    Group group() {
        return group;
    }

    int port() {
        return port;
    }

    SelectableChannel channel() {
        return channel;
    }

    boolean isQuiet() {
        return quiet;
    }

    boolean hasEnded() {
        return endedAt != 0;
    }

    /** Whether anything was answered yet. */
    boolean hasBegun() {
        return lastAnswer != 0;
    }

    int uplink() {
        return uplink;
    }

    /** Whether an answer came within this time. */
    boolean isAlive(long now, long withinNanos) {
        return !hasEnded() && hasBegun() && now - lastAnswer < withinNanos;
    }

    /** Says nothing from now on. */
    void hush() {
        quiet = true;
    }

    /** From now on counts anew. */
    void mark(long now, long aliveWithinNanos) {
        aliveBefore = quiet ? hasBegun() && !hasEnded() : isAlive(now, aliveWithinNanos);
        uplinkBefore = uplink;
        marked = now;
        longestGap = 0;
        movedAt = 0;
        firstAnswer = 0;
        firstNumber = number;
        highestNumber = number - 1;
        answers = 0;
    }

    /** A tunnel has something to say again. */
    void wake(long now) {
        quiet = false;
        marked = now;
        firstAnswer = 0;
    }

    void ask(ByteBuffer question) {
        try {
            bytes.write(question.clear().putLong(number++).flip());
        } catch (IOException | NotYetConnectedException e) {
            failed(e);
        }
    }

    void hear() {
        try {
            int length = bytes.read(heard);
            while (length > 0) {
                take();
                length = bytes.read(heard);
            }
            if (length < 0) {
                end("closed by the other side");
            }
        } catch (IOException | NotYetConnectedException e) {
            failed(e);
        }
    }

    private void take() {
        heard.flip();
        while (heard.remaining() >= Mirror.ANSWER) {
            count(heard.getLong());
            answered(System.nanoTime(), heard.getInt());
        }
        heard.compact();
    }

    /** Of the questions since the mark. */
    private void count(long answered) {
        if (answered >= firstNumber) {
            answers++;
            highestNumber = Math.max(highestNumber, answered);
        }
    }

    private void answered(long now, int address) {
        if (hasBegun()) {
            longestGap = Math.max(longestGap, now - Math.max(lastAnswer, marked));
        }
        if (firstAnswer == 0) {
            firstAnswer = now;
        }
        lastAnswer = now;
        int seen = ways.uplink(address);
        if (seen != uplink && uplink != NO_UPLINK && movedAt == 0) {
            movedAt = now;
        }
        uplink = seen;
    }

    /** A stream ends with any error; a datagram socket goes on unless the kernel has disconnected it. */
    private void failed(Exception e) {
        String said = String.valueOf(e.getMessage());
        boolean disconnected = e instanceof NotYetConnectedException || said.contains("abort") || said.contains("Dest");
        if (group.isStream() || disconnected) {
            end(said);
        }
    }

    private void end(String how) {
        if (endedAt == 0) {
            endedAt = System.nanoTime();
            end = how;
        }
        close();
    }

    void close() {
        try {
            channel.close();
        } catch (IOException e) {
            return; // closed all the same
        }
    }

    /** What was seen of it since the mark. */
    Seen seen(long now) {
        long gap = hasEnded() ? longestGap : Math.max(longestGap, now - Math.max(lastAnswer, marked));
        int lost = (int) (highestNumber + 1 - firstNumber) - answers;
        return new Seen(
                group,
                port,
                lost,
                aliveBefore,
                uplinkBefore,
                uplink,
                gap,
                lastAnswer,
                movedAt,
                firstAnswer,
                endedAt,
                end);
    }
}
