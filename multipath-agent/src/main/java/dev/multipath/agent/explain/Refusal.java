package dev.multipath.agent.explain;

/** Why a packet gets no way at all, in the error its sender sees. */
public enum Refusal {
    /** No rule led to a route, or a rule said {@code unreachable}. */
    NETWORK_UNREACHABLE("ENETUNREACH", 101, "network unreachable"),
    /** A route of type {@code unreachable}; IPv4 also where forwarding is off. */
    HOST_UNREACHABLE("EHOSTUNREACH", 113, "host unreachable"),
    /** A rule or route of type {@code prohibit}. */
    PROHIBITED("EACCES", 13, "administratively prohibited"),
    /** A rule or route of type {@code blackhole}. */
    BLACKHOLE("EINVAL", 22, "dropped silently"),
    /** A packet that cannot be, a martian. */
    INVALID("EINVAL", 22, "invalid"),
    /** An interface that does not exist. */
    NO_DEVICE("ENODEV", 19, "no such interface");

    private final String symbol;
    private final int errno;
    private final String words;

    Refusal(String symbol, int errno, String words) {
        this.symbol = symbol;
        this.errno = errno;
        this.words = words;
    }

    /** As {@code ENETUNREACH}. */
    public String symbol() {
        return symbol;
    }

    /** The number of {@link #symbol()}. */
    public int errno() {
        return errno;
    }

    public String words() {
        return words;
    }
}
