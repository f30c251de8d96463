package dev.multipath.netlink.model.nftables;

import dev.multipath.netlink.model.ByteString;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * User data in the form {@code nft} reads them: entries of a type byte, a length byte and that many bytes. Its comments
 * are an entry of their own; other bytes are allowed, but {@code nft} complains of them.
 *
 * @see <a href="https://git.netfilter.org/libnftnl/tree/include/libnftnl/udata.h">libnftnl/udata.h</a>
 */
public final class NfUserData {
    /** None. */
    public static final ByteString NONE = ByteString.of();

    /** {@code NFTNL_UDATA_TABLE_COMMENT}, also of chains, rules and elements. */
    private static final int COMMENT = 0;
    /** {@code NFTNL_UDATA_SET_COMMENT}. */
    private static final int SET_COMMENT = 7;

    /** {@code NFTNL_UDATA_SET_KEYBYTEORDER}, {@code NFTNL_UDATA_SET_DATABYTEORDER}. */
    private static final int KEY_ORDER = 0;

    private static final int DATA_ORDER = 1;
    private static final int HOST = 1;
    private static final int NETWORK = 2;

    private static final int MAX_COMMENT = 127;

    private NfUserData() {}

    /**
     * A comment of a table, chain, rule or element.
     *
     * @throws IllegalArgumentException for more than the 127 bytes {@code nft} allows
     */
    public static ByteString comment(String text) {
        return text(COMMENT, text);
    }

    /** A comment of a set. */
    public static ByteString setComment(String text) {
        return text(SET_COMMENT, text);
    }

    /** The comment of a table, chain, rule or element. */
    public static Optional<String> comment(ByteString data) {
        return text(COMMENT, data);
    }

    /** The comment of a set. */
    public static Optional<String> setComment(ByteString data) {
        return text(SET_COMMENT, data);
    }

    /** Without which {@code nft} shows marks, numbers and names of interfaces wrong: in which order the bytes are. */
    static ByteString byteOrder(NfType keys, Optional<NfType> data) {
        ByteBuffer out = ByteBuffer.allocate(12).order(ByteOrder.nativeOrder());
        out.put((byte) KEY_ORDER).put((byte) 4).putInt(order(keys));
        data.ifPresent(type -> out.put((byte) DATA_ORDER).put((byte) 4).putInt(order(type)));
        return ByteString.of(Arrays.copyOf(out.array(), out.position()));
    }

    private static int order(NfType type) {
        if (type.equals(NfType.VERDICT)) {
            return 0;
        }
        return type.isHostOrder() ? HOST : NETWORK;
    }

    private static ByteString text(int type, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (bytes.length > MAX_COMMENT) {
            throw new IllegalArgumentException(
                    "a comment of " + bytes.length + " bytes; " + MAX_COMMENT + " are possible");
        }
        byte[] entry = new byte[bytes.length + 3];
        entry[0] = (byte) type;
        entry[1] = (byte) (bytes.length + 1);
        System.arraycopy(bytes, 0, entry, 2, bytes.length);
        return ByteString.of(entry);
    }

    private static Optional<String> text(int type, ByteString data) {
        byte[] bytes = data.toBytes();
        int at = 0;
        while (at + 2 <= bytes.length) {
            int length = bytes[at + 1] & 0xff;
            if (at + 2 + length > bytes.length) {
                return Optional.empty();
            }
            if (bytes[at] == type && length > 0) {
                return Optional.of(new String(bytes, at + 2, length - 1, StandardCharsets.UTF_8));
            }
            at += 2 + length;
        }
        return Optional.empty();
    }
}
