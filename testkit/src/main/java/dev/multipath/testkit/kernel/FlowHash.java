package dev.multipath.testkit.kernel;

import java.util.Arrays;

/**
 * The number by which a flow is given one of several next hops: {@code fib_multipath_hash()} and
 * {@code rt6_multipath_hash()} with the key that {@code net.ipv4.fib_multipath_hash_seed} makes. With the same seed the
 * kernel comes to the same number; without one its key is random.
 *
 * <p>It is SipHash-2-4 over what {@code struct flow_keys} holds, in the order it holds it; the two ends of a flow are put
 * in one order first, so that both directions have the same number.
 */
final class FlowHash {
    private static final int PROTOCOL = 2;
    private static final int FLOW_LABEL = 4;
    private static final int PORTS = 28;
    private static final int ADDRESSES = 36;
    private static final int IPV4_LENGTH = 48;
    private static final int IPV6_LENGTH = 72;

    private FlowHash() {}

    /**
     * The hash of a flow, 0..2³¹−1.
     *
     * @param seed {@code fib_multipath_hash_seed}, unsigned 32 bits
     * @param layer4 whether ports count: {@code fib_multipath_hash_policy} 1
     */
    static int of(Flow flow, long seed, boolean layer4) {
        byte[] keys = new byte[flow.isIpv4() ? IPV4_LENGTH : IPV6_LENGTH];
        addresses(keys, flow.source().toBytes(), flow.destination().toBytes());
        if (layer4) {
            ports(keys, flow.sourcePort(), flow.destinationPort());
        }
        if (layer4 || !flow.isIpv4()) {
            keys[PROTOCOL] = (byte) flow.protocol();
        }
        if (!layer4 && !flow.isIpv4()) {
            put(keys, FLOW_LABEL, flow.flowLabel(), 4);
        }
        long key = (seed << 32) | seed;
        int hash = (int) SipHash.of(keys, key, key);
        return (hash == 0 ? 1 : hash) >>> 1;
    }

    private static void addresses(byte[] keys, byte[] source, byte[] destination) {
        boolean swapped = source.length == 4
                ? Integer.compareUnsigned(hostOrder(destination), hostOrder(source)) < 0
                : Arrays.compareUnsigned(destination, source) < 0;
        byte[] first = swapped ? destination : source;
        byte[] second = swapped ? source : destination;
        System.arraycopy(first, 0, keys, ADDRESSES, first.length);
        System.arraycopy(second, 0, keys, ADDRESSES + first.length, second.length);
    }

    /** Ports too are compared as the machine reads them, lowest byte first. */
    private static void ports(byte[] keys, int source, int destination) {
        boolean swapped = Character.reverseBytes((char) destination) < Character.reverseBytes((char) source);
        put(keys, PORTS, swapped ? destination : source, 2);
        put(keys, PORTS + 2, swapped ? source : destination, 2);
    }

    private static int hostOrder(byte[] address) {
        return (address[0] & 0xff) | (address[1] & 0xff) << 8 | (address[2] & 0xff) << 16 | address[3] << 24;
    }

    private static void put(byte[] keys, int at, int value, int bytes) {
        for (int i = 0; i < bytes; i++) {
            keys[at + i] = (byte) (value >> (8 * (bytes - 1 - i)));
        }
    }
}
