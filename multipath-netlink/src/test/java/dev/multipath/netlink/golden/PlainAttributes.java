package dev.multipath.netlink.golden;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** A second, simple-minded reader of attributes, to compare messages without the code under test. */
public final class PlainAttributes {
    private PlainAttributes() {}

    private static final int RTM_NEWLINK = 16;
    private static final int IFLA_LINKINFO = 18;
    private static final int RTM_NEWNEIGHTBL = 64;
    private static final int NDTA_PARMS = 6;
    private static final int RTM_NEWROUTE = 24;
    private static final int RTA_METRICS = 8;
    private static final int RTA_MULTIPATH = 9;

    /**
     * The attributes behind a family header, sorted, each as {@code TYPE:HEX}, exact duplicates once. Order inside
     * metrics, legs and parameters of neighbour tables does not count either, nor what padding holds.
     *
     * @param headerLength of the family header
     */
    public static List<String> of(byte[] message, int headerLength) {
        boolean route = (message[4] & ~3) == RTM_NEWROUTE;
        List<String> attributes = new ArrayList<>();
        for (String attribute : read(message, 16 + headerLength, message.length)) {
            int type = Integer.parseInt(attribute.substring(0, attribute.indexOf(':')));
            byte[] payload = HexFormat.of().parseHex(attribute.substring(attribute.indexOf(':') + 1));
            if (route && type == RTA_METRICS) {
                attributes.add(type + ":" + read(payload, 0, payload.length));
            } else if (route && type == RTA_MULTIPATH) {
                attributes.add(type + ":" + legs(payload));
            } else if ((message[4] & ~3) == RTM_NEWNEIGHTBL && type == NDTA_PARMS) {
                attributes.add(type + ":" + read(payload, 0, payload.length));
            } else if ((message[4] & ~3) == RTM_NEWLINK && type == IFLA_LINKINFO) {
                attributes.add(type + ":" + linkInfo(payload));
            } else {
                attributes.add(attribute);
            }
        }
        return attributes;
    }

    /** The kind, and its data: attributes, behind a header of 16 bytes for a veth peer. */
    private static List<String> linkInfo(byte[] payload) {
        List<String> info = new ArrayList<>();
        for (String attribute : read(payload, 0, payload.length)) {
            byte[] data = HexFormat.of().parseHex(attribute.substring(2));
            boolean nested = data.length >= 4 && (data[0] & 0xff) + (data[1] << 8) <= data.length;
            if (!attribute.startsWith("2:") || !nested) {
                info.add(attribute);
            } else if (info.contains("1:76657468") && data.length > 4 + 16) {
                String header = HexFormat.of().formatHex(data, 0, 4 + 16);
                info.add("peer " + header + read(data, 4 + 16, data.length));
            } else {
                info.add("data " + read(data, 0, data.length));
            }
        }
        return info;
    }

    private static List<String> legs(byte[] payload) {
        ByteBuffer in = ByteBuffer.wrap(payload).order(ByteOrder.LITTLE_ENDIAN);
        List<String> legs = new ArrayList<>();
        for (int at = 0; at < payload.length; ) {
            int length = in.getShort(at) & 0xffff;
            String fixed = HexFormat.of().formatHex(payload, at + 2, at + 8);
            legs.add(fixed + read(payload, at + 8, at + length));
            at += length + 3 & ~3;
        }
        return legs;
    }

    /** The family header in hex. */
    public static String header(byte[] message, int headerLength) {
        return HexFormat.of().formatHex(message, 16, 16 + headerLength);
    }

    private static List<String> read(byte[] bytes, int from, int to) {
        ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        List<String> attributes = new ArrayList<>();
        int at = from;
        while (to - at >= 4) {
            int length = in.getShort(at) & 0xffff;
            int type = in.getShort(at + 2) & 0x3fff;
            if (length < 4 || length > to - at) {
                throw new IllegalArgumentException("attribute of length " + length + " at " + at);
            }
            String attribute = type + ":" + HexFormat.of().formatHex(bytes, at + 4, at + length);
            if (!attributes.contains(attribute)) {
                attributes.add(attribute);
            }
            at += length + 3 & ~3;
        }
        attributes.sort(null);
        return attributes;
    }
}
