package dev.multipath.agent.gateway;

import dev.multipath.agent.uplink.Lease;
import dev.multipath.netlink.model.IpAddress;
import dev.multipath.netlink.model.IpPrefix;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Prefixes delegated to dhcpcd: the server's reply as it was received, a message of RFC 8415. */
final class Dhcpv6Message implements LeaseFormat {
    private static final int HEADER = 4;
    private static final int IA_PD = 25;
    private static final int IA_PD_FIXED = 12;
    private static final int IAPREFIX = 26;
    private static final int IAPREFIX_FIXED = 25;
    private static final int MAX_LENGTH = 128;
    private static final long FOR_EVER = 0xffff_ffffL;

    private final String client;

    Dhcpv6Message(String client) {
        this.client = client;
    }

    @Override
    public List<Held> read(String name, byte[] content, Instant written) throws MalformedLeaseException {
        if (content.length < HEADER) {
            throw new MalformedLeaseException("not a DHCPv6 message");
        }
        Found found = new Found();
        for (Option option : options(ByteBuffer.wrap(content, HEADER, content.length - HEADER))) {
            if (option.code == IA_PD && option.body.remaining() >= IA_PD_FIXED) {
                option.body.position(option.body.position() + IA_PD_FIXED);
                for (Option inner : options(option.body)) {
                    found.prefix(inner);
                }
            }
        }
        Lease lease = Lease.prefixes(DeviceNames.ofDhcpcd(name), found.prefixes, client);
        return List.of(new Held(
                lease,
                found.shortest == FOR_EVER ? Optional.empty() : Optional.of(written.plusSeconds(found.shortest))));
    }

    private record Option(int code, ByteBuffer body) {}

    private static final class Found {
        private final List<IpPrefix> prefixes = new ArrayList<>();
        private long shortest = FOR_EVER;

        /** Preferred and valid lifetime, length, prefix; one with a valid lifetime of 0 is withdrawn. */
        void prefix(Option option) {
            if (option.code != IAPREFIX || option.body.remaining() < IAPREFIX_FIXED) {
                return;
            }
            option.body.getInt();
            long valid = option.body.getInt() & FOR_EVER;
            int length = option.body.get() & 0xff;
            byte[] address = new byte[16];
            option.body.get(address);
            if (valid > 0 && length <= MAX_LENGTH) {
                prefixes.add(new IpPrefix(IpAddress.of(address), length).network());
                shortest = Math.min(shortest, valid);
            }
        }
    }

    private static List<Option> options(ByteBuffer from) throws MalformedLeaseException {
        List<Option> options = new ArrayList<>();
        while (from.remaining() >= HEADER) {
            int code = from.getShort() & 0xffff;
            int length = from.getShort() & 0xffff;
            if (length > from.remaining()) {
                throw new MalformedLeaseException("option " + code + " breaks off");
            }
            options.add(new Option(code, from.slice(from.position(), length)));
            from.position(from.position() + length);
        }
        return options;
    }
}
