package dev.multipath.netlink;

import dev.multipath.netlink.transport.Errno;
import dev.multipath.netlink.transport.ErrnoException;
import dev.multipath.netlink.wire.AttributePolicy;
import dev.multipath.netlink.wire.DecodeException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Why a request did not do what it was for; each kind says what is known.
 *
 * <p>Unchecked, since most callers can only pass it on, and those who can do more (look again, leave the object alone)
 * do so for a whole group of requests at a time. What is to be expected is a return value instead: {@code addIfAbsent},
 * {@code deleteIfPresent}, {@code Optional}.
 */
public abstract sealed class NetlinkException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** {@code request}. */
    private final String request;

    NetlinkException(String request, String what, @Nullable Throwable cause) {
        super(request.isEmpty() ? what : request + ": " + what, cause);
        this.request = request;
    }

    /** The request in the words of iproute2; empty where there was none. */
    public String request() {
        return request;
    }

    /**
     * The kernel said no. Nothing was changed, one case excepted: of a link change with several properties those before
     * the refused one may have been made.
     */
    public static final class Rejected extends NetlinkException {
        private static final long serialVersionUID = 1L;

        /** A positive errno. */
        private final int errno;
        /** What the kernel added, and where it points. */
        private final transient Rejection details;

        Rejected(String request, Rejection details) {
            super(request, details.toString(), null);
            this.errno = details.errno();
            this.details = details;
        }

        /** Why, in one number. */
        public Errno errno() {
            return Errno.of(errno);
        }

        /** The kernel's own sentence; absent when it gave none. */
        public Optional<String> kernelText() {
            return details.text();
        }

        /**
         * The attribute at fault, outermost first, as {@code "RTA_METRICS.RTAX_MTU"} or
         * {@code "RTA_MULTIPATH[2].RTA_GATEWAY"} (legs count from 0); absent when the kernel points nowhere.
         */
        public Optional<String> attribute() {
            return details.attribute();
        }

        /** The attribute that ought to have been there, with the nest it is missing from; absent when none is. */
        public Optional<String> missingAttribute() {
            return details.missingAttribute();
        }

        /** What the kernel would have accepted there; absent when it does not say. */
        public Optional<AttributePolicy> policy() {
            return details.policy();
        }
    }

    /** The kernel would have changed another object than the one named; it was not asked to. */
    public static final class Ambiguous extends NetlinkException {
        private static final long serialVersionUID = 1L;

        Ambiguous(String request, String other) {
            super(request, "the kernel would take this for: " + other, null);
        }
    }

    /**
     * A dump was disturbed by changes each time it was tried ({@code NLM_F_DUMP_INTR}), or a walk that cannot begin again
     * was once; what it brought may lack objects, or have some twice.
     */
    public static final class DumpInterrupted extends NetlinkException {
        private static final long serialVersionUID = 1L;

        DumpInterrupted(String request, int attempts) {
            super(request, "interrupted by changes " + times(attempts), null);
        }

        private static String times(int attempts) {
            return attempts == 1 ? "once" : attempts + " times in a row";
        }
    }

    /** No answer within the deadline. Whether a change was made is not known, unless it was not even sent. */
    public static final class TimedOut extends NetlinkException {
        private static final long serialVersionUID = 1L;

        /** Whether it was the answer that was waited for. */
        private final boolean sent;

        TimedOut(String request, long millis) {
            this(request, millis, true);
        }

        TimedOut(String request, long millis, boolean sent) {
            super(request, (sent ? "no answer within " : "not sent within ") + millis + " ms", null);
            this.sent = sent;
        }

        /** False, for a change of a batch: nothing was changed. True: whether a change was made is not known. */
        public boolean wasSent() {
            return sent;
        }
    }

    /**
     * The thread was interrupted while it waited; its flag is still set. The handle stays usable: what comes late is
     * skipped.
     */
    public static final class Interrupted extends NetlinkException {
        private static final long serialVersionUID = 1L;

        /** Whether it was the answer that was waited for. */
        private final boolean sent;

        Interrupted(String request, boolean sent) {
            super(request, sent ? "interrupted before the answer came" : "interrupted before it was sent", null);
            this.sent = sent;
        }

        /** False: nothing was changed. True: whether a change was made is not known. */
        public boolean wasSent() {
            return sent;
        }
    }

    /** The answer was not valid netlink. Whether a change was made is not known. */
    public static final class Malformed extends NetlinkException {
        private static final long serialVersionUID = 1L;

        Malformed(String request, DecodeException cause) {
            super(request, "malformed answer: " + cause.getMessage(), cause);
        }
    }

    /** The socket could not be opened, or a system call on it failed. */
    public static final class SocketFailed extends NetlinkException {
        private static final long serialVersionUID = 1L;

        /** A positive errno. */
        private final int errno;

        SocketFailed(String request, ErrnoException cause) {
            super(request, String.valueOf(cause.getMessage()), cause);
            this.errno = cause.errno().value();
        }

        /** {@code ENOBUFS}: the kernel dropped an answer; whether a change was made is not known. */
        public Errno errno() {
            return Errno.of(errno);
        }
    }

    /** The handle was closed, before or during the request. */
    public static final class Closed extends NetlinkException {
        private static final long serialVersionUID = 1L;

        Closed(String request) {
            super(request, "the netlink socket is closed", null);
        }
    }
}
