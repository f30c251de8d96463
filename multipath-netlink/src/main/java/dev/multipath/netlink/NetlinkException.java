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

    /** The kernel said no. Nothing was changed. */
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

        /** The attribute at fault, outermost first, as {@code "RTA_METRICS.RTAX_MTU"}. */
        public Optional<String> attribute() {
            return details.attribute();
        }

        /** The attribute that ought to have been there. */
        public Optional<String> missingAttribute() {
            return details.missingAttribute();
        }

        /** What the kernel would have accepted. */
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

    /** A dump was disturbed by changes each time it was tried; what it returned cannot be trusted. */
    public static final class DumpInterrupted extends NetlinkException {
        private static final long serialVersionUID = 1L;

        DumpInterrupted(String request, int attempts) {
            super(request, "interrupted by changes " + attempts + " times in a row", null);
        }
    }

    /** No answer within the deadline. Whether a change was made is not known. */
    public static final class TimedOut extends NetlinkException {
        private static final long serialVersionUID = 1L;

        TimedOut(String request, long millis) {
            super(request, "no answer within " + millis + " ms", null);
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
