package dev.multipath.agent.gateway;

import dev.multipath.agent.uplink.Lease;
import dev.multipath.netlink.model.IpAddress;
import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The leases of dhcpcd: the server's answer as it was received, a message of RFC 2131 with the options of RFC 2132. */
final class DhcpMessage implements LeaseFormat {
    private static final int YOUR_ADDRESS = 16;
    private static final int SERVER_NAME = 44;
    private static final int FILE = 108;
    private static final int COOKIE = 236;
    private static final int OPTIONS = 240;
    private static final byte[] MAGIC = {99, (byte) 130, 83, 99};

    private static final int PAD = 0;
    private static final int ROUTERS = 3;
    private static final int LEASE_TIME = 51;
    private static final int OVERLOAD = 52;
    private static final int CLASSLESS_ROUTES = 121;
    private static final int END = 255;
    private static final long FOR_EVER = 0xffff_ffffL;

    private final String client;

    DhcpMessage(String client) {
        this.client = client;
    }

    @Override
    public List<Held> read(String name, byte[] content, Instant written) throws MalformedLeaseException {
        if (content.length < OPTIONS || !Arrays.equals(content, COOKIE, OPTIONS, MAGIC, 0, MAGIC.length)) {
            throw new MalformedLeaseException("not a DHCP message");
        }
        Map<Integer, byte[]> options = options(content);
        IpAddress address = IpAddress.of(Arrays.copyOfRange(content, YOUR_ADDRESS, YOUR_ADDRESS + 4));
        Lease lease = Lease.ipv4(
                DeviceNames.ofDhcpcd(name),
                address.isAny() ? Optional.empty() : Optional.of(address),
                gateway(options),
                client);
        return List.of(new Held(lease, until(options, written)));
    }

    private static Optional<IpAddress> gateway(Map<Integer, byte[]> options) throws MalformedLeaseException {
        byte[] routes = options.get(CLASSLESS_ROUTES);
        if (routes != null) {
            // RFC 3442: who got classless routes ignores the router option.
            return ClasslessRoutes.defaultRouter(routes);
        }
        byte[] routers = options.get(ROUTERS);
        return routers == null || routers.length < 4
                ? Optional.empty()
                : Optional.of(IpAddress.of(Arrays.copyOf(routers, 4)));
    }

    private static Optional<Instant> until(Map<Integer, byte[]> options, Instant written) {
        byte[] time = options.get(LEASE_TIME);
        if (time == null || time.length != 4) {
            return Optional.empty();
        }
        long seconds = IpAddress.of(time).low() & FOR_EVER;
        return seconds == FOR_EVER ? Optional.empty() : Optional.of(written.plusSeconds(seconds));
    }

    /** Parts of an option that was split are joined (RFC 3396). */
    private static Map<Integer, byte[]> options(byte[] message) {
        Map<Integer, ByteArrayOutputStream> parts = new HashMap<>();
        options(message, OPTIONS, message.length, parts);
        ByteArrayOutputStream overload = parts.get(OVERLOAD);
        int overloaded = overload == null || overload.size() == 0 ? 0 : overload.toByteArray()[0];
        if ((overloaded & 1) != 0) {
            options(message, FILE, COOKIE, parts);
        }
        if ((overloaded & 2) != 0) {
            options(message, SERVER_NAME, FILE, parts);
        }
        Map<Integer, byte[]> options = new HashMap<>();
        parts.forEach((code, bytes) -> options.put(code, bytes.toByteArray()));
        return options;
    }

    private static void options(byte[] message, int from, int to, Map<Integer, ByteArrayOutputStream> into) {
        int at = from;
        while (at < to && (message[at] & 0xff) != END) {
            int code = message[at++] & 0xff;
            if (code == PAD) {
                continue;
            }
            int length = at < to ? message[at++] & 0xff : 0;
            int end = Math.min(at + length, to);
            into.computeIfAbsent(code, first -> new ByteArrayOutputStream()).write(message, at, end - at);
            at = end;
        }
    }
}
