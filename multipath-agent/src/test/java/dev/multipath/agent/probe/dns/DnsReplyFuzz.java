package dev.multipath.agent.probe.dns;

import dev.multipath.netlink.model.IpAddress;
import java.util.Arrays;
import java.util.Optional;

/**
 * Fuzzing target: what comes from a resolver. The first byte chooses the question and whether the message is made an
 * answer to it, so that whoever varies the bytes gets past that check; the rest is the message.
 */
public final class DnsReplyFuzz {
    private static final int ID = 0x4d50;
    private static final String NAME = "www.example.net";
    private static final int MARGIN = 64;

    private DnsReplyFuzz() {}

    public static void fuzzerTestOneInput(byte[] bytes) {
        if (bytes.length == 0) {
            return;
        }
        boolean four = (bytes[0] & 1) == 0;
        DnsQuery query = new DnsQuery(ID, NAME, four ? DnsQuery.A : DnsQuery.AAAA);
        byte[] message = Arrays.copyOfRange(bytes, 1, bytes.length);
        if ((bytes[0] & 2) == 0) {
            mend(message, query.toBytes());
        }
        Optional<DnsReply> alone = DnsReply.read(query, message, message.length);
        for (int margin : new int[] {0, 0xc0, 0xff}) {
            byte[] amid = Arrays.copyOf(message, message.length + MARGIN);
            Arrays.fill(amid, message.length, amid.length, (byte) margin);
            Optional<DnsReply> again = DnsReply.read(query, amid, message.length);
            if (!again.equals(alone)) {
                throw new AssertionError("alone " + alone + "\namid  " + again);
            }
        }
        alone.ifPresent(reply -> check(reply, four));
    }

    /** Id, the bit of an answer, and the question. */
    private static void mend(byte[] message, byte[] question) {
        if (message.length >= question.length) {
            System.arraycopy(question, 0, message, 0, 2);
            message[2] = (byte) ((message[2] & 0x07) | 0x80);
            System.arraycopy(question, 4, message, 4, 2);
            System.arraycopy(question, DnsQuery.HEADER, message, DnsQuery.HEADER, question.length - DnsQuery.HEADER);
        }
    }

    private static void check(DnsReply reply, boolean four) {
        boolean sound = reply.rcode() >= 0
                && reply.rcode() <= 15
                && reply.ttl() >= 0
                && reply.ttl() <= 0xffff_ffffL
                && !reply.said().isEmpty();
        for (IpAddress address : reply.addresses()) {
            sound &= address.isIpv4() == four;
        }
        if (!sound) {
            throw new AssertionError(reply.toString());
        }
    }
}
