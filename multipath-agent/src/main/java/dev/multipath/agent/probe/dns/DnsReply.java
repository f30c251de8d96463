package dev.multipath.agent.probe.dns;

import dev.multipath.netlink.model.IpAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a resolver answered to a {@link DnsQuery}: only a message that bears its id, is an answer, and repeats its question
 * is one.
 *
 * @param rcode 0..15
 * @param addresses of the name, along its aliases; empty where there are none
 * @param ttl the least of their times to live and those of the aliases, in seconds
 * @see <a href="https://www.rfc-editor.org/rfc/rfc5452#section-4.2">RFC 5452, 4.2</a>
 */
public record DnsReply(int rcode, List<IpAddress> addresses, long ttl) {
    static final int NO_ERROR = 0;
    static final int NAME_ERROR = 3;

    private static final String[] RCODES = {"NOERROR", "FORMERR", "SERVFAIL", "NXDOMAIN", "NOTIMP", "REFUSED"};

    private static final int ANSWER = 0x8000;
    private static final int OPCODE = 0x7800;
    private static final int CNAME = 5;
    /** Records looked at. */
    private static final int MAX_RECORDS = 64;

    private static final int MAX_ALIASES = 16;
    private static final long NO_TTL = Long.MAX_VALUE;

    public DnsReply {
        addresses = List.copyOf(addresses);
    }

    /** One record of the answer section. */
    private record Answer(String name, int type, long ttl, int data, int length) {}

    /**
     * Reads a message; empty for whatever is no answer to the query.
     *
     * @param length of the message, at most that of the array
     */
    public static Optional<DnsReply> read(DnsQuery query, byte[] message, int length) {
        DnsMessage in = new DnsMessage(message, length);
        if (length < DnsQuery.HEADER || in.u16(0) != query.id() || (in.u16(2) & (ANSWER | OPCODE)) != ANSWER) {
            return Optional.empty();
        }
        int rcode = in.u16(2) & 0xf;
        boolean bare = length == DnsQuery.HEADER && in.u16(4) == 0 && rcode != NO_ERROR && rcode != NAME_ERROR;
        if (bare) {
            return Optional.of(new DnsReply(rcode, List.of(), 0));
        }
        byte[] asked = query.toBytes();
        if (in.u16(4) != 1 || length < asked.length || !repeats(asked, message)) {
            return Optional.empty();
        }
        return addresses(query, in, asked.length, rcode);
    }

    /** Whether the question comes back as it went out; letters may have changed their case. */
    private static boolean repeats(byte[] asked, byte[] message) {
        for (int i = DnsQuery.HEADER; i < asked.length; i++) {
            if (lower(asked[i]) != lower(message[i])) {
                return false;
            }
        }
        return true;
    }

    private static int lower(byte b) {
        return b >= 'A' && b <= 'Z' ? b + 32 : b;
    }

    private static Optional<DnsReply> addresses(DnsQuery query, DnsMessage in, int from, int rcode) {
        List<Answer> answers = new ArrayList<>();
        int at = from;
        int count = Math.min(MAX_RECORDS, in.u16(6));
        for (int i = 0; i < count; i++) {
            int end = in.skipName(at);
            if (end < 0 || end + 10 > in.length()) {
                break;
            }
            int length = in.u16(end + 8);
            if (end + 10 + length > in.length()) {
                break;
            }
            Optional<String> name = in.name(at);
            if (name.isPresent() && in.u16(end + 2) == DnsQuery.CLASS_IN) {
                answers.add(new Answer(name.get(), in.u16(end), in.u32(end + 4), end + 10, length));
            }
            at = end + 10 + length;
        }
        return Optional.of(follow(query, in, answers, rcode));
    }

    /** From the name asked for over its aliases to the addresses. */
    private static DnsReply follow(DnsQuery query, DnsMessage in, List<Answer> answers, int rcode) {
        String name = query.name();
        long ttl = NO_TTL;
        for (int alias = 0; alias < MAX_ALIASES; alias++) {
            List<IpAddress> found = new ArrayList<>();
            Optional<String> next = Optional.empty();
            for (Answer answer : answers) {
                if (!answer.name().equals(name)) {
                    continue;
                }
                Optional<IpAddress> address = address(query, in, answer);
                if (address.isPresent()) {
                    found.add(address.get());
                    ttl = Math.min(ttl, answer.ttl());
                } else if (answer.type() == CNAME && next.isEmpty()) {
                    next = in.name(answer.data());
                    ttl = Math.min(ttl, answer.ttl());
                }
            }
            if (!found.isEmpty() || next.isEmpty()) {
                return new DnsReply(rcode, found, found.isEmpty() ? 0 : ttl);
            }
            name = next.get();
        }
        return new DnsReply(rcode, List.of(), 0);
    }

    private static Optional<IpAddress> address(DnsQuery query, DnsMessage in, Answer answer) {
        boolean fits = answer.type() == query.type() && answer.length() == (query.type() == DnsQuery.A ? 4 : 16);
        return fits ? Optional.of(IpAddress.of(in.bytes(answer.data(), answer.length()))) : Optional.empty();
    }

    /**
     * Whether the resolver does its work: it found something, or found that there is nothing. "SERVFAIL" is what a
     * forwarder says when the line behind it is dead, "REFUSED" what it says when it has nobody to ask.
     */
    public boolean resolves() {
        return rcode == NO_ERROR || rcode == NAME_ERROR;
    }

    /** The name of the response code. */
    public String said() {
        return rcode < RCODES.length ? RCODES[rcode] : "response code " + rcode;
    }
}
